"""A file as a form: which fields it has, what a new entry changes, and that no empty mapping is left behind."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.edit import FileEdit, save_edits
from zt_audio.app.file_form import (
    FileField,
    FileKind,
    NamedEntries,
    added_entry,
    entries_at,
    file_form,
    name_of_entry as named,
    without_empty_mappings,
)
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.content.yaml.changes import Change, Remove, SetText

TODAY = date(2026, 11, 27)
LEXICON, SETTINGS, PROFILES = "appeals/lexicon/ru.yaml", "appeals/settings.yaml", "appeals/profiles.yaml"


def view(tiny: Tiny) -> View:
    return Workbench(tiny.root).view(TODAY)


def fields(tiny: Tiny, file: str, kind: FileKind) -> dict[str, FileField]:
    return {
        ".".join(map(str, part.path)): part for part in file_form(view(tiny), file, kind) if isinstance(part, FileField)
    }


def test_a_field_knows_its_value_its_default_and_what_it_may_be(fresh: Tiny) -> None:
    found = fields(fresh, SETTINGS, "settings")
    assert (found["online"].kind, found["online"].value, found["online"].default) == ("choice", "", "never")
    assert (found["prosody.ru.rate_syl_per_s"].value, found["prosody.ru.rate_syl_per_s"].low) == ("6", 2)
    assert (found["voices.kk"].kind, found["voices.kk"].value) == ("list", "tone")
    assert (found["quiet_hours.weekday.begin"].kind, found["quiet_hours.holidays"].kind) == ("time", "list")
    assert found["chime"].choices == ("three-tone", "two-tone", "none")
    playlist = fields(fresh, "appeals/playlists/city.yaml", "playlist")
    assert (playlist["days"].kind, playlist["days"].value, playlist["title.ru"].optional) == ("set", "mon", False)


def test_days_are_offered_as_the_file_writes_them(fresh: Tiny) -> None:
    fresh.edit("playlists/city.yaml", "[mon]", "[пн, sat]")
    days = fields(fresh, "appeals/playlists/city.yaml", "playlist")["days"]
    assert (days.value, days.choices) == ("пн, sat", ("пн", "tue", "wed", "thu", "fri", "sat", "sun"))


ADDED = [  # before, path, value, after
    ("", ("general", "ИДП"), "инспектор", "general:\n  ИДП: инспектор\n"),
    (
        "general: {ИДП: инспектор}\n",
        ("general", "ИДП", "forms", "gen"),
        "инспектора",
        "general: {ИДП: {spoken: инспектор, forms: {gen: инспектора}}}\n",
    ),
    ("places: {park: {А: а}}\n", ("places", "park", "Б"), "бэ", "places: {park: {А: а, Б: бэ}}\n"),
]


@pytest.mark.parametrize(("before", "path", "value", "after"), ADDED)
def test_an_entry_is_added(fresh: Tiny, before: str, path: tuple[str, ...], value: str, after: str) -> None:
    if before:
        fresh.write("lexicon/ru.yaml", before)
    save_edits(fresh.root, [FileEdit(LEXICON, added_entry(view(fresh), LEXICON, path, value))])
    assert (fresh.root / LEXICON).read_text("utf-8") == after


def test_an_entry_that_is_there_is_not_replaced(fresh: Tiny) -> None:
    fresh.write("lexicon/ru.yaml", "general: {ИДП: инспектор}\n")
    changes = added_entry(view(fresh), LEXICON, ("general", "ИДП"), "другое")
    with pytest.raises(Exception, match="edit-conflict"):
        save_edits(fresh.root, [FileEdit(LEXICON, changes)])


def test_a_name_becomes_an_id_where_names_are_ids(fresh: Tiny) -> None:
    fresh.write("profiles.yaml", "nashe: {base: usb}\n")
    players = file_form(view(fresh), PROFILES, "profiles")[0]
    assert isinstance(players, NamedEntries)
    assert (named(players, "Наше"), named(players, "Другое радио")) == ("nashe-2", "drugoe-radio")
    words = entries_at(file_form(view(fresh), LEXICON, "lexicon"), ("general",))
    assert words
    assert named(words, "ИДП") == "ИДП"


EMPTIED: list[tuple[str, tuple[Change, ...], str]] = [  # settings before, changes, after
    (
        "prosody: {kk: {pitch: '40'}}\n",
        (Remove(("prosody", "kk", "pitch"), "40"),),
        "",
    ),
    (
        "quiet_hours:\n  weekday: {begin: '09:00', end: '21:00'}\n  holidays: [2026-12-16]\n",
        (Remove(("quiet_hours", "weekday", "begin"), "09:00"), Remove(("quiet_hours", "weekday", "end"), "21:00")),
        "quiet_hours:\n  holidays: [2026-12-16]\n",
    ),
    (
        "quiet_hours: {weekday: {begin: '09:00', end: '21:00'}}\n",
        (Remove(("quiet_hours", "weekday", "begin"), "09:00"),),
        "quiet_hours: {weekday: {end: '21:00'}}\n",
    ),
    ("duty_phone:\nonline: never\n", (SetText(("duty_phone",), None, "102"),), "duty_phone: 102\nonline: never\n"),
]


@pytest.mark.parametrize(("before", "changes", "after"), EMPTIED)
def test_no_empty_mapping_is_left(fresh: Tiny, before: str, changes: tuple[Change, ...], after: str) -> None:
    fresh.write("settings.yaml", before)
    tree = view(fresh).trees[SETTINGS]
    save_edits(fresh.root, [FileEdit(SETTINGS, without_empty_mappings(tree, changes))])
    assert (fresh.root / SETTINGS).read_text("utf-8") == after
