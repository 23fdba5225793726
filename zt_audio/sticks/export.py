"""Export a built playlist to a stick or a zip, and prove every byte.

Before it touches anything, `export` proves the source, looks at the target, and asks about other files there. Then it
writes. It reads everything back from the device only after the last byte: a fake stick that claims to be larger than it
is overwrites its first files, and a file that is read back right after it was written would not show that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.events import Phase, StickEmit, ignore_event
from zt_audio.model import Problem
from zt_audio.published.judge import RULES, ExportRule
from zt_audio.sticks import folder
from zt_audio.sticks.contents import (
    Folder,
    FoundManifest,
    StickContents,
    StickEntry,
    digests,
    disguised_files,
    find_manifest,
    find_seal,
)
from zt_audio.sticks.directory_order import stands_in_order
from zt_audio.sticks.folder import to_zip
from zt_audio.sticks.manifest import STICK_MANIFEST, STICK_SEAL, StickFile, same_name
from zt_audio.sticks.raw_io import byte_reporter
from zt_audio.sticks.source import StickSource, stick_source
from zt_audio.sticks.verify import (
    UNSIGNED,
    StickPlan,
    StickSigner,
    differences,
    first_names,
    other_file_warnings,
    stick_plan,
    track_names,
)
from zt_audio.sticks.volume import (
    SYSTEM_IO,
    StickIo,
    TargetKind,
    Volume,
    require_outside_project,
    room_problems,
    stick_errors,
    target_kind,
    volume_problems,
)
from zt_audio.store.manifest import PLAYER_FILE
from zt_audio.store.workspace import Workspace, session


@dataclass(frozen=True, slots=True)
class Others:
    """Other files on the target, and our own files there that were changed since."""

    foreign: tuple[str, ...]
    altered: tuple[str, ...]


Accept = Callable[[Others], bool]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    playlist: str
    target: Path
    today: date
    rules: Sequence[ExportRule] = RULES
    io: StickIo = SYSTEM_IO
    signer: StickSigner = UNSIGNED
    only_sealed: bool = False  # nothing else may lie on the target: verify_stick would refuse it


@dataclass(frozen=True, slots=True)
class Exported:
    """The result. `before` names the playlist that was on the target before."""

    kind: TargetKind
    target: Path
    build: str
    files: int
    written: int
    removed: int
    before: str | None
    warnings: tuple[Problem, ...]
    is_stick: bool = False  # then the user must eject it
    sealed_by: str = ""  # the person


def export(workspace: Workspace, order: ExportRequest, accept: Accept, tell: StickEmit) -> Exported:
    """Write a playlist to a target and prove it. Raises BuildError, ContentError, DeviceError.

    If the target holds other files, `accept` decides before anything is touched.
    """
    with session(workspace, tell):
        target = order.target.resolve()
        kind = target_kind(target)
        require_outside_project(workspace, target, kind)
        source = stick_source(workspace, order.playlist, order.today, order.rules)
        with stick_errors(target):
            if kind == "folder":
                return _to_folder(source, target, order, accept, tell)
            done = to_zip(source, target, order.signer, tell, order.io)
    written, by = len(source.files) if done.is_new else 0, _person(order)
    files, build = len(source.files), source.stick.build
    return Exported(kind, target, build, files, written, 0, done.before, source.warnings, sealed_by=by)


def _person(order: ExportRequest) -> str:
    return order.signer.key.person if order.signer.key else ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a folder holds before it is touched, and what to do."""

    volume: Volume
    contents: StickContents
    entries: Sequence[StickEntry]
    found: FoundManifest
    plan: StickPlan


def _to_folder(source: StickSource, target: Path, order: ExportRequest, accept: Accept, tell: StickEmit) -> Exported:
    seen = _look(source, target, tell, order.io)
    warnings = _require(source, target, seen, only_sealed=order.only_sealed)
    if (seen.plan.foreign or seen.plan.altered) and not accept(Others(seen.plan.foreign, seen.plan.altered)):
        facts = {"path": str(target), "files": first_names((*seen.plan.foreign, *seen.plan.altered))}
        raise DeviceError(Problem("stick-not-empty", None, facts))
    written = 0
    # Whether manifest, files and order are right and there is nothing to delete.
    right = seen.found.manifest == source.stick and not seen.plan.write and not seen.plan.remove
    if not (
        (right and _is_ordered(source, seen))
        and order.signer.has_sealed(source.stick, find_seal(seen.contents, seen.entries))
    ):
        drive = f"{target.name or target} {seen.volume.serial}".rstrip()
        sealed = replace(source, seal=order.signer.begin(source.stick, drive))
        written = _write(sealed, target, seen, order.io, tell)
        order.signer.end(source.stick, drive)
    before = seen.found.manifest.playlist if seen.found.manifest else None
    removed = len(seen.plan.remove)
    warnings = [*source.warnings, *warnings, *other_file_warnings(seen.plan.foreign)]
    build, count = source.stick.build, len(source.files)
    is_stick = seen.volume.family != "other" or order.io.is_removable(target)
    told = tuple(warnings)
    return Exported("folder", target, build, count, written, removed, before, told, is_stick, _person(order))


