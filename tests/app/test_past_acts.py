"""What an act changed: a stop is compared with itself, wherever it stands now."""

from __future__ import annotations

import pytest

from zt_audio.app.history import changed_values

CITY = "appeals/playlists/city.yaml"
FORMER = ("market", "school", "park", "market")


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (("market", "park", "school", "market"), [("park", "3", "2", "moved")]),
        (("school", "park", "market", "market"), [("market", "1", "3", "moved")]),
        (("market", "park", "market"), [("school", "12", "", "removed")]),
        (("market", "school", "yasny", "market"), [("park", "12", "", "removed"), ("yasny", "", "13", "added")]),
        (("market", "school", "Park", "market"), [("Park", "park", "Park", "value")]),
        (("yasny", *FORMER), [("yasny", "", "13", "added")]),
    ],
    ids=["two swapped", "one goes down", "one is out", "one for another", "another place, same time", "one is new"],
)
def test_a_stop_is_compared_with_itself(later: tuple[str, ...], told: list[tuple[str, str, str, str]]) -> None:
    def stops(places: tuple[str, ...]) -> str:
        times = {"market": 11, "school": 12, "yasny": 13}
        return "stops:\n" + "".join(f"  - place: {each}\n    arrive: {times.get(each, 12)}\n" for each in places)

    changes = changed_values(stops(FORMER), stops(later), CITY)
    assert [(each.place, each.old, each.new, each.kind) for each in changes] == told


@pytest.mark.parametrize("written", ["stops: {{a: {{place: {}}}}}", "stops: [{}]", "stops: {}", "stops: [{{id: {}}}]"])
def test_stops_that_are_written_wrongly_are_compared_too(written: str) -> None:
    (change,) = changed_values(written.format("park"), written.format("school"), CITY)
    assert (change.old, change.new, change.kind) == ("park", "school", "value")
