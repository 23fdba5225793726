"""What a player can take, and what is told of a round that asks for more."""

from __future__ import annotations

import pytest

from zt_audio.delivery.names import track_names
from zt_audio.delivery.profiles import PROFILES, misfits
from zt_audio.model import Playlist, Where

WHERE = Where("appeals/playlists/city.yaml", 1, 1)


def round_of(profile: str) -> Playlist:
    return Playlist("city", {}, ("mon",), ("kk",), (), profile, WHERE)


@pytest.mark.parametrize(
    ("stops", "slugs"),
    [
        (1, []),
        (250, []),
        (251, ["profile-links"]),
        (254, ["profile-links"]),
        (255, ["profile-files", "profile-links"]),
        (1200, ["profile-files", "profile-links", "profile-m3u-bytes"]),
    ],
)
def test_limits_of_the_usual_player(stops: int, slugs: list[str]) -> None:
    problems = misfits(round_of("usb"), track_names(["a-stop-with-a-name"] * stops))
    assert [problem.slug for problem in problems] == slugs
    assert all(problem.where == WHERE and problem.facts["playlist"] == "city" for problem in problems)


def test_facts_are_what_is_asked_and_what_can_be_taken() -> None:
    [files, links] = misfits(round_of("usb"), track_names(["a"] * 256))
    assert (files.facts["n"], files.facts["limit"]) == (257, 255)
    assert (links.facts["n"], links.facts["limit"]) == (256, 250)


def test_the_list_is_counted_with_its_line_ends() -> None:
    names = ("A" * 78,) * 250
    assert misfits(round_of("usb"), names) == ()  # 20 000 bytes
    [problem] = misfits(round_of("usb"), (*names[1:], "A" * 79))
    assert (problem.slug, problem.facts["n"]) == ("profile-m3u-bytes", 20_001)


def test_a_player_without_limits_takes_all() -> None:
    assert misfits(round_of("unlimited"), track_names(["a"] * 5000)) == ()


def test_no_profile_takes_names_that_players_cut() -> None:
    assert {profile.name_chars for profile in PROFILES.values()} == {32}
    assert all(name == profile.name for name, profile in PROFILES.items())
