"""Note in a project the newest program that has written there, so that an older one keeps off it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from zt_audio import __version__
from zt_audio.store.disk import require_no_links, write_atomic
from zt_audio.store.state_file import read_regular

_FILE = ".zt-history/program"  # in a folder that moves with the texts
_BYTES_AT_MOST = 100


def note_program(root: Path) -> None:
    """Write the version of this program into the project at `root`. Raises OSError, DeviceError."""
    if _numbers(_noted(root)) < _numbers(__version__):
        path = root / _FILE
        require_no_links(root, path.parent)
        write_atomic(path, __version__.encode())


def newer_program(root: Path) -> str:
    """Return the version of the program that has written in the project at `root`, where it is newer; otherwise ""."""
    noted = _noted(root)
    return noted if _numbers(noted) > _numbers(__version__) else ""


def _noted(root: Path) -> str:
    with suppress(OSError, ValueError):
        return read_regular(root / _FILE, _BYTES_AT_MOST).decode("ascii").strip()
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return `version` so that the newer one is the greater; what is no version is the oldest."""
    numbers = version.split(".")
    return tuple(map(int, numbers)) if all(number.isdecimal() for number in numbers) else ()
