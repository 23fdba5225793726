"""An appeal is put into many lists at once, into none twice, and also where a stop has a list of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.appeal_lists import with_appeal
from zt_audio.app.edit import save_edits
from zt_audio.app.workbench import Workbench
from zt_audio.content.project import load_project

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("wanted", [{"city"}, {"city", "yard"}, {"city/0"}, {"city", "city/0"}, {"yard/0"}])
def test_it_is_said_once_wherever_it_was_wanted(fresh: Tiny, wanted: set[str]) -> None:
    text = fresh.root / "appeals/texts/a.yaml"
    (fresh.root / "appeals/texts/new.yaml").write_bytes(text.read_bytes())
    before = {name: list(each.stops) for name, each in load_project(fresh.root)[0].playlists.items()}
    for _again in range(2):  # a second press changes nothing
        edits = with_appeal(Workbench(fresh.root).view(MONDAY), "new", wanted)
        if edits:
            save_edits(fresh.root, edits)
        playlists = load_project(fresh.root)[0].playlists
        for name, playlist in playlists.items():
            for position, stop in enumerate(playlist.stops):
                old = list(before[name][position].appeals)
                is_wanted = bool({name, f"{name}/{position}"} & wanted)
                assert list(stop.appeals) == old + ["new"] * is_wanted, (name, position)
    assert edits == ()