def _look(source: StickSource, target: Path, tell: StickEmit, io: StickIo) -> _Seen:
    """Find out what the folder holds; read the files that may be right already from the device."""
    volume = io.volume_at(target)
    contents = Folder(target, volume.is_ordered)
    entries = contents.entries()
    found = find_manifest(contents, entries)
    at = {same_name(entry.name): entry for entry in entries if entry.kind == "file"}
    likely = {
        f: at[same_name(f.file)].name
        for f in source.files
        if same_name(f.file) in at and at[same_name(f.file)].bytes == f.bytes
    }
    tell(Phase("look", sum(file.bytes for file in likely)))
    read = digests(contents, tuple(likely.values()), byte_reporter(tell))
    right = {file.file for file, name in likely.items() if read[name] == file.sha256}
    plan = stick_plan(source.files, entries, found.manifest, right)
    plan = replace(plan, foreign=(*plan.foreign, *disguised_files(contents, entries)))
    return _Seen(volume, contents, entries, found, plan)


def _require(source: StickSource, target: Path, seen: _Seen, *, only_sealed: bool) -> list[Problem]:
    """Raise DeviceError with every reason not to write here; return the warnings."""
    problems = list(volume_problems(seen.volume, source.files, str(target)))
    facts = {"path": str(target)}
    if seen.found.is_damaged:
        problems.append(Problem("stick-list-damaged", None, facts))
    problems += [Problem("stick-name-taken", None, {**facts, "file": name}) for name in seen.plan.blocked]
    if only_sealed:
        problems += [replace(each, severity="error") for each in other_file_warnings(seen.plan.foreign)]
    going = {same_name(name) for name in (*(file.file for file in seen.plan.write), *seen.plan.remove)}
    freed = [entry.bytes for entry in seen.entries if same_name(entry.name) in going]
    if seen.plan.write:
        problems += room_problems(seen.volume, seen.plan.write, freed, str(target))
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise DeviceError(errors)
    return problems


def _is_ordered(source: StickSource, seen: _Seen) -> bool:
    """Tell whether the tracks are in order in the directory; true where the order cannot be seen."""
    return not seen.contents.is_ordered or stands_in_order(
        [entry.name for entry in seen.entries], track_names(source.files)
    )


def _write(source: StickSource, target: Path, seen: _Seen, io: StickIo, tell: StickEmit) -> int:
    """Write what differs, read everything back, mark the stick complete; return how many files were written."""
    *_built, note = source.files
    numbered = [file for file in source.files if file.file == PLAYER_FILE or file == note]
    todo = tuple(file for file in seen.plan.write if file != note)
    tell(Phase("write", sum(file.bytes for file in todo if file not in numbered)))
    folder.announce(target, source.stick, seen.plan)
    folder.drop_seal(target)
    changes = bool(todo or seen.plan.remove) or not _is_ordered(source, seen)
    if changes:
        folder.spoil(target, PLAYER_FILE)
        folder.withdraw(target, note.file, seen.plan)
    folder.make_room(target, seen.plan)
    is_ordered = seen.contents.is_ordered
    stale = folder.make_entries(target, source.files[:-1], todo, is_ordered=is_ordered, io=io)
    if stale != todo:
        tell(Phase("write", sum(file.bytes for file in stale if file not in numbered)))  # with what was out of order
    last = numbered if changes or set(numbered) & set(stale) else [note] * (note in seen.plan.write)
    folder.fill_entries(source, target, [file for file in stale if file not in last], byte_reporter(tell), io)
    _read_back(seen.contents, [file for file in source.files if file not in last], tell)
    for file in last:  # each shows the build number, so all before it must be right
        report = ignore_event if file == note else tell  # 0.4 kB are no phase that anyone waits for
        report(Phase("write", file.bytes))
        so_far = source.files[: source.files.index(file) + 1]
        fresh = folder.make_entries(target, so_far, [file], is_ordered=is_ordered, io=io)
        folder.fill_entries(source, target, fresh, byte_reporter(report), io)
        _read_back(seen.contents, fresh, report)
    if source.seal:
        folder.put_seal(target, source.seal)
        if find_seal(seen.contents, seen.contents.entries()) != source.seal.decode():
            raise DeviceError(Problem("stick-file-changed", None, {"path": str(target), "file": STICK_SEAL}))
    folder.put_manifest(target, source.stick)
    folder.settle(target)
    if find_manifest(seen.contents, seen.contents.entries()).manifest != source.stick:
        raise DeviceError(Problem("stick-file-changed", None, {"path": str(target), "file": STICK_MANIFEST}))
    return len({*stale, *last})


def _read_back(contents: StickContents, files: Sequence[StickFile], tell: StickEmit) -> None:
    tell(Phase("read", sum(file.bytes for file in files)))
    if problems := list(differences(contents, files, byte_reporter(tell))):
        raise DeviceError(problems)
