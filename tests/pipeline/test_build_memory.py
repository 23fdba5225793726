"""A long track takes no more memory to build and prove than a short one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.build import build
from zt_audio.events import Event, UtteranceSpoken
from zt_audio.language.ru import morphology
from zt_audio.pipeline.request import BuildRequest

CHILD = """
import resource, sys
from pathlib import Path
from zt_audio.app.build import build
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
