"""Ask Windows about drives and purge its cache of a file, by calls of kernel32.

Each function takes the library as its last argument, so that tests can pass one that answers as Windows does.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zt_audio.sticks.platforms import FileSystem, MountedDrive

_DRIVE_REMOVABLE = 2
_READ_ONLY_VOLUME = 0x00080000
_GENERIC_READ, _SHARE_ALL, _OPEN_EXISTING, _NO_BUFFERING = 0x80000000, 7, 3, 0x20000000
_FAIL_CRITICAL_ERRORS = 1
_NO_HANDLE = (None, ctypes.c_void_p(-1).value)
_CHARS = 261

_Library = Any  # a ctypes.WinDLL; its functions have no types


_LOAD: Callable[..., _Library] | None = getattr(ctypes, "WinDLL", None)  # only Windows has it


def kernel32(load: Callable[..., _Library] | None = _LOAD) -> _Library:
    """Return the system's library. Raises OSError on other systems."""
    if load is None:
        raise OSError(sys.platform)
    return load("kernel32", use_last_error=True)


@dataclass(frozen=True, slots=True)
class VolumeName:
    label: str
    kind: str  # FAT32, NTFS, exFAT
    read_only: bool
    serial: str


def file_system_at(path: Path, library: _Library = None) -> FileSystem:
    """Return the file system of `path` (resolved; it exists)."""
    name = volume_name(path, library)
    return FileSystem(name.kind, name.read_only, name.serial) if name else FileSystem("")


def removable_drives(library: _Library = None) -> Iterator[MountedDrive]:
    """Yield the removable drives that have a volume; an empty card reader has none."""
    library = library or kernel32()
    library.SetThreadErrorMode(_FAIL_CRITICAL_ERRORS, None)  # else an empty card reader may show a box and wait
    for root in roots(library.GetLogicalDrives()):
        is_stick = library.GetDriveTypeW(ctypes.c_wchar_p(root)) == _DRIVE_REMOVABLE
        if is_stick and (name := volume_name(Path(root), library)):
            yield MountedDrive(root, name.label, name.kind)


def roots(mask: int) -> tuple[str, ...]:
    """Return the roots in the bit mask of GetLogicalDrives: bit 0 is drive A."""
    return tuple(f"{chr(ord('A') + bit)}:\\" for bit in range(26) if mask >> bit & 1)


def volume_name(path: Path, library: _Library = None) -> VolumeName | None:
    """Return what the volume of `path` reports about itself; None if there is none, as in an empty card reader."""
    library = library or kernel32()
    root, label, kind = (ctypes.create_unicode_buffer(_CHARS) for _ in range(3))
    flags, serial = ctypes.c_ulong(), ctypes.c_ulong()
    library.GetVolumePathNameW(ctypes.c_wchar_p(str(path)), root, _CHARS)
    is_known = library.GetVolumeInformationW(
        root, label, _CHARS, ctypes.byref(serial), None, ctypes.byref(flags), kind, _CHARS
    )
    if not is_known:
        return None
    number = f"{serial.value >> 16:04X}-{serial.value & 0xFFFF:04X}"  # as `dir` shows it
    return VolumeName(label.value, kind.value, bool(flags.value & _READ_ONLY_VOLUME), number)


def purge_cache(path: Path, library: _Library = None) -> None:
    """Make the system drop its cache of `path`: opening a file without buffering does so on FAT and NTFS.

    If the file cannot be opened this way, nothing is purged, and reading back proves only the cached copy.
    """
    library = library or kernel32()
    library.CreateFileW.restype = ctypes.c_void_p
    handle = library.CreateFileW(
        ctypes.c_wchar_p(str(path)), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING, None
    )
    if handle not in _NO_HANDLE:
        library.CloseHandle(ctypes.c_void_p(handle))
