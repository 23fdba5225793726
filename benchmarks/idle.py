"""Measure a build with nothing to do, and the help screen."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from benchmarks import projects, runs
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.workshop import Workshop

HEAVY = (
    *("lameenc", "mutagen", "numpy", "pydantic", "pymorphy3"),
    *("rich", "soundfile", "soxr", "yaml"),
)


def shipped_content(shop: Workshop) -> list[Figure]:
    return [_nothing_to_do("nothing-to-do", shop.shipped, shop, 0.5)]


def many_places(shop: Workshop) -> list[Figure]:
    return [_nothing_to_do("nothing-to-do-many", shop.many, shop, 0.5)]


def _nothing_to_do(name: str, project: Path, shop: Workshop, most_s: float) -> Figure:
    runs.build(project)  # whatever was measured here before is finished
    before = projects.stamps(project)
    say(f"{name}: {shop.repeats} builds with nothing to do")
    walls_s = [runs.build(project).wall_s for _ in range(shop.repeats)]
    loaded = _loaded(project)
    touched = {path for path, stamp in projects.stamps(project).items() if before.get(path) != stamp}
    conditions = {"no_file_touched": not touched, "nothing_heavy_imported": not loaded}
    detail = {"walls_s": rounded(walls_s), "touched": sorted(touched)[:5], "heavy": loaded}
    return Figure(name, median(walls_s), Goal("<=", most_s, "s"), conditions, detail)


def _loaded(project: Path) -> list[str]:
    """Return which heavy packages a build with nothing to do imports, as the interpreter itself tells."""
    said = runs.python(project, "-X", "importtime", "-m", "zt_audio", "build").err
    modules = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in said.splitlines() if line.count("|") >= 2}  # noqa: PLR2004 - its columns
    return sorted(modules.intersection(HEAVY))


def help_screen(shop: Workshop) -> list[Figure]:
    """Compare whole processes, in turns, so that a busy machine is as busy for both."""
    command = Path(sys.executable).with_name("zt-audio")
    helps_s, imports_s = [], []
    say("help: 2 x 21 processes")
    for _ in range(21):
        helps_s.append(runs.run([command, "--help"], shop.folder).wall_s)
        imports_s.append(runs.python(shop.folder, "-c", "import click").wall_s)
    detail = {"help_s": round(median(helps_s), 4), "import_click_s": round(median(imports_s), 4)}
    return [Figure("help", median(helps_s) / median(imports_s), Goal("<=", 2.5), {}, detail)]
