"""List the removable drives, and choose the module that asks this system about them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zt_audio.sticks.platforms import FileSystem, MountedDrive, linux, macos, windows


class DriveSystem(Protocol):
    """What each module of platforms/ can answer."""

    def file_system_at(self, path: Path, /) -> FileSystem: ...

    def removable_drives(self) -> Iterator[MountedDrive]: ...


_SYSTEMS: Mapping[str, DriveSystem] = {"win32": windows, "darwin": macos}


def drive_system(platform: str = sys.platform) -> DriveSystem:
    """Return the module for the system `platform`, a value of `sys.platform`."""
    return _SYSTEMS.get(platform, linux)


@dataclass(frozen=True, slots=True)
class Drive:
    path: str
    label: str
    kind: str
    total_bytes: int
    free_bytes: int


def removable_drives(system: DriveSystem | None = None) -> tuple[Drive, ...]:
    """Return every mounted removable drive; one that does not answer is left out."""
    return tuple(_with_sizes((system or drive_system()).removable_drives()))


def is_removable(path: Path, system: DriveSystem | None = None) -> bool:
    """Tell whether `path` (resolved) lies on a removable drive."""
    return any(path.is_relative_to(drive.path) for drive in removable_drives(system))


def _with_sizes(drives: Iterable[MountedDrive]) -> Iterator[Drive]:
    for drive in drives:
        try:
            usage = shutil.disk_usage(drive.path)
        except OSError:  # unplugged in this moment
            continue
        yield Drive(drive.path, drive.label, drive.kind, usage.total, usage.free)
