"""File names that every player shows and sorts, as the usual profile asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.content.profiles import built_in_profiles
from zt_audio.tracks import Named, track_files

ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


def track_names(stops: Sequence[str], name_chars: int = 32) -> tuple[str, ...]:
    profile = replace(built_in_profiles()["usb"], name_chars=name_chars)
    return track_files(profile, Named("city", ""), [Named(stop, "") for stop in stops])


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


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("«Алтай» базары", "001 Алтай базары.mp3"),
        ("№ 56 мектеп", "001 56 мектеп.mp3"),
        ("8-шағын аудан", "001 8-шағын аудан.mp3"),
        ("а/б\\в:г*?", "001 а б в г.mp3"),
        ("...", "001.mp3"),
        ("и\u0306", "001 й.mp3"),
        ("Ақтау " * 20, "001 " + ("Ақтау " * 12).strip() + ".mp3"),  # cut where a space would be last
    ],
)
def test_names_as_people_write_them(title: str, name: str) -> None:
    assert track_files(built_in_profiles()["phone"], Named("city", ""), [Named("a", title)]) == (name,)
