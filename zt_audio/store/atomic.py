"""Bytes in, a file that is either old or new out: temp file, fsync, `os.replace`, fsync of the folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data`; a kill at any moment leaves the old file or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write_synced(temp, data)
        temp.replace(path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write `path` through to the disk; a kill may leave a part of it. Raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether both names are there and lead to one file: disks of Windows and macOS take A for a."""
    return one.exists() and other.exists() and one.samefile(other)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable, where the system can (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network disks refuse to sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
