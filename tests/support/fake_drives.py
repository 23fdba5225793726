"""Stand in for the module that asks the operating system about drives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zt_audio.sticks.platforms import FileSystem, MountedDrive


class FakeSystem:
    """A system with the removable drives `paths`; every path of it lies on FAT."""

    def __init__(self, *paths: Path, read_only: bool = False) -> None:
        self.paths, self.read_only = paths, read_only

    def file_system_at(self, _path: Path, /) -> FileSystem:
        return FileSystem("vfat", self.read_only)

    def removable_drives(self) -> Iterator[MountedDrive]:
        return (MountedDrive(str(path), path.name, "vfat") for path in self.paths)
