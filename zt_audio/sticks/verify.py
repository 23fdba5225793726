"""What lies on a stick and its list in, every difference out. Everything is read from the device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zt_audio.model import Problem
from zt_audio.sticks.changes import foreign
from zt_audio.sticks.contents import Contents, Entry, digests, find_manifest
from zt_audio.sticks.directory_order import in_order, is_audio
from zt_audio.sticks.manifest import StickFile, StickManifest, folders_of, same
from zt_audio.sticks.raw_io import Tell


@dataclass(frozen=True, slots=True)
class Proof:
    """`problems` holds warnings too. Without a list that can be read `manifest` is None."""

    manifest: StickManifest | None
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        return all(problem.severity == "warning" for problem in self.problems)


def prove(contents: Contents, tell: Tell) -> Proof:
    """Hold a stick against its own list. Raises OSError, BuildError."""
    entries = contents.entries()
    found = find_manifest(contents, entries)
    if found.manifest is None:
        return Proof(None, (Problem("stick-list-damaged" if found.is_damaged else "stick-no-list"),))
    problems = [Problem("stick-unfinished")] if found.manifest.state != "complete" else []
    problems += differences(contents, found.manifest.files, tell)
    owned = found.manifest.owned()
    problems += others(foreign(entries, owned, folders_of(owned)))
    return Proof(found.manifest, tuple(problems))


def differences(contents: Contents, files: Sequence[StickFile], tell: Tell) -> Iterator[Problem]:
    """Yield how the root differs from `files`: missing, other bytes, other order. Raises OSError, BuildError."""
    entries = contents.entries()
    names = {file.file: [entry for entry in entries if same(entry.name) == same(file.file)] for file in files}
    fitting = {file.file: at[0].name for file in files if _fits(file, at := names[file.file])}
    read = digests(contents, tuple(fitting.values()), tell)
    for file in files:
        if not any(entry.kind == "file" for entry in names[file.file]):
            yield Problem("stick-file-missing", None, {"file": file.file})
        elif file.file not in fitting or read[fitting[file.file]] != file.sha256:
            yield Problem("stick-file-changed", None, {"file": file.file})
    if contents.is_ordered and not in_order([entry.name for entry in entries], tracks(files)):
        yield Problem("stick-order")


def _fits(file: StickFile, at: Sequence[Entry]) -> bool:
    """Tell whether it is worth reading: a file, there once, of the right length."""
    return [(entry.kind, entry.bytes) for entry in at] == [("file", file.bytes)]


def tracks(files: Sequence[StickFile]) -> tuple[str, ...]:
    """Return the names of `files` that are played: the order of the others is nobody's concern."""
    return tuple(file.file for file in files if is_audio(file.file))


def others(names: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning for what is not ours, and one for that of it which a player would play between ours."""
    audible = [name for name in names if is_audio(name)]
    silent = [name for name in names if not is_audio(name)]
    for slug, found in (("stick-other-audio", audible), ("stick-other-files", silent)):
        if found:
            yield Problem(slug, None, {"files": ", ".join(found)}, "warning")
