"""Verify a stick or a zip by its own list, its seal and what was built here; seal the list of one.

Everything is read from the device. The manifest alone, for which no project is needed, proves that the device kept what
its list names; anyone can write such a list.

`ZT_STICK.SIG` is minisign's signature of `ZT_STICK.JSN`, which holds the digest of every other file. Anyone can check
it without this program: `minisign -Vm ZT_STICK.JSN -x ZT_STICK.SIG -P KEY`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from zt_audio.events import Phase, StickEmit
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, rows_by_key
from zt_audio.sticks.contents import (
    StickContents,
    StickEntry,
    digests,
    disguised_files,
    find_manifest,
    find_seal,
    harmless_bytes,
    is_of_the_system,
    is_playable,
)
from zt_audio.sticks.directory_order import is_audio, stands_in_order
from zt_audio.sticks.manifest import (
    FILLER,
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    STICK_SEAL,
    StickFile,
    StickManifest,
    parent_folders,
    same_name,
    stick_manifest_bytes,
)
from zt_audio.sticks.raw_io import Tell, byte_reporter
from zt_audio.sticks.source import built_playlist
from zt_audio.sticks.volume import TargetKind, Volume, open_contents, stick_errors, volume_at
from zt_audio.suggestions import joined_names
from zt_audio.trust.journal import Deed
from zt_audio.trust.keys import KnownKey, OpenKey, SealState, SealVerdict, seal, sealed_by

# Compare what a stick holds with what it should hold; decide what to write, to delete and to ask about.

_LISTED = 10  # names in a sentence


@dataclass(frozen=True, slots=True)
class StickPlan:
    """`altered` are our files that were changed since; `blocked` are other files with a name that we need."""

    keep: tuple[StickFile, ...]
    write: tuple[StickFile, ...]  # in play order
    remove: tuple[str, ...]
    leaving: tuple[StickFile, ...]  # what the stick's list says of the files to remove
    empty: tuple[str, ...]  # folders that held our files and are no longer needed, the inner ones first
    foreign: tuple[str, ...]
    altered: tuple[str, ...]
    blocked: tuple[str, ...]


def stick_plan(
    wanted: Sequence[StickFile], entries: Sequence[StickEntry], before: StickManifest | None, right: Collection[str]
) -> StickPlan:
    """Return what to do. `right` are the names of `wanted` that exist with the right bytes, ours or not."""
    there = {same_name(entry.name): entry for entry in entries}
    needed = {same_name(file.file) for file in wanted}
    ours = [entry for entry in entries if is_own_entry(entry, before)]
    names = {same_name(entry.name) for entry in ours} | set(map(same_name, right))
    folders = set(parent_folders(needed))
    held = {same_name(folder) for folder in parent_folders(before.owned() if before else ())}
    removed = {same_name(entry.name) for entry in ours} - needed
    in_the_way = {n for n in there if (n in needed or (n in folders and there[n].kind != "folder")) and n not in names}
    in_the_way |= {n for n in (same_name(STICK_SEAL),) if n in there and there[n].kind != "file"}
    return StickPlan(
        keep=tuple(file for file in wanted if file.file in right),
        write=tuple(file for file in wanted if file.file not in right),
        remove=tuple(entry.name for entry in ours if same_name(entry.name) in removed),
        leaving=tuple(row for row in _rows(before) if same_name(row.file) in removed),
        empty=tuple(there[name].name for name in sorted(held - folders, reverse=True) if name in there),
        foreign=other_files(entries, needed | names | in_the_way, folders | held),
        altered=_altered(there.values(), before, right),
        blocked=tuple(there[name].name for name in sorted(in_the_way)),
    )


def is_own_entry(entry: StickEntry, before: StickManifest | None) -> bool:
    """Tell whether the manifest `before` names the file, or whether it is a filler of an unfinished write."""
    if before is None or entry.kind != "file":
        return False
    name = entry.name.rpartition("/")[2].upper()
    is_filler = before.state == "writing" and not entry.bytes and FILLER.fullmatch(name) is not None
    return same_name(entry.name) in before.owned() or is_filler


def other_files(entries: Sequence[StickEntry], ours: Collection[str], folders: Collection[str]) -> tuple[str, ...]:
    """Return the entries that are neither ours nor called as the system's; a final slash marks a folder with all in it.

    `ours` and `folders` are names as `same_name` makes them. A folder of `folders` is not reported; its files may be.
    """
    known = {*ours, *map(same_name, (STICK_MANIFEST, STICK_MANIFEST_TEMP, STICK_SEAL))}
    skipped: set[str] = set()
    found = []
    for entry in entries:
        name = same_name(entry.name)
        is_known = name in known or (entry.kind == "folder" and name in folders) or _is_harmless(entry)
        if not is_known and skipped.isdisjoint(parent_folders([name])):
            found.append(f"{entry.name}/" if entry.kind == "folder" else entry.name)
            if entry.kind == "folder":
                skipped.add(name)
    return tuple(found)


def _is_harmless(entry: StickEntry) -> bool:
    if entry.kind == "folder":
        return is_of_the_system(entry.name.partition("/")[0])
    return entry.kind == "file" and harmless_bytes(entry.name) is not None


def first_names(names: Sequence[str]) -> str:
    """Return the first of `names` as people read a list: a stick may hold thousands."""
    return joined_names(names, _LISTED)


def _rows(before: StickManifest | None) -> Sequence[StickFile]:
    return (*before.files, *before.leaving) if before else ()


def _altered(entries: Collection[StickEntry], before: StickManifest | None, right: Collection[str]) -> tuple[str, ...]:
    """Return our files whose length is not what the list says: another copy, or an edit.

    While a stick is being written, only files that are to be deleted are as they were.
    """
    rows = before.leaving if before and before.state == "writing" else _rows(before)
    left = {same_name(row.file): row.bytes for row in rows}
    kept = set(map(same_name, right))
    return tuple(
        entry.name
        for entry in entries
        if entry.kind == "file" and left.get(same_name(entry.name), entry.bytes) != entry.bytes
        if same_name(entry.name) not in kept
    )


StickSealState = SealState | Literal["none"]
HEAD_DIGITS = 8  # of a journal's end, as on the card


@dataclass(frozen=True, slots=True)
class StickSigner:
    """Who exports on which day, with a key if they seal; `write_down` returns the journal's end."""

    by: str = "-"
    today: date = date.min
    key: OpenKey | None = None
    write_down: Callable[[Deed], str] = lambda _deed: ""

    def begin(self, stick: StickManifest, drive: str) -> bytes:
        """Write down that `stick` is being written to `drive`; return its seal, or nothing where there is no key.

        The seal names the line that was written, so the journal cannot lose this export unseen.
        """
        head = self.write_down(Deed(self.by, "stick.begun", _what(stick, drive)))[:HEAD_DIGITS]
        if self.key is None:
            return b""
        return seal(stick_manifest_bytes(stick), self.key, _subject(stick), self.today, head).encode()

    def end(self, stick: StickManifest, drive: str) -> None:
        """Write down that every byte of `stick` was read back from `drive`."""
        self.write_down(Deed(self.by, "stick.written", _what(stick, drive)))

    def has_sealed(self, stick: StickManifest, written: str | None) -> bool:
        """Tell whether there is nothing to seal: no key, or `written` is a seal of `stick` by this key."""
        if self.key is None:
            return True
        own = KnownKey(self.key.person, self.key.public, date.min)
        return written is not None and judge_seal(stick_manifest_bytes(stick), written, [own], stick).state == "known"


