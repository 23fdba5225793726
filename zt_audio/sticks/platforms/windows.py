"""Ask Windows about drives, and empty its cache of a file: calls of kernel32.

Each function takes the library as its last argument, so that tests can hand in one that answers as Windows does.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zt_audio.sticks.platforms import FileSystem, MountedDrive

_DRIVE_REMOVABLE = 2
_READ_ONLY_VOLUME = 0x00080000
_GENERIC_READ, _SHARE_ALL, _OPEN_EXISTING, _NO_BUFFERING = 0x80000000, 7, 3, 0x20000000
_NO_HANDLE = (None, ctypes.c_void_p(-1).value)
_CHARS = 261

Library = Any  # ctypes.WinDLL, which other systems do not have; its functions have no types


def kernel32() -> Library:
    """Return the system's library. Raises OSError on other systems."""
    if sys.platform == "win32":
        return ctypes.WinDLL("kernel32", use_last_error=True)
    raise OSError(sys.platform)


@dataclass(frozen=True, slots=True)
class VolumeName:
    label: str
    kind: str  # FAT32, NTFS, exFAT
    read_only: bool


def file_system_at(path: Path, library: Library = None) -> FileSystem:
    """Return what `path` (there, resolved) lies on."""
    name = volume_name(path, library)
    return FileSystem(name.kind, name.read_only) if name else FileSystem("")


def removable_drives(library: Library = None) -> Iterator[MountedDrive]:
    """Yield the removable drives that say what they hold; an empty card reader does not."""
    library = library or kernel32()
    for root in roots(library.GetLogicalDrives()):
        if library.GetDriveTypeW(ctypes.c_wchar_p(root)) == _DRIVE_REMOVABLE:
            name = volume_name(Path(root), library)
            if name:
                yield MountedDrive(root, name.label, name.kind)


def roots(mask: int) -> tuple[str, ...]:
    """Return the roots that the bit mask of GetLogicalDrives names: bit 0 is drive A."""
    return tuple(f"{chr(ord('A') + bit)}:\\" for bit in range(26) if mask >> bit & 1)


def volume_name(path: Path, library: Library = None) -> VolumeName | None:
    """Return what the volume of `path` says about itself; None where it says nothing, as an empty card reader."""
    library = library or kernel32()
    root, label, kind = (ctypes.create_unicode_buffer(_CHARS) for _ in range(3))
    flags = ctypes.c_ulong()
    library.GetVolumePathNameW(ctypes.c_wchar_p(str(path)), root, _CHARS)
    told = library.GetVolumeInformationW(root, label, _CHARS, None, None, ctypes.byref(flags), kind, _CHARS)
    return VolumeName(label.value, kind.value, bool(flags.value & _READ_ONLY_VOLUME)) if told else None


def purge_cache(path: Path, library: Library = None) -> None:
    """Let the system forget what it holds of `path`: opening without buffering does so on FAT and NTFS.

    Where it cannot be opened so, nothing is purged: then reading back proves no more than a copy does.
    """
    library = library or kernel32()
    library.CreateFileW.restype = ctypes.c_void_p
    handle = library.CreateFileW(
        ctypes.c_wchar_p(str(path)), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING, None
    )
    if handle not in _NO_HANDLE:
        library.CloseHandle(ctypes.c_void_p(handle))
