"""Compute cheap digests of the program and of a project's files, and note with them how a build left output/."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import zt_audio
from zt_audio.content.files import FACTS_FILE, PEOPLE_FILE, YAML, content_files, unread_names
from zt_audio.engines.rhvoice.home import rhvoice_files
from zt_audio.model import URGENT, Problem, rows_by_key
from zt_audio.store import journal
from zt_audio.store.disk import is_inside, write_atomic
from zt_audio.store.journal import MANIFEST_FILE, NOT_READY
from zt_audio.store.records import file_sha256, sha256_if_readable
from zt_audio.store.state_file import read_json, to_tree
from zt_audio.store.workspace import APPEALS, SHEET, Workspace, piper_files

_TEXTS, _PLAYLISTS = f"{APPEALS}/texts/", f"{APPEALS}/playlists/"
_PREFIX = "ZT_AUDIO_"  # of every variable that an engine reads
_NOT_FOR_ENGINES = frozenset({"ZT_AUDIO_LANG", "ZT_AUDIO_BUILD_CALL", "ZT_AUDIO_VOICES_URL"})


@dataclass(frozen=True, slots=True)
class Contents:
    """Digests of the files of staff that can change a sound, by name below the project, and of their recordings."""

    files: Mapping[str, str]
    recordings: str

    @property
    def digest(self) -> str:
        return _digest_of((*self.files.items(), ("", self.recordings)))

    def digest_for(self, playlist: str, appeals: Collection[str], today: date | None) -> str:
        """Return a digest of what `playlist` may be made from `today`, where it plays these `appeals`.

        That is all but the other playlists and the texts that it does not play; what is urgent is for its day.
        """
        urgent = f"{_PLAYLISTS}{URGENT}{YAML}"
        own = {urgent, f"{_PLAYLISTS}{playlist}{YAML}", *(f"{_TEXTS}{appeal}{YAML}" for appeal in appeals)}
        read = (each for each in self.files.items() if each[0] in own or not each[0].startswith((_PLAYLISTS, _TEXTS)))
        day = [("", today.isoformat())] if today and urgent in self.files else []
        return _digest_of((*read, ("", self.recordings), *day))


def contents_of(workspace: Workspace) -> Contents:
    """Return the digests of the present contents. Raises OSError."""
    root = workspace.root
    names = {path.relative_to(root).as_posix(): path for path in content_files(root) if not _is_silent(path)}
    files = {name: sha256_if_readable(path) for name, path in names.items()}
    return Contents(files, recordings_digest(workspace.recordings))


def inputs_digest(workspace: Workspace, code: str) -> str:
    """Return a digest of everything that a build is made from, voices too, and of what it warns about besides."""
    root = workspace.root
    silent = files_digest(root, (path for path in content_files(root) if _is_silent(path)))
    unread = "|".join((*unread_names(root), silent))
    return f"{code}:{contents_of(workspace).digest}:{voices_digest(root)}:{unread}"


def speakers_in(inputs: str) -> str:
    """Return what an `inputs_digest` holds of the program and its voices: who may speak, and how."""
    code, _contents, voices = inputs.split(":")[:3]
    return f"{code}:{voices}"


def _is_silent(path: Path) -> bool:
    """Tell whether a file changes no sound: with another person in it no stick is older than the texts."""
    return path.name in (PEOPLE_FILE, FACTS_FILE)


def code_digest() -> str:
    """Return a digest of this program, of the installed packages, and of the Python that runs them."""
    digest = hashlib.sha256(f"{sys.version}|{platform.machine()}|{sys.platform}|{program_digest()}".encode())
    # The names of `name-version.dist-info` are much cheaper than the metadata of the installed packages. An engine
    # may lie in any folder of Python's path: in dist-packages, or in one that PYTHONPATH names.
    folders = [Path(entry) for entry in sys.path]
    for name in sorted({path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info")}):
        digest.update(name.encode())
    return digest.hexdigest()


def program_digest() -> str:
    digest = hashlib.sha256()
    package = str(Path(zt_audio.__file__).parent)
    templates = os.path.join(package, "pages", "templates", "")  # noqa: PTH118 - as below
    paths = (os.path.join(folder, name) for folder, _, names in os.walk(package) for name in names)  # noqa: PTH118 - as below
    for path in sorted(path for path in paths if path.endswith((".py", ".yaml")) or path.startswith(templates)):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path of each of 500 takes as long as their digest
            digest.update(file.read())
    return digest.hexdigest()


def files_digest(root: Path, paths: Iterable[Path]) -> str:
    """Return a digest of the names and contents of `paths`; what cannot be read counts by its name."""
    return _digest_of((path.relative_to(root).as_posix(), sha256_if_readable(path)) for path in paths)


def _digest_of(rows: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for name, content in rows:
        digest.update(f"{name}\0{content}\0".encode(errors="replace"))
    return digest.hexdigest()


def recordings_digest(folder: Path) -> str:
    """Return a digest of the notes in `folder`, and of name, size and time of the other files, which are large.

    It leaves out the numbers of reading sheets: they change no sound.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / SHEET):
        facts = path.stat()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{facts.st_size}\0".encode())
        digest.update((sha256_if_readable(path) if path.suffix == ".json" else str(facts.st_mtime_ns)).encode())
    return digest.hexdigest()


