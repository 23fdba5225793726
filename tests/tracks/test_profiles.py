"""The table of players, own rows made of it, and the problems of a playlist that asks for more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.content.profiles import Profile, built_in_profiles, profile_contradictions, profile_of
from zt_audio.model import OwnProfile, Playlist, Problem, Where
from zt_audio.tracks import Listing, Named, listing_bytes, listings, misfits, track_files

WHERE = Where("appeals/playlists/city.yaml", 1, 1)
CITY = Named("city-centre", "Қала орталығы")
NAMES = list(built_in_profiles())
ids = st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,20})?", fullmatch=True)
titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)


def row(name: str, **columns: object) -> Profile:
    return replace(built_in_profiles()[name], **columns)  # type: ignore[arg-type] # each test knows the columns


def files(profile: Profile, count: int, stop: str = "altai-market") -> tuple[str, ...]:
    return track_files(profile, CITY, [Named(stop, "«Алтай» базары")] * count)


def told(profile: Profile, names: tuple[str, ...]) -> tuple[Problem, ...]:
    playlist = Playlist("city", {}, ("mon",), ("kk",), (), profile.name, WHERE)
    problems = misfits(playlist, profile, names)
    assert all(problem.where == WHERE and problem.facts["playlist"] == "city" for problem in problems)
    return problems


def slugs(profile: Profile, count: int) -> list[str]:
    return [problem.slug for problem in told(profile, files(profile, count))]


def test_every_row_has_every_column_a_reason_and_a_source() -> None:
    for name, profile in built_in_profiles().items():
        assert profile.name == name
        assert profile.why.endswith(".")
        assert profile.source
        assert profile_contradictions(profile) == ()


@pytest.mark.parametrize(
    ("name", "first", "lists"),
    [
        ("usb", "001_ALTAI_MARKET.MP3", ["PLAY.M3U"]),
        ("dfplayer", "01/001.mp3", []),
        ("headunit", "001_ALTAI_MARKET/001_ALTAI_MARKET.MP3", [f"00{n}_ALTAI_MARKET/PLAY.M3U" for n in (1, 2)]),
        ("phone", "001 Алтай базары.mp3", ["PLAY.m3u8"]),
        ("continuous", "CITY_CENTRE.MP3", ["CITY_CENTRE.CUE"]),
        ("wav", "001_ALTAI_MARKET.WAV", ["PLAY.M3U"]),
        ("unlimited", "001_ALTAI_MARKET.MP3", ["PLAY.M3U"]),
    ],
)  # fmt: skip
def test_the_files_of_each_player(name: str, first: str, lists: list[str]) -> None:
    made = files(row(name), 2)
    assert made[0] == first
    assert [listing.file for listing in listings(row(name), made)] == lists
    assert told(row(name), made) == ()


@pytest.mark.parametrize("name", NAMES)
@given(st.lists(st.tuples(ids, titles), min_size=1, max_size=40))
@settings(deadline=None, max_examples=40)
def test_whatever_the_names_each_file_has_its_own_and_all_sort_as_they_play(
    name: str, stops: list[tuple[str, str]]
) -> None:
    profile = row(name)
    made = track_files(profile, CITY, [Named(*stop) for stop in stops])
    assert len(made) == len(stops)
    if profile.layout != "one-file":
        assert len({file.casefold() for file in made}) == len(made)
    assert sorted(made) == list(made)
    assert told(profile, made) == ()
    for part in (part for file in made for part in PurePosixPath(file).parts):
        assert len(part) <= profile.name_chars
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]|[ .]$|^ ', part)
        if profile.alphabet == "ascii":
            assert re.fullmatch(r"[A-Z0-9_]+(\.(MP3|WAV))?" if profile.case == "upper" else r"[a-z0-9_]+(\.mp3)?", part)


@pytest.mark.parametrize(
    ("name", "stops", "expected"),
    [
        ("usb", 250, []),
        ("usb", 251, ["profile-links"]),
        ("usb", 253, ["profile-links"]),
        ("usb", 254, ["profile-files", "profile-links"]),  # with the list and the page
        ("usb", 1200, ["profile-files", "profile-links", "profile-m3u-bytes"]),
        ("dfplayer", 256, []),
        ("dfplayer", 99 * 255, []),
        ("dfplayer", 99 * 255 + 1, ["profile-folders"]),
        ("headunit", 254, []),
        ("headunit", 255, ["profile-files"]),  # with the page
        ("headunit", 256, ["profile-files", "profile-folders"]),
        ("phone", 1200, []),
        ("continuous", 99, []),
        ("continuous", 100, ["profile-links"]),
        ("unlimited", 5000, []),
    ],
)
def test_what_is_too_much(name: str, stops: int, expected: list[str]) -> None:
    assert slugs(row(name), stops) == expected


def test_numbered_folders_are_filled_one_after_the_other() -> None:
    made = files(row("dfplayer"), 256)
    assert (made[0], made[254], made[255]) == ("01/001.mp3", "01/255.mp3", "02/001.mp3")
    assert files(row("dfplayer", files_per_folder=None), 256)[255] == "02/001.mp3"
    assert files(row("dfplayer", files_per_folder=10), 11)[10] == "02/001.mp3"


def test_facts_are_what_is_asked_and_what_can_be_taken() -> None:
    many, links = told(row("usb"), files(row("usb"), 256))
    assert (many.facts["n"], many.facts["limit"]) == (258, 255)
    assert (links.facts["n"], links.facts["limit"]) == (256, 250)


def test_the_list_is_counted_with_its_line_ends() -> None:
    roomy = row("usb", name_chars=120)
    names = tuple(f"{number:03d}{'A' * 75}" for number in range(250))
    assert told(roomy, names) == ()  # 20 000 bytes
    [problem] = told(roomy, (*names[1:], "A" * 79))
    assert (problem.slug, problem.facts["n"]) == ("profile-m3u-bytes", 20_001)


def test_depth_and_names_are_looked_at() -> None:
    [deep] = told(row("headunit", depth=1), files(row("headunit"), 2))
    assert (deep.slug, deep.facts["n"], deep.facts["limit"]) == ("profile-depth", 2, 1)
    [long] = told(row("usb"), ("A" * 33,))
    assert (long.slug, long.facts["limit"]) == ("profile-name-long", 32)
    [same] = told(row("phone"), ("a.mp3", "A.mp3"))
    assert (same.slug, same.facts["first"], same.facts["name"]) == ("profile-names-collide", "a.mp3", "A.mp3")


def test_a_row_of_ones_own() -> None:
    own = {"ours": OwnProfile("headunit", {"name_chars": 12, "files_per_folder": None, "case": "lower"}, WHERE)}
    profile = profile_of("ours", own)
    assert profile == replace(row("headunit", name_chars=12, files_per_folder=None, case="lower"), name="ours")
    assert profile_of("usb", own) == row("usb")
    assert files(profile, 1) == ("001_alta/001_alta.mp3",)
    assert listings(profile, files(profile, 1)) == (Listing("001_alta/play.m3u", ("001_alta.mp3",)),)


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("usb", {"list": "cue"}, [("list", "layout")]),
        ("continuous", {"list": "m3u"}, [("list", "layout")]),
        ("continuous", {"list": "none"}, []),
        ("phone", {"list": "m3u"}, [("list", "alphabet")]),
        ("continuous", {"alphabet": "cyrillic"}, [("list", "alphabet")]),
        ("wav", {"tags": "id3v2.3"}, [("tags", "format")]),
        ("continuous", {"format": "wav", "tags": "none"}, []),
    ],
)
def test_columns_that_cannot_stand_together(
    name: str, columns: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert list(profile_contradictions(row(name, **columns))) == expected


def test_a_list_of_names_as_people_write_them_is_utf_8_without_a_mark() -> None:
    phone = row("phone")
    [listing] = listings(phone, ("001 Ақтөбе.mp3",))
    assert listing_bytes(phone, listing, "", ()) == "001 Ақтөбе.mp3\r\n".encode()
