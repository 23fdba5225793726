"""A round that a player cannot take is told before anything is made."""

from __future__ import annotations

import pytest
from tiny import Tiny

from zt_audio.errors import ContentError


def stops(count: int) -> str:
    lines = "".join(f"  - {{place: school, id: s{number}}}\n" for number in range(count))
    return f"title: {{kk: Аула, ru: Двор}}\ndays: [tue]\nlanguages: [ru]\nappeals: [b]\nstops:\n{lines}"


def test_more_stops_than_the_player_takes(built: Tiny) -> None:
    before = built.stamps()
    built.write("playlists/yard.yaml", stops(256))
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    with pytest.raises(ContentError) as error:
        built.build()
    assert [problem.slug for problem in error.value.problems] == ["profile-files", "profile-links"]
    where = error.value.problems[0].where
    assert where is not None
    assert where.file == "appeals/playlists/yard.yaml"
    assert built.stamps() == before


def test_a_player_without_limits_gets_them(built: Tiny) -> None:
    built.write("playlists/yard.yaml", stops(256))
    built.edit("playlists/yard.yaml", "days:", "profile: unlimited\ndays:")
    ran = built.build("yard")
    assert ran.slugs == {}
    assert len(ran.tracks) == 256
    assert ran.spoken == []
    assert built.tree()["yard/PLAY.M3U"].count(b"\r\n") == 256
