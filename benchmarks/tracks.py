"""Long tracks: how much faster than pydub they are joined, and how much memory many of them take."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import projects, runs
from benchmarks.figure import Figure, Goal, say
from benchmarks.workshop import Workshop

MOST_GROWTH = 1.05  # of the peak from short tracks to long ones, to count as flat
SHORT_MIN = 10


def against_pydub(shop: Workshop) -> list[Figure]:
    project = shop.shipped
    say(f"pydub: a track of {shop.minutes} minutes")
    told = json.loads(runs.part("joining", project, str(shop.minutes)).out)
    ours_s = median(told["ours_s"])
    detail = {
        "minutes": shop.minutes,
        "ours_s": round(ours_s, 4),
        "ours_slowest_s": round(max(told["ours_s"]), 4),
        "pydub_s": round(told["pydub_s"], 2),
        "megabytes": round(told["bytes"] / 1e6, 1),
        "pydub_exports_with": told["pydub_exports_with"],
    }
    return [Figure("join-against-pydub", told["pydub_s"] / ours_s, Goal(">=", 200, "times"), {}, detail)]


def memory(shop: Workshop) -> list[Figure]:
    """Take the peak of a cold build of long tracks; then, nothing left to speak, hold long against short."""
    project = projects.many(shop.folder / "memory", shop.places, shop.minutes)
    cold = _sunk(project, shop, shop.minutes)
    long = _sunk(project, shop, shop.minutes)
    short = _sunk(project, shop, SHORT_MIN)
    detail = {
        "stops": shop.places,
        "minutes": shop.minutes,
        "gigabytes_written": round(cold["bytes"] / 1e9, 2),
        "largest_child_mb": cold["child_mb"],
        "again_long_mb": long["self_mb"],
        f"again_{SHORT_MIN}_min_mb": short["self_mb"],
    }
    flat = {"flat_in_track_length": long["self_mb"] <= MOST_GROWTH * short["self_mb"]}
    return [Figure("peak-memory", cold["self_mb"], Goal("<=", 250, "MB"), flat, detail)]


def _sunk(project: Path, shop: Workshop, minutes: int) -> Any:  # noqa: ANN401 - JSON
    """Build into a sink, from whatever the cache has, and return what the process tells of itself."""
    say(f"memory: {shop.places} tracks of {minutes} minutes into a sink")
    shutil.rmtree(project / "output", ignore_errors=True)
    projects.set_stay(project, shop.places, minutes)
    return json.loads(runs.part("sink", project).out)
