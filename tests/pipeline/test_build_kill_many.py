"""A build of many places may be killed whenever: it goes on where it was, and nothing appears before it is whole."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.tiny import LANGUAGE, Tiny, tiny_project
from zt_audio.published.verify import verify
from zt_audio.store.journal import NOT_READY

PLACES = 40
KILLS = int(os.environ.get("ZT_BUILD_KILLS", "4"))
SYLLABLES = ("ба", "да", "ла", "ма", "на", "ра", "са")


def country(root: Path, places: int = PLACES) -> Tiny:
    """Write a project with so many places in two playlists, which share an appeal."""
    tiny = tiny_project(root)
    names = [f"{''.join(three)}ра".capitalize() for three in itertools.product(SYLLABLES, repeat=3)][:places]
    tiny.write("places.yaml", "".join(place(number, name) for number, name in enumerate(names)))
    for playlist, numbers in (("city", range(places // 2)), ("yard", range(places // 2, places))):
        stops = "".join(f"  - place: place-{number}\n" for number in numbers)
        head = f"title: {{kk: Аудан, ru: Район}}\ndays: [mon]\nprofile: unlimited\nappeals: [a]\nstops:\n{stops}"
        tiny.write(f"playlists/{playlist}.yaml", head)
    return tiny


def place(number: int, name: str) -> str:
    forms = f"{{kk: {{gen: {name} ауылының}}, ru: {{gen: села {name}}}}}"
    return f"place-{number}:\n  kind: village\n  name: {{kk: {name} ауылы, ru: село {name}}}\n  forms: {forms}\n"


def killed_at(tiny: Tiny, records: int, wait_s: float) -> bool:
    """Build in a process of its own; kill it `wait_s` after so many segments are there. Tell whether it was killed."""
    command = [sys.executable, "-m", "zt_audio", "--project", str(tiny.root), "build"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **LANGUAGE}
    ) as process:
        while process.poll() is None and len(tiny.workspace.segments.keys()) < records:
            time.sleep(0.01)
        time.sleep(wait_s)
        process.kill()
    return process.returncode == -signal.SIGKILL


@pytest.mark.slow  # real processes, each of which loads what makes sound
@pytest.mark.timeout(300 + 5 * KILLS)
def test_a_killed_build_goes_on_where_it_was(tmp_path: Path) -> None:
    whole, tiny = country(tmp_path / "whole"), country(tmp_path / "killed")
    made = len(whole.build().encoded)
    chance = random.Random(16)  # noqa: S311 - any moments will do
    killed = 0
    for kill in range(KILLS):
        there = tiny.workspace.segments.keys()
        last = max(len(there), made * (kill + 1) // KILLS)  # the last ones die among tracks, or as they go into place
        killed += killed_at(tiny, chance.randint(len(there), last), chance.uniform(0, 0.3))
        assert there <= tiny.workspace.segments.keys()
        for folder in tiny.output.glob("[a-z]*/"):
            is_marked = (folder / NOT_READY).is_file()
            assert is_marked or tiny.tree(folder.name) in ({}, whole.tree(folder.name))  # {}: as before the build
    assert killed
    there = tiny.workspace.segments.keys()
    assert len(tiny.build().encoded) == made - len(there)
    assert tiny.tree() == whole.tree()
    verify(tiny.workspace)
