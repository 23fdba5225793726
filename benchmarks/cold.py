"""Measure a cold build of the shipped content against its parts alone on the same utterances.

Every side is a process of its own, its start and its imports counted.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from statistics import median

from benchmarks import projects, runs
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.workshop import Workshop

CORES = 2


def whole(shop: Workshop) -> list[Figure]:
    """Per repetition: a cold build, then engine, chain and LAME alone."""
    _keep_to_cores()
    project = projects.shipped(shop.folder / "cold")
    load = rounded(list(os.getloadavg()))  # others who use the cores lengthen the wall time, not the CPU time
    builds, parts_s = [], []
    detail: dict[str, object] = {}
    for number in range(3):
        say(f"cold: repetition {number + 1}")
        for name in ("output", ".zt-cache"):
            shutil.rmtree(project / name, ignore_errors=True)
        runs.synced()
        builds.append(runs.build(project, "--jobs", str(CORES)))
        if not number:
            detail = _tape(project, shop)
        parts_s.append(_parts_s(project, shop))
    sums_s = [sum(parts.values()) for parts in parts_s]
    ratios = [built.cpu_s / sum_s for built, sum_s in zip(builds, sums_s, strict=True)]
    shares = [built.wall_s / built.cpu_s for built in builds]
    detail |= {
        "cpu_s": rounded([built.cpu_s for built in builds]),
        "wall_s": rounded([built.wall_s for built in builds]),
        "alone_cpu_s": {name: round(median(parts[name] for parts in parts_s), 3) for name in parts_s[0]},
        "importing_alone_cpu_s": _imports_s(shop),
    }
    return [
        Figure("cold-build-cpu", median(ratios), Goal("<=", 1.25), {}, {"ratios": rounded(ratios), **detail}),
        Figure(
            "cold-build-wall",
            median(shares),
            Goal("<=", 0.65),
            {},
            {"ratios": rounded(shares), "cores": CORES, "load": load},
        ),
    ]


def _keep_to_cores() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def _tape(project: Path, shop: Workshop) -> dict[str, object]:
    """Write the job, and what LAME is given and gives in it."""
    job = json.loads(runs.part("job", project).out)
    path, tape = shop.folder / "cold.json", shop.emptied("tape")
    path.write_text(json.dumps(job), encoding="utf-8")
    job["last"] = json.loads(runs.part("sound", "record", path, project / ".zt-cache/speech", tape).out)
    path.write_text(json.dumps(job), encoding="utf-8")
    return {"spoken": len(job["speak"]), "encoded": len(job["encode"]), "encodings_for_them": job["last"][-1] + 1}


def _parts_s(project: Path, shop: Workshop) -> dict[str, float]:
    path, cache, tape = shop.folder / "cold.json", project / ".zt-cache/speech", shop.folder / "tape"
    return {
        "engine": runs.part("speak", path).cpu_s,
        "chain": runs.part("sound", "chain", path, cache, tape).cpu_s,
        "lame": runs.part("sound", "lame", path, cache, tape).cpu_s,
    }


def _imports_s(shop: Workshop) -> dict[str, float]:
    """Return what each side pays for its imports, for those who want to count them otherwise."""
    names = {
        "build": "zt_audio.pipeline.run",
        "engine": "zt_audio.engines.espeak.engine",
        "chain": "zt_audio.sound.segment",
        "lame": "zt_audio.sound.mp3",
    }
    return {side: round(runs.python(shop.folder, "-c", f"import {name}").cpu_s, 3) for side, name in names.items()}
