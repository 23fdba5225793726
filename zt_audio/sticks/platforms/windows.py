"""What Windows says of its drives: kernel32's answers in, plain values out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DRIVE_REMOVABLE = 2
_READ_ONLY_VOLUME = 0x00080000
_GENERIC_READ, _SHARE_ALL, _OPEN_EXISTING, _NO_BUFFERING = 0x80000000, 7, 3, 0x20000000
_CHARS = 261


@dataclass(frozen=True, slots=True)
class VolumeName:
    label: str
    kind: str  # FAT32, NTFS, exFAT
    read_only: bool


def roots(mask: int) -> tuple[str, ...]:
    """Return the roots that the bit mask of GetLogicalDrives names: bit 0 is drive A."""
    return tuple(f"{chr(ord('A') + bit)}:\\" for bit in range(26) if mask >> bit & 1)


if sys.platform == "win32":
    import ctypes

    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)

    def removable_roots() -> Iterator[str]:
        """Yield the root of each removable drive."""
        for root in roots(_kernel32.GetLogicalDrives()):
            if _kernel32.GetDriveTypeW(ctypes.c_wchar_p(root)) == DRIVE_REMOVABLE:
                yield root

    def volume_name(path: Path) -> VolumeName | None:
        """Return what the volume of `path` says of itself; None where it says nothing, as an empty card reader."""
        root, label, kind = (ctypes.create_unicode_buffer(_CHARS) for _ in range(3))
        flags = ctypes.c_ulong()
        _kernel32.GetVolumePathNameW(ctypes.c_wchar_p(str(path)), root, _CHARS)
        told = _kernel32.GetVolumeInformationW(root, label, _CHARS, None, None, ctypes.byref(flags), kind, _CHARS)
        return VolumeName(label.value, kind.value, bool(flags.value & _READ_ONLY_VOLUME)) if told else None

    def purge_cache(path: Path) -> None:
        """Let the system forget what it holds of `path`: opening without buffering does so on FAT and NTFS.

        Where it cannot be opened so, nothing is purged: then reading back proves no more than a copy does.
        """
        _kernel32.CreateFileW.restype = ctypes.c_void_p
        handle = _kernel32.CreateFileW(
            ctypes.c_wchar_p(str(path)), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING, None
        )
        if handle not in (None, ctypes.c_void_p(-1).value):
            _kernel32.CloseHandle(ctypes.c_void_p(handle))
