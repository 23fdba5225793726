"""Who hears the shipped playlists, as they are really built: the figures that their order was chosen for."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import fmean

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.making.hearing import built_hearing
from zt_audio.model import CycleOrder

SHIPPED = Path(__file__).parents[2] / "appeals"


@pytest.mark.slow  # all shipped texts are spoken and encoded: a quarter of a minute
def test_who_hears_the_shipped_stops(tmp_path: Path) -> None:
    """Of 100 people in range for 60 and for 30 seconds, over the 19 stops alike."""
    shutil.copytree(SHIPPED, tmp_path / "appeals")
    tiny = Tiny(tmp_path)
    tiny.edit("settings.yaml", "kk: [recordings, piper, espeak]", "kk: [espeak]")
    tiny.edit("settings.yaml", "ru: [recordings, piper, rhvoice, espeak]", "ru: [espeak]")
    assert tiny.build().slugs == {}
    built = built_hearing(tmp_path)
    stops = {name: len(entry.tracks) for name, entry in tiny.manifest().playlists.items()}
    assert sum(stops.values()) == 19
    assert {heard.order for heard in built.values()} == {"by_appeal"}

    def of_100(order: CycleOrder, stay_s: int, what: str) -> float:
        found = {name: heard.built if order == "by_appeal" else heard.others[order] for name, heard in built.items()}
        return 100 * fmean(getattr(found[name][stay_s], what) for name in found for _stop in range(stops[name]))

    assert of_100("by_appeal", 60, "paragraph") >= 60
    assert of_100("by_appeal", 30, "paragraph") >= 8
    assert of_100("by_paragraph", 60, "paragraph") >= 85
    assert of_100("by_paragraph", 30, "paragraph") >= 17
    assert of_100("by_appeal", 60, "where_to_call") >= 40
    assert of_100("by_appeal", 30, "where_to_call") >= 24
    assert of_100("by_language", 60, "paragraph") < 10  # what it was