UNSIGNED = StickSigner()


@dataclass(frozen=True, slots=True)
class StickSeal:
    """The seal of a stick; `none`: it has no seal."""

    state: StickSealState
    verdict: SealVerdict


def judge_seal(data: bytes, written: str | None, known: Sequence[KnownKey], stick: StickManifest) -> StickSeal:
    """Tell whose seal `written` is on `data`, the bytes of the list of `stick`."""
    if written is None:
        return StickSeal("none", SealVerdict("unknown"))
    verdict = sealed_by(data, written, known, _subject(stick))
    return StickSeal(verdict.state, verdict)


def seal_problems(found: StickSeal, *, keys_are_known: bool, is_needed: bool) -> Sequence[Problem]:
    """Return what speaks against a stick with the seal `found`: an unknown key only where any key is known."""
    verdict = found.verdict
    facts = {"key": verdict.key_id, "person": verdict.person, "date": verdict.on.isoformat() if verdict.on else ""}
    if found.state == "none":
        return [Problem("stick-not-sealed")] if is_needed else []
    if found.state == "altered":
        return [Problem("stick-seal-altered")]
    if found.state == "unknown":
        return [Problem("stick-seal-unknown", None, facts)] if keys_are_known or is_needed else []
    if found.state in ("early", "ended"):
        return [Problem("stick-seal-ended", None, facts)]
    return []


