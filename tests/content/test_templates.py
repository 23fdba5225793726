"""The slots of greetings are filled with the forms of a place, and each character keeps its place in a file."""

from __future__ import annotations

import pytest

from zt_audio.content.fields import fill_slots, find_slot, without_slots
from zt_audio.model import Place, Text, Where

TEMPLATE, PLACES = Where("appeals/intros.yaml", 1, 10), Where("appeals/places.yaml", 4, 7)
MARKET = Place(
    "market",
    "market",
    {"ru": Text("рынок", (PLACES,)), "kk": Text("базар", (PLACES,))},
    {"ru": {"gen": Text("рынка", (Where("appeals/places.yaml", 5, 9),))}},
    PLACES,
)


def ruled(name: str, lang: str, case: str) -> str:
    return f"{name}[{lang} {case}]"


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("Спасибо!", "Спасибо!"),
        ("{place}", "рынок"),
        ("Жители {place:gen}!", "Жители рынка!"),  # as places.yaml gives it
        ("На {place:prep}: {place}.", "На рынок[ru prep]: рынок."),  # as the rules form it
    ],
)
def test_slots_are_filled_with_forms_of_the_place(template: str, filled: str) -> None:
    assert fill_slots(Text(template, (TEMPLATE,)), MARKET, "ru", ruled).value == filled


@pytest.mark.parametrize(
    ("letter", "where"),
    [
        ("Ж", TEMPLATE),
        ("рынка", Where("appeals/places.yaml", 5, 9)),
        ("!", Where("appeals/intros.yaml", 1, 28)),
        ("рынок", PLACES),
        ("ок.", Where("appeals/places.yaml", 4, 10)),
    ],
)
def test_each_character_has_its_place_in_the_file_it_comes_from(letter: str, where: Where) -> None:
    filled = fill_slots(Text("Жители {place:gen}! {place}.", (TEMPLATE,)), MARKET, "ru", ruled)
    assert filled.at(filled.value.index(letter)) == where


def test_without_slots_every_other_character_stays_where_it_was() -> None:
    template = "Жители {place:gen}, {place}!"
    bare = without_slots(template)
    assert (len(bare), bare.index("!"), "place" in bare) == (len(template), template.index("!"), False)


@pytest.mark.parametrize(("template", "slot"), [("a {place:gen} {place}", "{place:gen}"), ("a", None), ("a } b", "}")])
def test_the_first_slot_is_found(template: str, slot: str | None) -> None:
    found = find_slot(template)
    assert (found and found.group()) == slot
