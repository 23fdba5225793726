"""Measure a rebuild after an edit of one appeal in many places, against copying the same bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import projects, runs
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.slow_disk import held_back
from benchmarks.workshop import Workshop

# A file system that can share blocks would copy nothing at all.
CP = ("cp", "-R", "--reflink=never") if sys.platform == "linux" else ("cp", "-R")


# An ordinary disk of a laptop; one of a virtual machine may take 1 GB a second, which no planning keeps up with.
DISK_BYTES_PER_S = {"write": 200_000_000}


def one_appeal(shop: Workshop) -> list[Figure]:
    return [_over_cp(shop, "edit-one-appeal", 1.5, 3 if shop.quick else 5)]


def at_disk_speed(shop: Workshop) -> list[Figure]:
    """Do the same on a disk that is slowed down for everybody meanwhile: Linux, root, cgroup v1."""
    _ = shop.many  # is built before
    with held_back(shop.folder, DISK_BYTES_PER_S):
        return [_over_cp(shop, "edit-at-disk-speed", 1.25, 3)]


def _over_cp(shop: Workshop, name: str, limit: float, repeats: int) -> Figure:
    """Per repetition: another edit, the build, the copy, and what the changed sentence costs alone."""
    project = shop.many
    before = _job(project)
    builds_s, copies_s, alone_s, ratios = [], [], [], []
    changed: dict[str, Any] = {}
    for number in range(repeats):
        say(f"edit: repetition {number + 1}")
        projects.edit(project, number)
        builds_s.append(_synced_build_s(project))
        copies_s.append(_synced_copy_s(project / "output", shop))
        after = _job(project)
        encode = {key: row for key, row in after["encode"].items() if key not in before["encode"]}
        spoken = [key for row in encode.values() for key in row["speech"]]  # of a changed paragraph every sentence
        changed = {"speak": {key: after["speak"][key] for key in spoken}, "encode": encode}
        (shop.folder / "job.json").write_text(json.dumps(changed), encoding="utf-8")
        alone_s.append(runs.part("sound", "edit", shop.folder / "job.json", shop.emptied("speech")).wall_s)
        ratios.append(builds_s[-1] / (copies_s[-1] + alone_s[-1]))
        before = after
    detail = {
        "tracks": shop.places,
        "megabytes": round(sum(path.stat().st_size for path in (project / "output").rglob("*.MP3")) / 1e6),
        "spoken": len(changed["speak"]),
        "encoded": len(changed["encode"]),
        "build_and_sync_s": rounded(builds_s),
        "cp_and_sync_s": rounded(copies_s),
        "speak_and_encode_alone_s": rounded(alone_s),
        "ratios": rounded(ratios),
        # In memory that was used a moment ago `cp` takes a third of the time that it takes in memory new from a host.
        "ratio_to_quickest_cp": round(median(builds_s) / (min(copies_s) + median(alone_s)), 3),
    }
    return Figure(name, median(ratios), Goal("<=", limit), {}, detail)


def _job(project: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads(runs.part("job", project).out)


def _synced_build_s(project: Path) -> float:
    runs.synced()
    start = time.perf_counter()
    runs.build(project)
    runs.synced()
    return time.perf_counter() - start


def _synced_copy_s(source: Path, shop: Workshop) -> float:
    target = shop.emptied("copy")
    runs.synced()
    start = time.perf_counter()
    subprocess.run([*CP, source, target], check=True)
    runs.synced()
    taken_s = time.perf_counter() - start
    shutil.rmtree(target)
    return taken_s
