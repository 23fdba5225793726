"""Find the sticks that are plugged in and the playlist on each; say how a target is examined and written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from zt_audio.errors import DeviceError
from zt_audio.model import Problem
from zt_audio.sticks.contents import Folder, StickContents, Zip
from zt_audio.sticks.directory_order import HOLES_AT_MOST, FolderSlots, NoOrderError, Slots
from zt_audio.sticks.manifest import (
    MANIFEST_BYTES_AT_MOST,
    STICK_MANIFEST,
    StickFile,
    StickManifest,
    is_plain,
    parse_stick_manifest,
)
from zt_audio.sticks.platforms import FileSystem, MountedDrive, linux, macos, windows
from zt_audio.sticks.raw_io import DEVICE_CHUNK_BYTES, flush
from zt_audio.store.disk import DiskFailure, disk_failure
from zt_audio.store.workspace import Workspace


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


ListDrives = Callable[[], Sequence[Drive]]


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
    if (lacking_bytes := needed_bytes(volume, write, freed) - volume.free_bytes) > 0:
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


Write = Callable[[int, memoryview], int]


@dataclass(frozen=True, slots=True)
class StickIo:
    """How a target is examined and written. The defaults are the real system."""

    volume_at: Callable[[Path], Volume] = volume_at
    is_removable: Callable[[Path], bool] = is_removable
    open_slots: Callable[[Path, Mapping[str, Sequence[str]]], Slots] = FolderSlots
    write: Write = os.write
    flush: Callable[[int], None] = flush
    chunk_bytes: int = DEVICE_CHUNK_BYTES
    holes_at_most: int = HOLES_AT_MOST


SYSTEM_IO = StickIo()


TargetKind = Literal["folder", "zip"]
_SLUGS: Mapping[DiskFailure, str] = {
    "full": "stick-full",
    "read-only": "stick-read-only",
    "gone": "stick-gone",
    "not-empty": "stick-no-order",  # a folder out of order holds other files, so it cannot be made again
    "name": "stick-name",
    "file-too-large": "stick-file-too-large",
    "shared": "file-in-use",
    "failed": "stick-failed",
}


def target_path(written: str, *, windows: bool = os.name == "nt") -> Path:
    """Return the path that a person means by `written`: on Windows a letter is a drive, as Explorer shows it."""
    letter = written.rstrip(":")
    return Path(f"{letter}:\\") if windows and len(letter) == 1 and letter.isalpha() else Path(written)


def target_kind(path: Path) -> TargetKind:
    """Return what `path` is, or what it will be if it does not exist yet.

    Raises DeviceError for everything else. A folder is never made: its name may be a mistyped drive letter.
    """
    if path.is_dir():
        return "folder"
    suffix = path.suffix.casefold()
    if suffix == ".zip" and path.parent.is_dir() and (path.is_file() or not path.exists()):
        return "zip"
    slug = "target-image" if suffix == ".img" else "target-kind" if path.exists() else "target-missing"
    raise DeviceError(Problem(slug, None, {"path": str(path)}))


def open_contents(path: Path, look: Callable[[Path], Volume] = volume_at) -> tuple[TargetKind, StickContents]:
    """Open the target at `path` for reading. Raises DeviceError, OSError."""
    kind = target_kind(path)
    if not path.exists():
        raise DeviceError(Problem("target-missing", None, {"path": str(path)}))
    if kind == "folder":
        return kind, Folder(path, look(path).is_ordered)
    return kind, Zip(path)


def require_outside_project(workspace: Workspace, target: Path, kind: TargetKind) -> None:
    """Raise DeviceError if `target` (resolved) lies in the project itself."""
    ours = [folder.resolve() for folder in (workspace.appeals, workspace.output, workspace.cache)]
    inside = any(target.is_relative_to(folder) for folder in ours)
    if inside or (kind == "folder" and target == workspace.root.resolve()):
        raise DeviceError(Problem("target-in-project", None, {"path": str(target)}))


@contextmanager
def stick_errors(target: Path) -> Iterator[None]:
    """Turn an OSError or NoOrderError of the body into a DeviceError that says what to do."""
    facts = {"path": str(target)}
    try:
        yield
    except NoOrderError as error:
        raise DeviceError(Problem("stick-no-order", None, facts)) from error
    except OSError as error:
        slug = _SLUGS[disk_failure(error)]
        reason = error.strerror or str(error)
        file = Path(str(error.filename)).name if error.filename else str(target)
        facts = {**facts, "path": str(error.filename)} if slug == "file-in-use" and error.filename else facts
        raise DeviceError(Problem(slug, None, {**facts, "reason": reason, "file": file})) from error


def sticks_here(drives: ListDrives = removable_drives) -> Iterator[tuple[Drive, StickManifest]]:
    """Yield the drives that hold our list, with it; none where the system does not tell its drives."""
    with suppress(OSError):
        for drive in drives():
            if stick := stick_at(Path(drive.path)):
                yield drive, stick


def stick_at(folder: Path) -> StickManifest | None:
    """Return the list on the stick `folder`; None where there is none, it is damaged, or the stick does not answer."""
    try:
        with (folder / STICK_MANIFEST).open("rb") as file:
            data = file.read(MANIFEST_BYTES_AT_MOST + 1)
    except OSError:
        return None
    return parse_stick_manifest(data) if len(data) <= MANIFEST_BYTES_AT_MOST else None
