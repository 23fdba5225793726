"""Build a project with every track written to the null device, and print the peak of memory as JSON.

Tracks are read, joined, hashed and entered in the manifest as ever; only the bytes of their files go to the null
device. The children, espeak-ng's processes, are told apart. `sink.py PROJECT`: a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from zt_audio import tracks as track
from zt_audio.app.making.build import build
from zt_audio.pipeline.request import BuildRequest
from zt_audio.store.workspace import Workspace

MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
real_fsync, real_write = os.fsync, track.write_track
sizes_bytes: list[int] = []


def write_to_sink(_path: Path, head: bytes, cycle: Sequence[bytes], times: int) -> tuple[str, int]:
    digest, size_bytes = real_write(Path(os.devnull), head, cycle, times)
    sizes_bytes.append(size_bytes)
    return digest, size_bytes


def fsync(handle: int) -> None:
    if os.fstat(handle).st_rdev != Path(os.devnull).stat().st_rdev:  # which cannot be synced
        real_fsync(handle)


def own_peak_mb() -> float:
    """Return the peak of this program; what `ru_maxrss` says counts in the process that started it, on Linux."""
    if sys.platform != "linux":
        return peak_mb(resource.RUSAGE_SELF)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6, 1)


def peak_mb(whose: int) -> float:
    return round(resource.getrusage(whose).ru_maxrss * MAXRSS_BYTES / 1e6, 1)


if __name__ == "__main__":
    with (
        patch("os.fsync", fsync),
        # Where they come from: whoever uses them is loaded later, as in the program itself.
        patch("zt_audio.tracks.write_track", write_to_sink),
        patch("zt_audio.store.disk.require_space", lambda _folder, _needed_bytes: None),
    ):
        build(Workspace(Path(sys.argv[1])), BuildRequest(), lambda _event: None)
    peaks = {"self_mb": own_peak_mb(), "child_mb": peak_mb(resource.RUSAGE_CHILDREN)}
    json.dump({**peaks, "bytes": sum(sizes_bytes)}, sys.stdout)
