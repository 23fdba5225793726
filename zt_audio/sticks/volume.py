"""A path in, what the file system that it lies on can take out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from zt_audio.model import Problem
from zt_audio.sticks.manifest import StickFile, is_plain
from zt_audio.sticks.platforms import mounts

Family = Literal["fat", "exfat", "other"]
# As Linux, macOS and Windows name them.
FAMILIES: Mapping[str, Family] = {
    **dict.fromkeys(("vfat", "msdos", "fat", "fat12", "fat16", "fat32", "fuse.fusefat"), "fat"),
    **dict.fromkeys(("exfat", "fuse.exfat"), "exfat"),
}
FAT_FILE_BYTES_AT_MOST = 2**32 - 1
CLUSTER_BYTES_AT_MOST = 64 * 1024  # where the system does not tell
SLACK_BYTES = 256 * 1024  # for the directory, the list and its replacement


@dataclass(frozen=True, slots=True)
class Volume:
    """`kind` as the system names it, "" where it does not."""

    kind: str
    free_bytes: int
    cluster_bytes: int
    read_only: bool

    @property
    def family(self) -> Family:
        return FAMILIES.get(self.kind.casefold(), "other")

    @property
    def is_ordered(self) -> bool:
        """Tell whether listing a folder gives the order in which a player finds its files."""
        return self.family != "other"


def volume_at(path: Path) -> Volume:
    """Return what `path` (there, resolved) lies on. Raises OSError."""
    kind, read_only = _kind_at(path)
    free_bytes = shutil.disk_usage(path).free
    if sys.platform == "win32":
        return Volume(kind, free_bytes, CLUSTER_BYTES_AT_MOST, read_only)
    facts = os.statvfs(path)
    return Volume(kind, free_bytes, facts.f_frsize or CLUSTER_BYTES_AT_MOST, bool(facts.f_flag & os.ST_RDONLY))


def _kind_at(path: Path) -> tuple[str, bool]:
    if sys.platform == "win32":
        from zt_audio.sticks.platforms import windows  # noqa: PLC0415 - there alone

        name = windows.volume_name(path)
        return (name.kind, name.read_only) if name else ("", False)
    if sys.platform == "darwin":
        from zt_audio.sticks.platforms import macos  # noqa: PLC0415 - there alone

        point = next(folder for folder in (path, *path.parents) if folder.is_mount())
        told = macos.ask(point)
        return (told.kind if told else "", False)
    mount = mounts.mount_of(PurePosixPath(path), Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    return (mount.kind if mount else "", False)


def needed_bytes(volume: Volume, write: Sequence[StickFile], freed: Sequence[int]) -> int:
    """Return how much must be free so that `write` fits, once files of `freed` bytes have gone or are overwritten."""
    return sum(_whole(file.bytes, volume) for file in write) - sum(_whole(size, volume) for size in freed) + SLACK_BYTES


def _whole(size_bytes: int, volume: Volume) -> int:
    return -(-size_bytes // volume.cluster_bytes) * volume.cluster_bytes


def misfits(volume: Volume, files: Sequence[StickFile], path: str) -> Iterator[Problem]:
    """Yield what `files` ask of the file system that it cannot take; a warning where many players cannot read it."""
    if volume.read_only:
        yield Problem("stick-read-only", None, {"path": path})
    for file in files:
        if not is_plain(file.file):
            yield Problem("stick-name", None, {"file": file.file})
        if volume.family == "fat" and file.bytes > FAT_FILE_BYTES_AT_MOST:
            yield Problem("stick-file-too-large", None, {"file": file.file})
    if volume.family != "fat" and volume.kind:
        yield Problem("stick-not-fat", None, {"path": path, "kind": volume.kind}, "warning")