def voices_digest(project: Path) -> str:
    """Return a digest of what decides which voices exist: the size and time of their files, because models are large.

    Of the variables that engines read, it takes only the names of those that are set: a secret key is kept in no form.
    """
    digest = hashlib.sha256()
    # The files of all engines, which need not exist, without loading any engine: a build that has nothing to do asks
    # here. The order counts: voices of earlier folders hide those of later ones.
    for path in (*piper_files(project), *rhvoice_files()):
        digest.update(_stamp(path))
    named = (name for name, value in os.environ.items() if value and name not in _NOT_FOR_ENGINES)
    digest.update("|".join(sorted(name for name in named if name.startswith(_PREFIX))).encode())
    return digest.hexdigest()


def _stamp(path: Path) -> bytes:
    try:
        facts = path.stat()
    except OSError:  # a broken link, or just deleted
        return f"{path}\0".encode(errors="backslashreplace")
    return f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode(errors="backslashreplace")


if TYPE_CHECKING:  # a build with nothing to do reads no manifest
    from zt_audio.store.manifest import Manifest


# Remember how the last build left output/: what needs no build, and which files there no build made.
#
# It works like git's index: a file whose name, size and time are as recorded is untouched; every other file is hashed.
# If the state is lost, the next build takes longer and is still correct.


