"""Ask the operating system about drives. Each module answers the same two questions for one system.

We tried psutil 7.2.2 and do not use it. Its `disk_partitions` would replace 30 lines of linux.py and windows.py. But it
reports no volume label on any system, and only on Windows whether a drive is removable. We would still need `diskutil`
and the purge of Windows' cache, and we would add a compiled dependency.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileSystem:
    """The file system of a path. `kind` is the system's name of it (vfat, msdos, FAT32), or "".

    `serial` is the number that it got when it was formatted, or "": it tells one stick from another.
    """

    kind: str
    read_only: bool = False
    serial: str = ""


@dataclass(frozen=True, slots=True)
class MountedDrive:
    """A removable drive and the path by which it can be written to."""

    path: str
    label: str
    kind: str
