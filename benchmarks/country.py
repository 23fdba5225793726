"""Measure a whole country: take the classifier's places, check with nothing changed, and with one name changed.

The cold build is measured over two samples of the places, spread over the whole table: each place adds as much as
another, so a line through both shows what all of them would take.
"""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks import cold, projects, runs
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.workshop import Workshop

_IMPORTED = re.compile(r"^(\d+) new places?: ", re.MULTILINE)
_OUT = re.compile(r"^(\d+) rows? stays? out", re.MULTILINE)
_OTHER = re.compile(r"^Rows that are no places[^:]*: (\d+)$", re.MULTILINE)
_PLAYLISTS = ("--stops", "60", "--appeal", projects.APPEALS[0])
_PLACES = 12_986  # settlements of the country
_MOST_MB = 250
_MOST_BUILD_MB = 400


def whole(shop: Workshop) -> list[Figure]:
    """Return the figures of one project with all places of the classifier, each in a playlist of its district.

    Raises RuntimeError where no classifier is given.
    """
    if shop.classifier is None:
        raise RuntimeError("country: name the table with --classifier FILE")
    project = projects.shipped(shop.folder / "country")
    figures = [_import(project, shop.classifier), _idle(project, shop), _renamed(project, shop)]
    return [*figures, _cold(shop, shop.classifier)]


def _cold(shop: Workshop, classifier: Path) -> Figure:
    """Build a sample of the places with one appeal, and twice as many, to see whether memory grows with them."""
    builds, lame_s, todays_lame_s = [], [], []
    for share in (2, 1):
        project = projects.shipped(shop.folder / f"sample-{share}")
        shipped = list((project / "appeals" / "playlists").iterdir())
        table = shop.folder / f"sample-{share}.csv"
        table.write_text(_sample(classifier, shop.places // share), "utf-8")
        runs.run(_command("places", "import", table, "--yes", *_PLAYLISTS), project, exit_codes=(0, 1))
        for playlist in shipped:
            playlist.unlink()
        say(f"country: cold build of {shop.places // share} places")
        builds.append(runs.build(project, "--jobs", str(cold.CORES)))
        taped = cold.tape(project, shop)
        lame_s.append(cold.lame(shop, cold.LAME_QUALITY).cpu_s)
        todays_lame_s.append(cold.lame(shop).cpu_s)
    figure = cold.over_lame("country-cold-over-lame", 2.2, builds, lame_s, todays_lame_s)
    whole_s = [_at_full_size(each, shop.places) for each in ([built.cpu_s for built in builds], lame_s)]
    detail = {
        "of_samples": figure.detail,
        "places": [shop.places // 2, shop.places],
        "for_all_hours": [round(each / 3600, 2) for each in whole_s],
        **taped,
        "mb": [built.peak_mb for built in builds],
    }
    conditions = {"memory": max(built.peak_mb for built in builds) <= _MOST_BUILD_MB}
    return replace(figure, value=whole_s[0] / whole_s[1], conditions=conditions, detail=detail)


def _at_full_size(halves_s: Sequence[float], places: int) -> float:
    """Return what all places of the country take, where half of `places` and all of them took so long."""
    half_s, all_s = halves_s
    return all_s + (_PLACES - places) * (all_s - half_s) / (places / 2)


def _sample(classifier: Path, places: int) -> str:
    """Return a table of that many settlements, at even distances in `classifier`."""
    head, *rows = classifier.read_text("utf-8").splitlines(keepends=True)
    settlements = [row for row in rows if ",settlement," in row]
    return head + "".join(settlements[:: max(1, len(settlements) // places)][:places])


def _import(project: Path, classifier: Path) -> Figure:
    say("country: import")
    rows = len(classifier.read_bytes().splitlines()) - 1
    run = runs.run(_command("places", "import", classifier, "--yes", *_PLAYLISTS), project, exit_codes=(0, 1))
    found = [pattern.search(run.err) for pattern in (_IMPORTED, _OUT, _OTHER)]
    came, out, other = (int(match[1]) if match else 0 for match in found)
    conditions = {"every_row_is_in_or_named": came + out + other == rows}
    detail = {"places": came, "rows_out": out, "other_units": other, "cpu_s": round(run.cpu_s, 2)}
    return Figure("country-import", run.wall_s, Goal("<=", 5, "s"), conditions, detail)


def _idle(project: Path, shop: Workshop) -> Figure:
    say("country: check of everything, then with nothing changed")
    first = runs.run(_command("check"), project)
    idle = [runs.run(_command("check"), project) for _ in range(shop.repeats)]
    conditions = {"same_words": all(run.err == first.err for run in idle), "memory": _peak_mb() <= _MOST_MB}
    walls_s = rounded([run.wall_s for run in idle])
    detail = {"first_s": round(first.wall_s, 2), "first_cpu_s": round(first.cpu_s, 2), "walls_s": walls_s}
    return Figure("country-check-idle", median(walls_s), Goal("<=", 0.3, "s"), conditions, {**detail, "mb": _peak_mb()})


def _renamed(project: Path, shop: Workshop) -> Figure:
    say("country: check with one name changed")
    files = sorted((project / "appeals" / "places").glob("*.yaml"))
    found = []
    for number in range(shop.repeats):
        path = files[len(files) // 2 + number]
        text, count = re.subn(
            r"(?m)^    ru: село .*$", f"    ru: село Новое {number + 1}", path.read_text("utf-8"), count=1
        )
        if not count:
            continue
        path.write_text(text, "utf-8")
        found.append(runs.run(_command("check"), project))
    detail = {"walls_s": rounded([run.wall_s for run in found]), "cpu_s": rounded([run.cpu_s for run in found])}
    return Figure("country-check-renamed", median(run.wall_s for run in found), Goal("<=", 1, "s"), {}, detail)


def _command(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "zt_audio", *arguments]


def _peak_mb() -> int:
    """Return the most memory that any command took until now."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit // 2**20
