"""Slow the disk down for everybody meanwhile: Linux, root, cgroup v1."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

THROTTLE = "/sys/fs/cgroup/blkio/blkio.throttle.{}_bps_device"  # the disk's, for the whole system


@contextmanager
def held_back(folder: Path, bytes_per_s: Mapping[str, int]) -> Iterator[None]:
    """Let the disk of `folder` "write" and "read" no faster than `bytes_per_s`."""
    device = folder.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    files = {Path(THROTTLE.format(kind)): speed for kind, speed in bytes_per_s.items()}
    try:
        for file, speed in files.items():
            file.write_text(f"{number} {speed}", encoding="ascii")
        yield
    finally:
        for file in files:
            file.write_text(f"{number} 0", encoding="ascii")
