"""What an act changed: a stop is compared with itself, wherever it stands now."""

from __future__ import annotations

import pytest

from zt_audio.app.editing.history import changed_values

CITY = "appeals/playlists/city.yaml"
FORMER = ("market", "school", "park", "market")


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (("market", "park", "school", "market"), [("park", "3", "2", True)]),
        (("school", "park", "market", "market"), [("market", "1", "3", True)]),
        (("market", "park", "market"), [("school", "school", "", False), ("school", "10", "", False)]),
        (("market", "school", "yasny", "market"), [("yasny", "park", "yasny", False)]),
        (("yasny", *FORMER), [("yasny", "", "yasny", False), ("yasny", "", "10", False)]),
    ],
    ids=["two that are swapped", "one that goes down", "one that is out", "another place", "one that is new"],
)
def test_a_stop_is_compared_with_itself(later: tuple[str, ...], told: list[tuple[str, str, str, bool]]) -> None:
    def stops(places: tuple[str, ...]) -> str:
        return "stops:\n" + "".join(f"  - place: {place}\n    stay_min: 10\n" for place in places)

    changes = changed_values(stops(FORMER), stops(later), CITY)
    assert [(each.place, each.old, each.new, each.is_move) for each in changes] == told


@pytest.mark.parametrize("written", ["stops: {{a: {{place: {}}}}}", "stops: [{}]", "stops: {}", "stops: [{{id: {}}}]"])
def test_stops_that_are_written_wrongly_are_compared_too(written: str) -> None:
    (change,) = changed_values(written.format("park"), written.format("school"), CITY)
    assert (change.old, change.new, change.is_move) == ("park", "school", False)
