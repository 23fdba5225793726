"""Find the library and the data of espeak-ng in its wheel, digest them, and give it a path that it can open."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import espeakng_loader

from zt_audio.errors import VoiceError
from zt_audio.model import Problem

# espeak-ng 1.52 keeps the path in char[160] and fails at 160 bytes; the file names that it appends need no room there.
LONGEST_PATH_BYTES = 150

_SOUNDS = ("phontab", "phonindex", "phondata", "intonations")
_VOICE_FILES = {"kk": ("kk_dict", "lang/trk/kk"), "ru": ("ru_dict", "lang/zle/ru")}
COPIED = (*_SOUNDS, *_VOICE_FILES["kk"], *_VOICE_FILES["ru"])


def library_path() -> Path:
    return Path(espeakng_loader.get_library_path())


def data_path() -> Path:
    return Path(espeakng_loader.get_data_path())


@cache
def data_fingerprint(library: Path, data: Path, voice_id: str) -> str:
    """Return a digest of everything that shapes the sound of a voice: the code and the data that it reads."""
    return digest_of_files([library, *(data / name for name in (*_SOUNDS, *_VOICE_FILES[voice_id]))])


def digest_of_files(paths: Iterable[Path]) -> str:
    """Return a digest of the contents of `paths`, in this order: 16 hexadecimal characters."""
    together = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            together.update(hashlib.file_digest(file, "sha256").digest())
    return together.hexdigest()[:16]


def fits(path: Path) -> bool:
    """Tell whether espeak-ng can open files at `path`. On Windows it knows the system's code page at best."""
    return len(os.fsencode(path)) <= LONGEST_PATH_BYTES and (os.name != "nt" or str(path).isascii())


def short_places() -> tuple[Path, ...]:
    """Return the folders in which a copy of the data may lie, the better first."""
    cache_home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - never raises
    places = Path(cache_home) / "zt-audio", Path(tempfile.gettempdir()) / "zt-audio"
    # A user's name with Kazakh letters is in both; every user of Windows may make folders here.
    shared = os.environ.get("PROGRAMDATA")
    return (*places, Path(shared) / "zt-audio") if shared else places


@cache
def reachable(data: Path, places: tuple[Path, ...]) -> Path:
    """Return `data` if espeak-ng can open it, otherwise a copy of the files that we need in one of `places`.

    Raises VoiceError: engine-data-path.
    """
    if fits(data):
        return data
    wanted = digest_of_files(data / name for name in COPIED)
    for place in places:
        copy = place / f"espeak-{wanted}"
        with suppress(OSError):  # a place that cannot be written; try the next
            if copy.is_absolute() and fits(copy) and _provide(copy, data, wanted):
                return copy
    raise VoiceError(Problem("engine-data-path", facts={"path": str(data), "longest": LONGEST_PATH_BYTES}))


def _provide(copy: Path, data: Path, wanted: str) -> bool:
    """Make `copy` if it is not whole, and tell whether it is now: another process may have put other data there."""
    if not _whole(copy, wanted):
        shutil.rmtree(copy, ignore_errors=True)
        # Put the files in place, all at once.
        copy.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=copy.parent, prefix="new-") as aside:
            fresh = Path(aside) / "data"
            for name in COPIED:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(data / name, fresh / name)
            with suppress(OSError):  # another process was quicker
                fresh.rename(copy)
    return _whole(copy, wanted)


def _whole(copy: Path, wanted: str) -> bool:
    names = [copy / name for name in COPIED]
    return all(name.is_file() for name in names) and digest_of_files(names) == wanted
