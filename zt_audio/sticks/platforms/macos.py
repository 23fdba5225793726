"""Ask macOS about drives: read the property list that `diskutil info` prints."""

from __future__ import annotations

import plistlib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from zt_audio.sticks.platforms import FileSystem, MountedDrive

_VOLUMES = Path("/Volumes")
_COMMAND = ("/usr/sbin/diskutil", "info", "-plist")
_SECONDS_AT_MOST = 20

_Ask = Callable[[Path], bytes]


@dataclass(frozen=True, slots=True)
class DiskInfo:
    point: str
    label: str
    kind: str  # msdos, exfat, apfs
    removable: bool
    serial: str = ""


def diskutil(path: Path, command: tuple[str, ...] = _COMMAND, timeout_s: float = _SECONDS_AT_MOST) -> bytes:
    """Return what the system prints about the disk mounted at `path`; nothing if it fails or does not answer."""
    try:
        return subprocess.run([*command, str(path)], capture_output=True, check=False, timeout=timeout_s).stdout
    except (OSError, subprocess.SubprocessError):
        return b""


def file_system_at(path: Path, ask: _Ask = diskutil) -> FileSystem:
    """Return the file system of `path` (resolved; it exists); `statvfs` tells if it is read-only."""
    point = next(folder for folder in (path, *path.parents) if folder.is_mount())
    info = disk_info(ask(point))
    return FileSystem(info.kind, serial=info.serial) if info else FileSystem("")


def removable_drives(volumes: Path = _VOLUMES, ask: _Ask = diskutil) -> Iterator[MountedDrive]:
    """Yield the removable disks that are mounted below `volumes`. Raises OSError."""
    for point in sorted(volumes.iterdir()):
        info = disk_info(ask(point))
        if info and info.removable:
            yield MountedDrive(info.point, info.label, info.kind)


def disk_info(plist: bytes) -> DiskInfo | None:
    """Return the disk in an answer of `diskutil info -plist`; None if the answer names no mounted disk."""
    try:
        tree = plistlib.loads(plist)
        point, kind = str(tree["MountPoint"]), str(tree.get("FilesystemType", ""))
    except (ValueError, KeyError, ExpatError, plistlib.InvalidFileException):
        return None
    # a stick has both flags; a card in a built-in reader is removable; a disk image is neither internal nor removable
    removable = bool(tree.get("RemovableMediaOrExternalDevice", False) or tree.get("RemovableMedia", False))
    label, serial = str(tree.get("VolumeName", "")), str(tree.get("VolumeUUID", ""))
    return DiskInfo(point, label, kind, removable, serial) if point else None
