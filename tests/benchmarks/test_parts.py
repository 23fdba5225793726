"""The parts of the benchmark that run in processes of their own still fit the program that they measure."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import projects, runs
from benchmarks.run import FIGURES, ON_REQUEST
from tests.support.tiny import Tiny
from tests.support.zt_cli import process


def test_a_job_is_spoken_and_encoded_alone(fresh: Tiny, tmp_path: Path) -> None:
    job = json.loads(runs.part("job", fresh.root).out)
    assert job["speak"]
    assert job["encode"]
    file = tmp_path / "job.json"
    file.write_text(json.dumps(job), encoding="utf-8")
    runs.part("speak", file)
    runs.part("sound", "edit", file, tmp_path / "cache")


def test_the_sink_writes_no_track_and_tells_of_memory(fresh: Tiny) -> None:
    printed = json.loads(runs.part("sink", fresh.root).out)
    assert printed["bytes"] > 100_000
    assert printed["self_mb"] > 10
    assert not list((fresh.root / "output").rglob("*.MP3"))


def test_joining_times_a_built_track(built: Tiny) -> None:
    printed = json.loads(runs.part("joining", built.root, "1").out)
    assert printed["bytes"] > 100_000
    assert len(printed["ours_s"]) > 1


def test_figures_on_request_are_figures() -> None:
    assert set(FIGURES) >= ON_REQUEST


def test_the_project_of_many_places_has_no_mistake(tmp_path: Path) -> None:
    """Of all 512 of its names, for any number of them is measured."""
    project = projects.many(tmp_path / "many", len(projects.SYLLABLES) ** 3)
    told = process("check", cwd=project)
    assert (told.code, "places.yaml" in told.err) == (0, False), told.err
