"""Scripts of very many stops, of which other processes read a part."""

from __future__ import annotations

import os
from dataclasses import replace
from multiprocessing import current_process, get_context
from unittest.mock import patch

import pytest

from scripts.environment import ROOT
from zt_audio.content.project import Snapshot
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.language.reading import read
from zt_audio.model import Project
from zt_audio.pipeline import script
from zt_audio.pipeline.script import playlist_scripts
from zt_audio.processes import child

ALONE, TOGETHER = 1_000_000, 1  # stops from which other processes help


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the shipped project with a stop in its last playlist whose name none can read."""
    shipped = Snapshot(ROOT).project()[0]
    *_, last = shipped.playlists.values()
    place = shipped.places[last.stops[-1].place]
    name = {**place.name, "ru": replace(place.name["ru"], value="село Кщф")}
    return replace(shipped, places={**shipped.places, place.id: replace(place, name=name)})


def written(project: Project, many: int, processors: int = 2) -> tuple[object, set[str]]:
    """Return the scripts of `project` with their problems, and what this process read itself."""
    with (
        patch.object(script, "_MANY_STOPS", many),
        patch.object(os, "cpu_count", lambda: processors),
        patch("zt_audio.language.reader.read", wraps=read) as here,
    ):
        return playlist_scripts(project, Reader(project.lexicon, ReadingMemory())), {
            call.args[0] for call in here.call_args_list
        }


def test_what_other_processes_read_is_the_same(project: Project) -> None:
    (alone, read_alone), (together, read_here) = written(project, ALONE), written(project, TOGETHER)
    assert together == alone
    assert read_here < read_alone
    scripts, broken, problems = playlist_scripts(project, Reader(project.lexicon, ReadingMemory()))
    assert (len(scripts), len(broken)) == (len(project.playlists) - 1, 1)
    assert {problem.slug for problem in problems} == {"abbreviation-unknown"}


def test_more_processors_than_playlists_are_no_harm(project: Project) -> None:
    assert written(project, TOGETHER, processors=64)[0] == written(project, ALONE)[0]


def test_what_a_process_read_that_was_ended_is_read_here(project: Project) -> None:
    alone = written(project, ALONE)
    with patch.object(child.ChildProcess, "__init__", ended):
        assert written(project, TOGETHER) == alone


def ended(process: child.ChildProcess, *_arguments: object) -> None:
    process.pipe, theirs = get_context("spawn").Pipe()
    process._process = get_context("spawn").Process()
    process._process.start()
    theirs.close()


def test_a_process_that_may_start_none_reads_alone(project: Project) -> None:
    with patch.object(current_process(), "_config", {"daemon": True}):
        assert written(project, TOGETHER) == written(project, ALONE)


def test_readings_that_are_known_need_no_process(project: Project) -> None:
    known = Reader(project.lexicon, ReadingMemory())
    scripts = playlist_scripts(project, known)
    with patch.object(script, "_MANY_STOPS", TOGETHER), patch.object(child, "ChildProcess", None):
        assert playlist_scripts(project, known) == scripts
