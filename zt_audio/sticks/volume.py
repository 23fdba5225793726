"""Tell what the file system of a target can take: names, sizes, room."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zt_audio.model import Problem
from zt_audio.sticks.drives import drive_system
from zt_audio.sticks.manifest import StickFile, is_plain

_Family = Literal["fat", "exfat", "other"]
# As Linux, macOS and Windows name them.
_FAMILIES: Mapping[str, _Family] = {
    **dict.fromkeys(("vfat", "msdos", "fat", "fat12", "fat16", "fat32", "fuse.fusefat"), "fat"),
    **dict.fromkeys(("exfat", "fuse.exfat"), "exfat"),
}
_FAT_FILE_BYTES_AT_MOST = 2**32 - 1
_CLUSTER_BYTES_AT_MOST = 64 * 1024  # where the system does not tell
_SLACK_BYTES = 256 * 1024  # for the directory, the list and its replacement


@dataclass(frozen=True, slots=True)
class Volume:
    """`kind` as the system names it, "" where it does not."""

    kind: str
    free_bytes: int
    cluster_bytes: int
    read_only: bool

    @property
    def family(self) -> _Family:
        return _FAMILIES.get(self.kind.casefold(), "other")

    @property
    def is_ordered(self) -> bool:
        """Tell whether listing a folder gives the order in which a player finds its files."""
        return self.family != "other"


def volume_at(path: Path) -> Volume:
    """Return what `path` (there, resolved) lies on. Raises OSError."""
    found = drive_system().file_system_at(path)
    free_bytes = shutil.disk_usage(path).free
    if sys.platform == "win32":
        return Volume(found.kind, free_bytes, _CLUSTER_BYTES_AT_MOST, found.read_only)
    facts = os.statvfs(path)
    cluster_bytes = facts.f_frsize or _CLUSTER_BYTES_AT_MOST
    return Volume(found.kind, free_bytes, cluster_bytes, bool(facts.f_flag & os.ST_RDONLY))


def needed_bytes(volume: Volume, write: Sequence[StickFile], freed: Sequence[int]) -> int:
    """Return how much must be free so that `write` fits, once files of `freed` bytes are gone or overwritten."""
    return (
        sum(_whole(file.bytes, volume) for file in write) - sum(_whole(size, volume) for size in freed) + _SLACK_BYTES
    )


def _whole(size_bytes: int, volume: Volume) -> int:
    return -(-size_bytes // volume.cluster_bytes) * volume.cluster_bytes


def room_problems(volume: Volume, write: Sequence[StickFile], freed: Sequence[int], path: str) -> Iterator[Problem]:
    """Yield an error where `write` does not fit, once files of `freed` bytes are gone or overwritten."""
    lacking_bytes = needed_bytes(volume, write, freed) - volume.free_bytes
    if lacking_bytes > 0:
        yield Problem("stick-full", None, {"path": path, "reason": f"{lacking_bytes // 2**20 + 1} MB"})


def volume_problems(volume: Volume, files: Sequence[StickFile], path: str) -> Iterator[Problem]:
    """Yield what the file system cannot take of `files`; a warning where many players cannot read it."""
    if volume.read_only:
        yield Problem("stick-read-only", None, {"path": path})
    for file in files:
        if not is_plain(file.file):
            yield Problem("stick-name", None, {"file": file.file})
        if volume.family == "fat" and file.bytes > _FAT_FILE_BYTES_AT_MOST:
            yield Problem("stick-file-too-large", None, {"file": file.file})
    if volume.family != "fat" and volume.kind:
        yield Problem("stick-not-fat", None, {"path": path, "kind": volume.kind}, "warning")
