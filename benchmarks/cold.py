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
LAME_QUALITY = 3  # that of the builds which the goal was set for; today's is quicker, so the ratio to it is stated, too


def whole(shop: Workshop) -> list[Figure]:
    """Per repetition: a cold build, then engine, chain and LAME alone."""
    _keep_to_cores()
    project = projects.shipped(shop.folder / "cold")
    load = rounded(list(os.getloadavg()))  # others who use the cores lengthen the wall time, not the CPU time
    builds, parts_s, lame_s = [], [], []
    detail: dict[str, object] = {}
    for number in range(3):
        say(f"cold: repetition {number + 1}")
        for name in ("output", ".zt-cache"):
            shutil.rmtree(project / name, ignore_errors=True)
        runs.synced()
        builds.append(runs.build(project, "--jobs", str(CORES)))
        if not number:
            detail = tape(project, shop)
        parts_s.append(_parts_s(shop))
        lame_s.append(lame(shop, LAME_QUALITY).cpu_s)
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
        over_lame("cold-over-lame", 2.0, builds, lame_s, [parts["lame"] for parts in parts_s]),
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


def tape(project: Path, shop: Workshop) -> dict[str, object]:
    """Write the job, and what LAME is given and gives in it."""
    job = json.loads(runs.part("job", project).out)
    path, kept = shop.folder / "cold.json", shop.emptied("tape")
    path.write_text(json.dumps(job), encoding="utf-8")
    runs.part("speak", path, shop.emptied("speech"))  # a build does not keep what is spoken quickly
    job["last"] = json.loads(runs.part("sound", "record", path, shop.folder / "speech", kept).out)
    path.write_text(json.dumps(job), encoding="utf-8")
    return {"spoken": len(job["speak"]), "encoded": len(job["encode"]), "encodings_for_them": job["last"][-1] + 1}


def _parts_s(shop: Workshop) -> dict[str, float]:
    return {
        "engine": runs.part("speak", shop.folder / "cold.json").cpu_s,
        "chain": runs.part("sound", "chain", *_job_files(shop)).cpu_s,
        "lame": lame(shop).cpu_s,
    }


def lame(shop: Workshop, *quality: int) -> runs.Run:
    """Encode what is on the tape with LAME alone, at `quality` or as a build does."""
    return runs.part("sound", "lame", *_job_files(shop), *map(str, quality))


def over_lame(
    name: str, limit: float, builds: list[runs.Run], lame_s: list[float], todays_lame_s: list[float]
) -> Figure:
    """Return the CPU time of whole cold builds against that of LAME alone over the same segments."""
    ratios = [built.cpu_s / alone_s for built, alone_s in zip(builds, lame_s, strict=True)]
    detail = {
        "ratios": rounded(ratios),
        "cpu_s": rounded([built.cpu_s for built in builds]),
        "lame_cpu_s": rounded(lame_s),
        "lame_quality": LAME_QUALITY,
        "over_todays_lame": round(median(b.cpu_s / s for b, s in zip(builds, todays_lame_s, strict=True)), 2),
    }
    return Figure(name, median(ratios), Goal("<=", limit), {}, detail)


def _job_files(shop: Workshop) -> tuple[Path, Path, Path]:
    return shop.folder / "cold.json", shop.folder / "speech", shop.folder / "tape"


def _imports_s(shop: Workshop) -> dict[str, float]:
    """Return what each side pays for its imports, for those who want to count them otherwise."""
    names = {
        "build": "zt_audio.pipeline.run",
        "engine": "zt_audio.engines.espeak.engine",
        "chain": "zt_audio.sound.segment",
        "lame": "zt_audio.sound.segment",
    }
    return {side: round(runs.python(shop.folder, "-c", f"import {name}").cpu_s, 3) for side, name in names.items()}
