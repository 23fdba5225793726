"""Ask Linux about drives: read its list of mounts and the block devices that the kernel calls removable."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zt_audio.sticks.platforms import FileSystem, MountedDrive

_SYS_BLOCK = Path("/sys/block")
_MOUNTINFO = Path("/proc/self/mountinfo")
_BY_UUID = Path("/dev/disk/by-uuid")
_OCTAL = re.compile(r"\\(\d{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    point: str
    kind: str  # vfat, ext4, ...
    source: str  # /dev/sdb1


def file_system_at(path: Path, mountinfo: Path = _MOUNTINFO, by_uuid: Path = _BY_UUID) -> FileSystem:
    """Return the file system of `path` (resolved; it exists); `statvfs` tells if it is read-only. Raises OSError."""
    mount = mount_of(PurePosixPath(path), mountinfo.read_text("utf-8", "surrogateescape"))
    return FileSystem(mount.kind, serial=_serial(mount.source, by_uuid)) if mount else FileSystem("")


def _serial(device: str, by_uuid: Path) -> str:
    """Return the name of the link in the folder `by_uuid` that leads to `device`: `1A2B-3C4D` on FAT."""
    try:
        return next((link.name for link in by_uuid.iterdir() if link.resolve() == Path(device).resolve()), "")
    except OSError:
        return ""


def removable_drives(sys_block: Path = _SYS_BLOCK, mountinfo: Path = _MOUNTINFO) -> Iterator[MountedDrive]:
    """Yield the mounted partitions of the block devices that the kernel calls removable."""
    names: set[str] = set()
    for device in sys_block.iterdir() if sys_block.is_dir() else ():
        if _text(device / "removable") == "1":
            names |= {device.name, *(part.name for part in device.iterdir() if (part / "partition").exists())}
    for mount in removable_mounts(_text(mountinfo), names):
        yield MountedDrive(mount.point, Path(mount.point).name, mount.kind)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape").strip()
    except OSError:
        return ""


def mounts(mountinfo: str) -> Iterator[Mount]:
    """Yield the mounts in /proc/self/mountinfo.

    A line is `36 35 98:0 /root /point options [tags] - kind source options` (proc(5)).
    """
    for line in mountinfo.splitlines():
        first, dash, last = line.partition(" - ")
        fields, rest = first.split(), last.split()
        if dash and len(fields) > 4 and len(rest) > 1:  # noqa: PLR2004 - as far as the mount point
            yield Mount(_plain(fields[4]), rest[0], _plain(rest[1]))


def _plain(text: str) -> str:
    """Return `text` with its octal escapes (of spaces, tabs, backslashes) replaced."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def mount_of(path: PurePosixPath, mountinfo: str) -> Mount | None:
    """Return the mount that holds `path` (absolute, resolved): the deepest one, or the last of several."""
    found = [mount for mount in mounts(mountinfo) if path.is_relative_to(mount.point)]
    return max(reversed(found), key=lambda mount: len(PurePosixPath(mount.point).parts), default=None)


def removable_mounts(mountinfo: str, removable: Collection[str]) -> tuple[Mount, ...]:
    """Return the mounts of the block devices `removable` (sdb, sdb1, ...), each device once."""
    found = {
        mount.source: mount
        for mount in mounts(mountinfo)
        if mount.source.startswith("/dev/") and mount.source.removeprefix("/dev/") in removable
    }
    return tuple(found.values())
