"""Engines that settings name, and content that no playlist uses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.tiny import Tiny
from zt_audio.checks.project import strange_engines, unused_content
from zt_audio.content.project import Snapshot
from zt_audio.model import Located

HERE = "appeals/settings.yaml"


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ("{kk: [espeak], ru: [recordings, 'gtts:ru']}", []),
        ("{kk: [tone], ru: [espeak]}", [("engine-for-tests", "tone", "", "warning")]),
        ("{kk: ['espaek:kk'], ru: [espeak]}", [("engine-unknown", "espaek", "espeak", "error")]),
        ("{kk: [espeak], ru: [qqqqqq]}", [("engine-unknown", "qqqqqq", "", "error")]),
        ("{kk: ['recordings:Aigul'], ru: [espeak]}", [("engine-unknown", "recordings:Aigul", "recordings", "error")]),
    ],
)
def test_engines_are_known_or_reported(
    fresh: Tiny, monkeypatch: pytest.MonkeyPatch, voices: str, expected: list[tuple[str, str, str, str]]
) -> None:
    monkeypatch.delenv("ZT_AUDIO_TEST_ENGINE")
    fresh.edit("settings.yaml", "{kk: [tone], ru: [tone]}", voices)
    problems = list(strange_engines(Snapshot(fresh.root).project()[0].settings))
    found = [(p.slug, p.facts["engine"], p.facts.get("nearest", ""), p.severity) for p in problems]
    assert found == expected
    assert {problem.where.file if problem.where else "" for problem in problems} <= {HERE}


def test_a_default_voice_is_in_no_file_and_no_mistake_of_staff(fresh: Tiny) -> None:
    (fresh.root / HERE).unlink()
    settings = Snapshot(fresh.root).project()[0].settings
    assert list(strange_engines(settings)) == []
    voices = replace(settings.voices, chains={"kk": (Located("not-installed", None),)})
    assert list(strange_engines(replace(settings, voices=voices))) == []


def test_content_that_no_playlist_uses_is_listed(fresh: Tiny) -> None:
    assert unused_content(Snapshot(fresh.root).project()[0]) == ((), ())
    (fresh.root / "appeals/playlists/yard.yaml").unlink()
    fresh.edit("playlists/city.yaml", "appeals: [a, b]", "appeals: [a]")
    assert unused_content(Snapshot(fresh.root).project()[0]) == (("b",), ("school",))
