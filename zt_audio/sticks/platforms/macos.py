"""What macOS says of a disk: the property list of `diskutil info` in, plain values out."""

from __future__ import annotations

import plistlib
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

_SECONDS_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class DiskInfo:
    point: str
    label: str
    kind: str  # msdos, exfat, apfs
    removable: bool


def disk_info(plist: bytes) -> DiskInfo | None:
    """Return what the answer of `diskutil info -plist` tells; None where it tells of no mounted disk."""
    try:
        tree = plistlib.loads(plist)
        point, kind = str(tree["MountPoint"]), str(tree.get("FilesystemType", ""))
    except (ValueError, KeyError, ExpatError, plistlib.InvalidFileException):
        return None
    # a stick is both; a card in a built-in reader is removable, and a disk image is neither internal nor removable
    removable = bool(tree.get("RemovableMediaOrExternalDevice", False) or tree.get("RemovableMedia", False))
    return DiskInfo(point, str(tree.get("VolumeName", "")), kind, removable) if point else None


def ask(path: Path) -> DiskInfo | None:
    """Return what the system tells of the disk mounted at `path`, None where it tells nothing."""
    command = ["/usr/sbin/diskutil", "info", "-plist", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS_AT_MOST)
    except (OSError, subprocess.SubprocessError):
        return None
    return disk_info(done.stdout)
