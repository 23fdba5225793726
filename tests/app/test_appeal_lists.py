"""An appeal is put into many lists at once, into none twice, and also where a stop has a list of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.edit import save_edits
from zt_audio.app.texts.appeals import (
    playlists_by_appeal,
    playlists_by_place,
    unread_playlists,
    unused_appeals,
    with_appeal,
)
from zt_audio.app.texts.workbench import Workbench
from zt_audio.content.project import Snapshot

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("wanted", [{"city"}, {"city", "yard"}, {"city/0"}, {"city", "city/0"}, {"yard/0"}])
def test_it_is_said_once_wherever_it_was_wanted(fresh: Tiny, wanted: set[str]) -> None:
    text = fresh.root / "appeals/texts/a.yaml"
    (fresh.root / "appeals/texts/new.yaml").write_bytes(text.read_bytes())
    before = {name: list(each.stops) for name, each in Snapshot(fresh.root).project()[0].playlists.items()}
    for _again in range(2):  # a second press changes nothing
        edits = with_appeal(Workbench(fresh.root).view(MONDAY), "new", wanted)
        if edits:
            save_edits(fresh.root, edits)
        playlists = Snapshot(fresh.root).project()[0].playlists
        for name, playlist in playlists.items():
            for position, stop in enumerate(playlist.stops):
                old = list(before[name][position].appeals)
                is_wanted = bool({name, f"{name}/{position}"} & wanted)
                assert list(stop.appeals) == old + ["new"] * is_wanted, (name, position)
    assert edits == ()


MISTAKES = (  # file, what is right, what is wrong: what each stop says stays plain
    ("appeals/playlists/city.yaml", '"11:00"', '"09:00"'),
    ("appeals/playlists/city.yaml", '"11:00"', '"25:99"'),
    ("appeals/playlists/city.yaml", "days: [mon]", "days: mon"),
    ("appeals/playlists/city.yaml", "title: {kk: Қала, ru: Город}", "titel: {}"),
    ("appeals/playlists/city.yaml", "appeals: [a, b]", "appeals: [a, b, lost]"),
    ("appeals/playlists/city.yaml", '"11:00"', '"11:00", stay_min: long'),
    ("appeals/texts/a.yaml", "ru: |", "ro: |"),
    ("appeals/places.yaml", "market:", "mar ket:"),
    ("appeals/settings.yaml", "voices:", "voises:"),
)


@pytest.mark.parametrize(("file", "right", "wrong"), MISTAKES)
def test_a_mistake_hides_nothing_that_the_files_say(fresh: Tiny, file: str, right: str, wrong: str) -> None:
    path = fresh.root / file
    path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")
    view = Workbench(fresh.root).view(MONDAY)
    assert view.errors
    assert playlists_by_place(view) == {"market": ("city",), "park": ("city",), "school": ("yard",)}
    appeals = dict(playlists_by_appeal(view))
    appeals.pop("lost", None)
    assert appeals == {"a": ("city",), "b": ("city", "yard")}
    assert (unread_playlists(view), unused_appeals(view)) == ((), {})


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("stops:", "stops: ["),
        ("stops:", "stop:"),
        ("place: market", "plase: market"),
        ("appeals: [a, b]", "appeals: a"),
    ],
)
def test_what_a_file_does_not_tell_is_not_called_unused(fresh: Tiny, right: str, wrong: str) -> None:
    path = fresh.root / "appeals/playlists/city.yaml"
    path.write_text(path.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    (fresh.root / "appeals/texts/new.yaml").write_bytes((fresh.root / "appeals/texts/a.yaml").read_bytes())
    view = Workbench(fresh.root).view(MONDAY)
    assert unread_playlists(view) == ("city",)
    assert unused_appeals(view) == {}
    assert playlists_by_place(view)["school"] == ("yard",)


def test_a_text_in_no_playlist_is_named_beside_a_mistake(fresh: Tiny) -> None:
    path = fresh.root / "appeals/playlists/yard.yaml"
    path.write_text(path.read_text("utf-8").replace("12:00", "12:99"), "utf-8")
    (fresh.root / "appeals/texts/new.yaml").write_bytes((fresh.root / "appeals/texts/a.yaml").read_bytes())
    assert [*unused_appeals(Workbench(fresh.root).view(MONDAY))] == ["new"]