def foreign_file_warnings(output: Path, ours: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a warning for each file and folder that is not among `ours`: playlist -> names of its files.

    Files that systems make by themselves (Thumbs.db, desktop.ini, ._x) count too: a player would show them.
    """
    for folder, names in ours.items():
        yield from _in_folder(output, folder, names)


def _in_folder(output: Path, folder: str, names: Collection[str]) -> Iterator[Problem]:
    """Look into `folder` and its inner folders that hold our files."""
    inside, known = by_folder(names), {*names, NOT_READY}
    for entry in _entries(output / folder):
        is_folder = entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and Path(entry).is_dir())
        name = os.fsencode(entry.name).decode("utf-8", "replace")
        if is_folder and entry.name in inside:
            yield from _in_folder(output, f"{folder}/{name}", inside[entry.name])
        elif is_folder or entry.name not in known:
            slug = "foreign-folder" if is_folder else "foreign-file"
            yield Problem(slug, None, {"file": f"output/{folder}/{name}"}, "warning")


def by_folder(names: Iterable[str]) -> dict[str, list[str]]:
    """Return what lies in folders (`folder/name`) by the first of them, in order; names without one are left out."""
    parted = (name.partition("/") for name in names)
    return rows_by_key((folder, file) for folder, slash, file in parted if slash)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:  # it knows folders without asking for each file
            return sorted(found, key=lambda entry: entry.name)
    except OSError:  # no folder, or an unreadable one: its missing files are reported elsewhere
        return []


_Stamp = tuple[int, int]  # size in bytes, modification time in ns


@dataclass(frozen=True, slots=True)
class StandingPlaylist:
    """What people see of a playlist in output/ where nothing is to do, without its manifest."""

    number: str
    draft: bool
    below_floor: bool
    forbidden: bool  # an export would refuse it


@dataclass(frozen=True, slots=True)
class BuildState:
    """`inputs` is a digest of everything that the last build was made from; "" where that build was not complete."""

    inputs: str = ""
    warnings: int = 0
    files: Mapping[str, _Stamp] = field(default_factory=dict)  # name relative to output/ -> stamp
    # playlist -> digest of the contents that it was up to date with
    content_digest_by_playlist: Mapping[str, str] = field(default_factory=dict)
    warnings_change_on: str = ""  # ISO date: from that day on the same inputs give other warnings
    asks_people: bool = True  # False: no export asks for approvals, pairs or facts
    playlists: Mapping[str, StandingPlaylist] = field(default_factory=dict)
    manifest_sha256: str = ""  # of its bytes
    judged_on: str = ""  # ISO date on which `forbidden` was found out; "" without a day, "-" where it has changed since


def load_build_state(path: Path) -> BuildState:
    """Return the state in `path`; an empty one where the file is missing, damaged, or of an older version."""
    found = read_json(path, BuildState)
    return found if found and all(map(is_inside, found.files)) else BuildState()


def save_build_state(path: Path, state: BuildState) -> None:
    """Write `state`. Raises OSError."""
    write_atomic(path, json.dumps(to_tree(state)).encode())


def stamp(path: Path | str) -> _Stamp | None:
    """Return size and time of `path`, None where there is no such file; a pipe or a device is none."""
    try:
        facts = os.stat(path)  # noqa: PTH116 - twice as quick for a name, of which there may be 12 000
    except OSError:
        return None
    return (facts.st_size, facts.st_mtime_ns) if stat.S_ISREG(facts.st_mode) else None


def untouched(output: Path, state: BuildState) -> bool:
    """Tell whether the stamp of every recorded file of `output` is unchanged."""
    return bool(state.files) and all(stamp(f"{output}/{name}") == known for name, known in state.files.items())


def as_left(output: Path, state: BuildState) -> frozenset[str]:
    """Return the recorded files of playlists whose stamps are unchanged."""
    return frozenset(name for name, known in state.files.items() if "/" in name and stamp(output / name) == known)


def intact_files(output: Path, manifest: Manifest, state: BuildState) -> frozenset[str]:
    """Return the files of `manifest` that exist with the bytes that it states."""
    return frozenset(
        name for name, (sha256, size) in manifest.owned().items() if _is_ours(output / name, sha256, size, state, name)
    )


def _is_ours(path: Path, sha256: str, size: int, state: BuildState, name: str) -> bool:
    now = stamp(path)
    return now is not None and now[0] == size and (state.files.get(name) == now or file_sha256(path) == sha256)


def record_build_state(output: Path, manifest: Manifest, inputs: str, warnings: int) -> BuildState:
    """Return the state of `output` right after a build."""
    stamps = {name: stamp(output / name) for name in (*manifest.owned(), MANIFEST_FILE)}
    known = {name: value for name, value in stamps.items() if value is not None}
    sha256 = file_sha256(output / MANIFEST_FILE) if MANIFEST_FILE in known else ""
    return BuildState(inputs, warnings, known, manifest_sha256=sha256)


def nothing_to_do(workspace: Workspace, inputs: str, today: date | None) -> BuildState | None:
    """Return the state of the last build if it was complete, had the same inputs, and its files are untouched.

    Return None as well if other warnings are due on `today`.
    """
    last = load_build_state(workspace.state)
    if today is not None and last.warnings_change_on and today.isoformat() >= last.warnings_change_on:
        return None
    if last.inputs != inputs or not untouched(workspace.output, last):
        return None
    folders = {name.split("/")[0] for name in last.files}
    return None if journal.not_ready(workspace.output, tuple(folders)) else last


def judge_again(workspace: Workspace) -> None:
    """Let the next build find out again which playlists may leave. Raises OSError."""
    if (last := load_build_state(workspace.state)) != BuildState():
        save_build_state(workspace.state, replace(last, judged_on="-"))
