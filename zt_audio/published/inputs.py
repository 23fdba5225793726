"""Compute cheap digests of the program and of a project's files: equal digests mean equal output."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import zt_audio
from zt_audio.content.files import FACTS_FILE, PEOPLE_FILE, YAML, content_files, unread_names
from zt_audio.engines.rhvoice.home import rhvoice_files
from zt_audio.model import URGENT
from zt_audio.store.records import sha256_if_readable
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
