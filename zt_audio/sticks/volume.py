"""Check what the file system of a target accepts: names, file sizes, and how much room it has."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zt_audio.model import Problem
from zt_audio.sticks.drives import DriveSystem, drive_system
from zt_audio.sticks.manifest import StickFile, is_plain

_Family = Literal["fat", "exfat", "other"]
# The names that Linux, macOS and Windows use.
_FAMILIES: Mapping[str, _Family] = {
    **dict.fromkeys(("vfat", "msdos", "fat", "fat12", "fat16", "fat32", "fuse.fusefat"), "fat"),
    **dict.fromkeys(("exfat", "fuse.exfat"), "exfat"),
}
_FAT_FILE_BYTES_AT_MOST = 2**32 - 1
_CLUSTER_BYTES_AT_MOST = 64 * 1024  # if the system does not report it
_SLACK_BYTES = 256 * 1024  # for the directory, the manifest and its replacement


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted file system. `kind` is the system's name of it, `serial` its number; "" where that is not known."""

    kind: str
    free_bytes: int
    cluster_bytes: int
    read_only: bool
    serial: str = ""

    @property
    def family(self) -> _Family:
        return _FAMILIES.get(self.kind.casefold(), "other")

    @property
    def is_ordered(self) -> bool:
        """Tell whether the system lists a folder in the order in which a player finds its files."""
        return self.family != "other"


def volume_at(path: Path, system: DriveSystem | None = None, platform: str = sys.platform) -> Volume:
    """Return the file system that holds `path` (resolved; it exists). Raises OSError."""
    found = (system or drive_system(platform)).file_system_at(path)
    free_bytes = shutil.disk_usage(path).free
    if platform == "win32":  # there is no statvfs
        return Volume(found.kind, free_bytes, _CLUSTER_BYTES_AT_MOST, found.read_only, found.serial)
    facts = os.statvfs(path)
    cluster_bytes = facts.f_frsize or _CLUSTER_BYTES_AT_MOST
    return Volume(found.kind, free_bytes, cluster_bytes, bool(facts.f_flag & os.ST_RDONLY), found.serial)


def needed_bytes(volume: Volume, write: Sequence[StickFile], freed: Sequence[int]) -> int:
    """Return how many bytes must be free for `write` after files of `freed` bytes are deleted or overwritten."""
    written_bytes = sum(_in_clusters(file.bytes, volume) for file in write)
    return written_bytes - sum(_in_clusters(size, volume) for size in freed) + _SLACK_BYTES


def _in_clusters(size_bytes: int, volume: Volume) -> int:
    return -(-size_bytes // volume.cluster_bytes) * volume.cluster_bytes


def room_problems(volume: Volume, write: Sequence[StickFile], freed: Sequence[int], path: str) -> Iterator[Problem]:
    """Yield an error if `write` does not fit after files of `freed` bytes are deleted or overwritten."""
    lacking_bytes = needed_bytes(volume, write, freed) - volume.free_bytes
    if lacking_bytes > 0:
        yield Problem("stick-full", None, {"path": path, "reason": f"{lacking_bytes // 2**20 + 1} MB"})


def volume_problems(volume: Volume, files: Sequence[StickFile], path: str) -> Iterator[Problem]:
    """Yield an error for each of `files` that the file system refuses, and a warning if many players cannot read it."""
    if volume.read_only:
        yield Problem("stick-read-only", None, {"path": path})
    for file in files:
        if not is_plain(file.file):
            yield Problem("stick-name", None, {"file": file.file})
        if volume.family == "fat" and file.bytes > _FAT_FILE_BYTES_AT_MOST:
            yield Problem("stick-file-too-large", None, {"file": file.file})
    if volume.family != "fat" and volume.kind:
        yield Problem("stick-not-fat", None, {"path": path, "kind": volume.kind}, "warning")
