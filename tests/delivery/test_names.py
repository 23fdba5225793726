"""File names that every player shows and sorts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zt_audio.delivery.names import track_names

NAME = re.compile(r"[0-9]{3,}[A-Z0-9_]*\.MP3")
ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@given(st.lists(ids, unique=True, min_size=1, max_size=30))
@settings(deadline=None, max_examples=150)
def test_names_keep_to_the_letters_and_length_of_players(stops: list[str]) -> None:
    names = track_names(stops)
    assert len(names) == len(stops)
    assert all(NAME.fullmatch(name) and len(name) <= 32 and not name.endswith("_.MP3") for name in names)
    assert len(set(names)) == len(names)
    assert sorted(names) == list(names)  # what sorts by name plays in order


@given(ids, st.integers(1, 1200))
@settings(deadline=None, max_examples=50)
def test_many_stops_at_one_place_have_names_of_their_own_in_order(stop: str, count: int) -> None:
    names = track_names([stop] * count)
    assert len(set(names)) == count
    assert sorted(names) == list(names)


@pytest.mark.parametrize(
    ("stops", "names"),
    [
        (["41-razezd", "altai-market"], ["001_41_RAZEZD.MP3", "002_ALTAI_MARKET.MP3"]),
        (["con", "nul"], ["001_CON.MP3", "002_NUL.MP3"]),  # a number before it makes no device of it
        (["a" * 24], ["001_" + "A" * 24 + ".MP3"]),
        (["a" * 25], ["001_" + "A" * 24 + ".MP3"]),
        (["a" * 23 + "-b"], ["001_" + "A" * 23 + ".MP3"]),
        (
            ["long-" * 8 + "one", "long-" * 8 + "two"],
            ["001_LONG_LONG_LONG_LONG_LONG.MP3", "002_LONG_LONG_LONG_LONG_LONG.MP3"],
        ),
    ],
)
def test_names_come_from_ids(stops: list[str], names: list[str]) -> None:
    assert list(track_names(stops)) == names


@pytest.mark.parametrize(("count", "first", "last"), [(1, "001", "001"), (999, "001", "999"), (1000, "0001", "1000")])
def test_numbers_are_as_wide_as_the_last(count: int, first: str, last: str) -> None:
    names = track_names(["a"] * count)
    assert (names[0], names[-1]) == (f"{first}_A.MP3", f"{last}_A.MP3")


def test_a_profile_may_ask_for_shorter_names() -> None:
    assert track_names(["altai-market"], 12) == ("001_ALTA.MP3",)
