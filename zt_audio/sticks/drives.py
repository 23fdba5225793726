"""A computer in, the sticks that are plugged in and mounted out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zt_audio.sticks.platforms import mounts

SYS_BLOCK = Path("/sys/block")
MOUNTINFO = Path("/proc/self/mountinfo")
VOLUMES = Path("/Volumes")


@dataclass(frozen=True, slots=True)
class Drive:
    path: str
    label: str
    kind: str
    total_bytes: int
    free_bytes: int


def removable_drives() -> tuple[Drive, ...]:
    """Return every removable drive that can be written to by its path; one that does not answer is left out."""
    found: Iterable[Drive]
    if sys.platform == "win32":
        found = _of_windows()
    elif sys.platform == "darwin":
        found = _of_macos()
    else:
        found = of_linux(SYS_BLOCK, MOUNTINFO)
    return tuple(found)


def is_removable(path: Path) -> bool:
    """Tell whether `path` (resolved) lies on a removable drive."""
    return any(path.is_relative_to(drive.path) for drive in removable_drives())


def of_linux(sys_block: Path, mountinfo: Path) -> Iterator[Drive]:
    """Yield the mounted partitions of the block devices that the kernel calls removable."""
    names: set[str] = set()
    for device in sys_block.iterdir() if sys_block.is_dir() else ():
        if _text(device / "removable") == "1":
            names |= {device.name, *(part.name for part in device.iterdir() if (part / "partition").exists())}
    for mount in mounts.removable_mounts(_text(mountinfo), names):
        yield from _drive(mount.point, Path(mount.point).name, mount.kind)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape").strip()
    except OSError:
        return ""


def _of_macos() -> Iterator[Drive]:
    from zt_audio.sticks.platforms import macos  # noqa: PLC0415 - there alone

    for point in sorted(VOLUMES.iterdir()):
        told = macos.ask(point)
        if told and told.removable:
            yield from _drive(told.point, told.label, told.kind)


if sys.platform == "win32":
    from zt_audio.sticks.platforms import windows

    def _of_windows() -> Iterator[Drive]:
        for root in windows.removable_roots():
            name = windows.volume_name(Path(root))
            if name:
                yield from _drive(root, name.label, name.kind)


def _drive(path: str, label: str, kind: str) -> Iterator[Drive]:
    try:
        usage = shutil.disk_usage(path)
    except OSError:
        return
    yield Drive(path, label, kind, usage.total, usage.free)
