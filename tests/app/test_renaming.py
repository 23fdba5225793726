"""A place or a playlist that is renamed or removed is so everywhere, at once, and no foreign byte changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.tiny import CITY, INTROS, PLACES, Tiny
from zt_audio.app.edit import undo_edits
from zt_audio.app.history import past_acts
from zt_audio.app.renaming import place_uses, remove_place, remove_playlist, rename_place, rename_playlist
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.trust.vouching import Approval, approval_file, read_approval, record_bytes

TODAY = date(2026, 11, 27)
OWN = '{kk: "Сәлем!", ru: "Привет!"}'


@pytest.fixture
def used(fresh: Tiny) -> Tiny:
    """Give a project in which the park has a greeting and a word of its own."""
    fresh.write("intros.yaml", f"{INTROS}places:\n  # only here\n  park: {OWN}\n")
    fresh.write("lexicon/ru.yaml", "places: {park: {ПК: парк культуры}}\n")
    fresh.write("playlists/city.yaml", f"{CITY}  - place: park # again\n    arrive: '12:00'\n")
    return fresh


def view(tiny: Tiny) -> View:
    return Workbench(tiny.root).view(TODAY)


def told(tiny: Tiny, name: str) -> str:
    return (tiny.root / "appeals" / name).read_text("utf-8")


def test_a_place_is_found_wherever_it_is_named(used: Tiny) -> None:
    found = {use.file.removeprefix("appeals/"): (use.stops, use.is_all) for use in place_uses(view(used), "park")}
    assert found == {"intros.yaml": ((), False), "lexicon/ru.yaml": ((), False), "playlists/city.yaml": ((1, 2), False)}
    assert [use.is_all for use in place_uses(view(used), "school")] == [True]


def test_a_place_is_removed_with_its_stops_and_words(used: Tiny) -> None:
    remove_place(used.root, view(used), "park", "-")
    assert told(used, "places.yaml") == PLACES.replace(PLACES[PLACES.index("park:") : PLACES.index("school:")], "")
    assert told(used, "playlists/city.yaml") == CITY.replace('  - {place: park, arrive: "11:00", appeals: [a]}\n', "")
    assert "park" not in told(used, "intros.yaml") + told(used, "lexicon/ru.yaml")
    assert {past.act.deed.did for past in past_acts(used.root)} == {"place.removed"}
    assert not [problem for problem in view(used).errors if "park" in str(problem.facts)]


def test_a_place_is_renamed_wherever_it_is_named_and_its_recordings_go_along(used: Tiny) -> None:
    audio = used.workspace.recordings / "intro/park/ru.flac"
    audio.parent.mkdir(parents=True)
    audio.write_bytes(b"sound")
    rename_place(used.root, view(used), "park", "big-park", "-")
    assert told(used, "places.yaml") == PLACES.replace("park:\n", "big-park:\n")
    assert told(used, "intros.yaml") == f"{INTROS}places:\n  # only here\n  big-park: {OWN}\n"
    assert "{place: big-park, arrive" in told(used, "playlists/city.yaml")
    assert "place: big-park # again" in told(used, "playlists/city.yaml")
    assert told(used, "lexicon/ru.yaml") == "places: {big-park: {ПК: парк культуры}}\n"
    assert (used.workspace.recordings / "intro/big-park/ru.flac").read_bytes() == b"sound"
    assert [problem for problem in view(used).errors if "park" in str(problem.facts)] == []


def test_the_approval_of_a_greeting_goes_along_with_its_place(used: Tiny) -> None:
    words = {"kk": "a" * 64}
    given = Approval("greeting/park", words, words, {"kk": "tone"}, "dana", "2026-11-25T10:12:40+05:00")
    file = used.root / approval_file("greeting/park")
    file.parent.mkdir(parents=True)
    file.write_bytes(record_bytes(given))
    saved = rename_place(used.root, view(used), "park", "big-park", "-")
    assert read_approval(used.root, "greeting/big-park") == replace(given, unit="greeting/big-park")
    assert not file.exists()
    undo_edits(used.root, saved.changes)
    assert file.read_bytes() == record_bytes(given)
    assert read_approval(used.root, "greeting/big-park") is None


def test_a_playlist_is_renamed_and_removed(used: Tiny) -> None:
    before = told(used, "playlists/city.yaml")
    rename_playlist(used.root, view(used), "city", "centre", "-")
    assert told(used, "playlists/centre.yaml") == before
    assert not (used.root / "appeals/playlists/city.yaml").exists()
    remove_playlist(used.root, view(used), "centre", "-")
    assert sorted(path.name for path in (used.root / "appeals/playlists").iterdir()) == ["yard.yaml"]


def renamed(root: Path, seen: View, place: str, by: str) -> None:
    rename_place(root, seen, place, "big-park", by)


@pytest.mark.parametrize("change", [remove_place, renamed])
def test_nothing_changes_where_another_person_was_quicker(used: Tiny, change: Callable[..., object]) -> None:
    seen = view(used)
    used.edit("playlists/city.yaml", "place: park # again", "place: market # again")
    before = {path: path.read_bytes() for path in sorted((used.root / "appeals").rglob("*.yaml"))}
    with pytest.raises(Exception, match="edit-conflict"):
        change(used.root, seen, "park", "-")
    assert {path: path.read_bytes() for path in sorted((used.root / "appeals").rglob("*.yaml"))} == before


def test_a_name_that_is_taken_is_refused(used: Tiny) -> None:
    with pytest.raises(Exception, match="edit"):
        rename_place(used.root, view(used), "park", "school", "-")
    assert told(used, "places.yaml") == PLACES
    with pytest.raises(Exception, match="edit"):
        rename_playlist(used.root, view(used), "city", "yard", "-")
    assert Path(used.root, "appeals/playlists/city.yaml").exists()
