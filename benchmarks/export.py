"""Measure the export of a playlist against copying the same bytes and syncing the disk.

An export reads everything back from the device, and `cp` does not: the ratio is at least 1 + writing / reading speed of
whatever disk this runs on. Where a disk reads no faster than it writes that is 2; a stick reads several times faster.
So it also reports the ratio for bytes that are read from the memory of the system, which proves nothing.
And, on request, what it is on a disk that is held to the speed of a stick.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import projects, runs
from benchmarks.edit import CP
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.slow_disk import held_back
from benchmarks.workshop import Workshop

STOPS, MINUTES = 12, 15
# Reads back what the system remembers: to see what reading from the device costs.
FROM_MEMORY = (
    "from zt_audio.sticks import contents\n"
    "contents.open_from_device = lambda path: path.open('rb', buffering=0)\n"
    "from zt_audio.cli import main\n"
    "main()\n"
)


def over_cp(shop: Workshop) -> list[Figure]:
    project = projects.many(shop.folder / "export", STOPS, MINUTES)
    say("export: building the playlist")
    runs.build(project)
    source = project / "output" / projects.PLAYLIST
    ways: dict[str, Callable[[Path], object]] = {
        "export": lambda target: runs.python(project, "-m", "zt_audio", "export", projects.PLAYLIST, target),
        "from_memory": lambda target: runs.python(project, "-c", FROM_MEMORY, "export", projects.PLAYLIST, target),
        "cp": lambda target: subprocess.run([*CP, f"{source}/.", target], check=True),
    }
    taken_s: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(shop.repeats):
        say(f"export: repetition {number + 1}")
        for name in (*ways,) if number % 2 else reversed(ways):
            taken_s[name].append(_synced_s(shop, ways[name]))
    target = shop.emptied("stick")
    ways["export"](target)
    reading_s = [runs.python(project, "-m", "zt_audio", "verify-stick", target).wall_s for _ in range(3)]
    size_mb = sum(path.stat().st_size for path in source.iterdir()) / 1e6
    ratios = [ours / cp for ours, cp in zip(taken_s["export"], taken_s["cp"], strict=True)]
    detail = {
        "stops": STOPS,
        "minutes": MINUTES,
        "megabytes": round(size_mb),
        **{f"{name}_and_sync_s": rounded(values) for name, values in taken_s.items()},
        "ratios": rounded(ratios),
        "ratio_from_memory": round(median(taken_s["from_memory"]) / median(taken_s["cp"]), 3),
        "verify_stick_s": rounded(reading_s),
        "cp_mb_per_s": round(size_mb / median(taken_s["cp"])),
        "read_back_mb_per_s": round(size_mb / median(reading_s)),
    }
    return [Figure("export-over-cp", median(ratios), Goal("<=", 1.3), {}, detail)]


# An ordinary USB stick: it reads several times faster than it writes.
STICK_BYTES_PER_S = {"write": 20_000_000, "read": 100_000_000}


def at_stick_speed(shop: Workshop) -> list[Figure]:
    """Do the same on a disk that is slowed down for everybody meanwhile: Linux, root, cgroup v1."""
    project = projects.many(shop.folder / "export-slow", STOPS, MINUTES)
    runs.build(project)
    source = project / "output" / projects.PLAYLIST
    size_mb = sum(path.stat().st_size for path in source.iterdir()) / 1e6
    copies, exports = [], []
    command = ("-m", "zt_audio", "export", projects.PLAYLIST)
    with held_back(shop.folder, STICK_BYTES_PER_S):
        for number in range(3):
            say(f"export at the speed of a stick: repetition {number + 1}")
            copies.append(_synced_s(shop, lambda target: subprocess.run([*CP, f"{source}/.", target], check=True)))
            exports.append(_synced_s(shop, lambda target: runs.python(project, *command, target)))
    ratios = [ours / cp for ours, cp in zip(exports, copies, strict=True)]
    detail = {
        "megabytes": round(size_mb),
        "export_and_sync_s": rounded(exports),
        "cp_and_sync_s": rounded(copies),
        "ratios": rounded(ratios),
        **{f"{kind}_mb_per_s": speed // 10**6 for kind, speed in STICK_BYTES_PER_S.items()},
    }
    return [Figure("export-at-stick-speed", median(ratios), Goal("<=", 1.3), {}, detail)]


def _synced_s(shop: Workshop, write: Callable[[Path], object]) -> float:
    target = shop.emptied("stick")
    runs.synced()
    start = time.perf_counter()
    write(target)
    runs.synced()
    return time.perf_counter() - start
