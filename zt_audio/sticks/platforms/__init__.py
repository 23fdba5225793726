"""Ask the operating system about drives. Each module answers the same two questions for one system.

Why not psutil (7.2.2 was tried): `disk_partitions` would replace 30 lines of linux.py and windows.py. It tells no
label of a volume on any system, and only on Windows whether a drive is removable. `diskutil` and the purge of Windows'
cache would stay; so it would save little and add a compiled dependency.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileSystem:
    """What a path lies on: `kind` as the system names it (vfat, msdos, FAT32), "" where it says nothing."""

    kind: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class MountedDrive:
    """A removable drive and the path by which it can be written to."""

    path: str
    label: str
    kind: str
