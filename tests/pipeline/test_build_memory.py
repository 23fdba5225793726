"""A long track takes no more memory to build and prove than a short one, and a place takes little."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from tests.pipeline.test_build_kill_many import country
from tests.support.tiny import Tiny
from zt_audio.app.making.build import build
from zt_audio.engines.worker_pool import Worker
from zt_audio.events import Event, TrackWritten, UtteranceSpoken
from zt_audio.language.ru.words import morphology
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.plan import plan_build
from zt_audio.pipeline.request import BuildRequest
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import open_engines

CHILD = """
import resource, sys
from pathlib import Path
from zt_audio.app.making.build import build
from zt_audio.pipeline.request import BuildRequest
from zt_audio.published.verify import verify
from zt_audio.store.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
build(workspace, BuildRequest(jobs=1), lambda _event: None)
verify(workspace)
unit_bytes = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit_bytes)
"""
MIB = 2**20
MARGIN_MIB = 16  # what two runs of the same may differ by
MOST_PLACE_BYTES = 7_000  # of content and plan: 5 900; 7 500 with readings that no one asks for, and pauses of its own


def peak_bytes(tiny: Tiny, stay_min: int) -> int:
    """Return the highest memory of a process that builds and proves a track of that length."""
    tiny.edit("playlists/yard.yaml", '"12:00"', f'"12:00", stay_min: {stay_min}')
    command = [sys.executable, "-c", CHILD, str(tiny.root)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    return int(subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment).stdout)


@pytest.mark.slow  # tracks of more than an hour, in processes of their own
@pytest.mark.parametrize(
    ("profile", "file", "short_min", "long_min"),
    [("usb", "001_SCHOOL.MP3", 10, 100), ("continuous", "YARD.MP3", 10, 100), ("wav", "001_SCHOOL.WAV", 2, 20)],
)
def test_a_track_ten_times_as_long_takes_no_more(
    profile: str, file: str, short_min: int, long_min: int, built: Tiny, tmp_path: Path
) -> None:
    built.edit("playlists/yard.yaml", "days:", f"profile: {profile}\ndays:")
    if profile == "continuous":
        built.edit("playlists/yard.yaml", "stops:", "stops:\n  - {place: park}")
    fresh_copy = built.copy(tmp_path / "long")
    short, long = peak_bytes(built, short_min), peak_bytes(fresh_copy, long_min)
    size_bytes = (fresh_copy.output / "yard" / file).stat().st_size
    assert size_bytes > 90 * MIB  # were any of it held, it would show
    assert long < short + MARGIN_MIB * MIB


def test_the_dictionary_is_freed_before_anything_is_spoken(built: Tiny) -> None:
    """It takes 25 MB, and so do the arrays of a long passage."""
    held: list[int] = []

    def emit(event: Event) -> None:
        if isinstance(event, UtteranceSpoken):
            held.append(morphology.forms.cache_info().currsize)

    built.edit("texts/b.yaml", "Звоните в полицию.", "Позвоните в полицию по номеру 102 до 20-го числа.")
    build(built.workspace, BuildRequest(), emit)
    assert held == [0]


def planned_bytes(root: Path, places: int) -> int:
    """Return what the content and the plan of a project with so many places hold."""
    workspace, code = country(root, places).workspace, code_digest()
    with open_engines(root) as load:
        load_content(workspace, code)  # so that texts are read, and all modules loaded
        gc.collect()
        tracemalloc.start()
        content = load_content(workspace, code)
        plan = plan_build(workspace, content, load)
        gc.collect()
        held_bytes, _peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert len(plan.track_steps("city")) == places // 2
    return held_bytes


def test_a_place_takes_few_bytes_of_a_plan(tmp_path: Path) -> None:
    few, many = 40, 240
    grown_bytes = planned_bytes(tmp_path / "many", many) - planned_bytes(tmp_path / "few", few)
    assert grown_bytes / (many - few) < MOST_PLACE_BYTES


def test_what_many_stops_say_is_one_value_in_the_manifest(built: Tiny) -> None:
    cycles = [heard for entry in built.manifest().playlists.values() for track in entry.tracks for heard in track.cycle]
    for said in ([heard.segment for heard in cycles], [heard.part for heard in cycles]):
        assert len({id(each) for each in said}) == len(set(said)) < len(said)


def test_no_voice_is_kept_while_tracks_are_written(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers of espeak-ng and their children take 40 MB."""
    begun: list[Worker] = []
    working: list[Worker] = []
    begin = Worker.__init__

    def noted(worker: Worker, command: list[str], goodbye_s: float = 2.0) -> None:
        begin(worker, command, goodbye_s)
        begun.append(worker)

    def emit(event: Event) -> None:
        if isinstance(event, TrackWritten):
            working.extend(worker for worker in begun if worker.process.poll() is None)

    monkeypatch.setattr(Worker, "__init__", noted)

    built.edit("settings.yaml", "voices: {kk: [tone], ru: [tone]}", "voices: {kk: [espeak], ru: [espeak]}")
    outcome = build(built.workspace, BuildRequest(), emit).outcome
    assert outcome
    assert outcome.written
    assert begun
    assert working == []