def _subject(stick: StickManifest) -> str:
    return f"{stick.playlist} {stick.build}"


def _what(stick: StickManifest, drive: str) -> str:
    return f"output/{stick.playlist}#{stick.build} {drive}".rstrip()


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. `problems` holds warnings too; `manifest` is None if none can be read."""

    manifest: StickManifest | None
    problems: tuple[Problem, ...]
    data: bytes = b""  # of the manifest
    seal: str | None = None  # as it is written

    @property
    def is_whole(self) -> bool:
        return all(problem.severity == "warning" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class CheckedStick:
    """A stick and its proof. `is_ordered` tells whether the order in which a player finds the files is known.

    `seal` is None where there is no whole list that could be sealed.
    """

    kind: TargetKind
    is_ordered: bool
    proof: Proof
    seal: StickSeal | None = None


@dataclass(frozen=True, slots=True)
class SealPolicy:
    """Whose seals count, and whether a stick without one is refused."""

    keys: Sequence[KnownKey] = ()
    is_needed: bool = False


NO_POLICY = SealPolicy()


def verify_stick(
    path: Path,
    tell: StickEmit,
    look: Callable[[Path], Volume] = volume_at,
    output: Path | None = None,
    policy: SealPolicy = NO_POLICY,
) -> CheckedStick:
    """Read all files at `path` and prove them, also against what was built in the folder `output`, if it is given.

    `policy` judges the seal.

    Raises DeviceError; BuildError if it is no zip at all, or what was built is not whole; ContentError if that
    playlist was not built there.
    """
    target = path.resolve()
    with stick_errors(target):
        kind, contents = open_contents(target, look)
        tell(Phase("read", sum(entry.bytes for entry in contents.entries())))
        proof = prove(contents, byte_reporter(tell))
    if output is not None and proof.manifest:
        proof = replace(proof, problems=(*proof.problems, *_against(proof.manifest, output)))
    if found := _seal_of(proof, policy):
        against = seal_problems(found, keys_are_known=bool(policy.keys), is_needed=policy.is_needed)
        proof = replace(proof, problems=tuple(_as_strict(proof.problems, policy)) + tuple(against))
    return CheckedStick(kind, contents.is_ordered, proof, found)


def _seal_of(proof: Proof, policy: SealPolicy) -> StickSeal | None:
    if proof.manifest is None or proof.manifest.state != "complete":
        return None
    return judge_seal(proof.data, proof.seal, policy.keys, proof.manifest)


def _as_strict(problems: Sequence[Problem], policy: SealPolicy) -> Iterator[Problem]:
    """Yield `problems`; where sticks must be sealed, a file that no one sealed is an error."""
    for problem in problems:
        is_error = policy.is_needed and message_of(problem).is_unsealed_file
        yield replace(problem, severity="error") if is_error else problem


def prove(contents: StickContents, tell: Tell) -> Proof:
    """Compare `contents` with the manifest in it. Raises OSError, BuildError."""
    entries = contents.entries()
    found = find_manifest(contents, entries)
    if found.manifest is None:
        return Proof(None, (Problem("stick-list-damaged" if found.is_damaged else "stick-no-list"),))
    problems = [Problem("stick-unfinished")] if found.manifest.state != "complete" else []
    problems += differences(contents, found.manifest.files, tell)
    owned = found.manifest.owned()
    others = other_files(entries, owned, parent_folders(owned))
    problems += other_file_warnings((*others, *disguised_files(contents, entries), *_left_over(entries)))
    return Proof(found.manifest, tuple(problems), found.data, find_seal(contents, entries))


def _left_over(entries: Sequence[StickEntry]) -> tuple[str, ...]:
    """Return the replacement of the list where the list itself is there: an export leaves none."""
    there = {same_name(entry.name): entry.name for entry in entries}
    temp = there.get(same_name(STICK_MANIFEST_TEMP))
    return (temp,) if temp and same_name(STICK_MANIFEST) in there else ()


def differences(contents: StickContents, files: Sequence[StickFile], tell: Tell) -> Iterator[Problem]:
    """Yield how `contents` differs from `files`: missing files, other bytes, order. Raises OSError, BuildError."""
    entries = contents.entries()
    there = rows_by_key((same_name(entry.name), entry) for entry in entries)
    names = {file.file: there.get(same_name(file.file), []) for file in files}
    fitting = {file.file: at[0].name for file in files if _fits(file, at := names[file.file])}
    read = digests(contents, tuple(fitting.values()), tell)
    for file in files:
        if not any(entry.kind == "file" for entry in names[file.file]):
            yield Problem("stick-file-missing", None, {"file": file.file})
        elif file.file not in fitting or read[fitting[file.file]] != file.sha256:
            yield Problem("stick-file-changed", None, {"file": file.file})
    if contents.is_ordered and not stands_in_order([entry.name for entry in entries], track_names(files)):
        yield Problem("stick-order")


def _fits(file: StickFile, at: Sequence[StickEntry]) -> bool:
    """Tell whether `file` exists once and has the right length: only then it is read."""
    return [(entry.kind, entry.bytes) for entry in at] == [("file", file.bytes)]


def _against(stick: StickManifest, output: Path) -> Iterator[Problem]:
    """Yield how the list of a stick differs from the playlist in `output`: build, files, bytes, order."""
    built = built_playlist(output, stick.playlist)
    if stick.build != built.build:
        facts = {"playlist": stick.playlist, "build": stick.build, "built": built.build}
        yield Problem("stick-other-build", None, facts)
        return
    listed, wanted = ({same_name(file.file): file for file in each.files} for each in (stick, built))
    for name in dict.fromkeys((*wanted, *listed)):
        if name not in listed:
            yield Problem("stick-file-missing", None, {"file": wanted[name].file})
        elif listed[name] != wanted.get(name):
            yield Problem("stick-file-not-built", None, {"file": listed[name].file})
    if [*listed] != [*wanted] and listed.keys() == wanted.keys():
        yield Problem("stick-order")


def track_names(files: Sequence[StickFile]) -> tuple[str, ...]:
    """Return the names of `files` that a player plays: the order of the others does not matter."""
    return tuple(file.file for file in files if is_audio(file.file))


def other_file_warnings(names: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning about other files, and another if a player would play some of them between our tracks."""
    for slug, is_heard in (("stick-other-audio", True), ("stick-other-files", False)):
        if found := [name for name in names if is_playable(name) is is_heard]:
            yield Problem(slug, None, {"files": first_names(found)}, "warning")
