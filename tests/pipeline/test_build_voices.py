"""Where voices or engines fail, the last good version stays, other playlists are made, and all of it is reported."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager

import pytest

from tests.support.tiny import Ran, Tiny
from zt_audio.errors import exit_code_of
from zt_audio.events import Event, PlaylistFailed
from zt_audio.model import Prosody, Speech, Utterance
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.request import BuildRequest
from zt_audio.pipeline.run import run_build
from zt_audio.pipeline.tasks import Executor, start_threads
from zt_audio.published.inputs import code_digest
from zt_audio.published.verify import verify
from zt_audio.speech.registry import EngineLimits, Guarded, LoadEngine
from zt_audio.speech.tone import Tone


def folder(tree: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: data for path, data in tree.items() if path.startswith(f"{name}/")}


def failing(monkeypatch: pytest.MonkeyPatch, texts: Sequence[str]) -> None:
    """Let the engine fail for those sentences."""
    real = Tone.speak

    def speak(self: Tone, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        if utterance.text in texts:
            raise RuntimeError("no")
        return real(self, utterance, voice_id, prosody)

    monkeypatch.setattr(Tone, "speak", speak)


def test_without_a_kazakh_voice_nothing_of_its_playlists_changes(built: Tiny) -> None:
    before = built.tree()
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    ran = built.build()
    assert list(ran.slugs) == ["city"]
    assert "no-voice" in ran.slugs["city"]
    assert ran.tracks == ["yard/001_SCHOOL.MP3"]  # Russian alone
    assert ran.spoken == ["Зовите полицию."]
    assert folder(built.tree(), "city") == folder(before, "city")
    assert folder(built.tree(), "yard") != folder(before, "yard")
    verify(built.workspace)
    assert [event.playlist for event in ran.of(PlaylistFailed)] == ["city"]


def test_the_exit_code_says_that_a_voice_is_missing(built: Tiny) -> None:
    before = built.tree()
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    built.edit("settings.yaml", "ru: [tone]", "ru: ['tone:x']")
    for _ in range(2):  # and it goes on saying so
        done = built.run("build")
        assert done.returncode == 4
        assert "[no-voice]" in done.stderr
        assert "Not built: city (its last good version is kept)." in done.stderr
        assert built.tree() == before


def test_a_playlist_that_was_never_built_is_not_begun(fresh: Tiny) -> None:
    fresh.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    ran = fresh.build()
    assert list(ran.slugs) == ["city"]
    assert not (fresh.output / "city").exists()
    assert list(fresh.manifest().playlists) == ["yard"]
    verify(fresh.workspace)


def test_kazakh_never_reaches_a_russian_voice(built: Tiny) -> None:
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:ru']")
    ran = built.build()
    assert ran.spoken == []
    assert "voice-unknown" in ran.slugs["city"]


def test_the_next_of_the_chain_speaks(built: Tiny) -> None:
    before = built.stamps()
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x', tone]")
    ran = built.build()
    assert ran.slugs == {}
    assert ran.tracks == []
    assert {name: stamp for name, stamp in built.stamps().items() if name.endswith("MP3")} == {
        name: stamp for name, stamp in before.items() if name.endswith("MP3")
    }


def test_an_engine_that_fails_for_a_sentence_costs_its_playlists_alone(
    built: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built.tree()
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    built.edit("texts/a.yaml", "Чистота нужна всем.", "Чистота нужна нам.")
    built.edit("places.yaml", "ru: {gen: школы}", "ru: {gen: нашей школы}")
    failing(monkeypatch, ["Берегите наши улицы.", "Чистота нужна нам."])
    ran = built.build()
    assert ran.slugs == {"city": ["engine-failed", "engine-failed"]}
    assert ran.report.outcome is not None
    assert exit_code_of(ran.report.outcome.failed.values()) == 4
    assert ran.tracks == ["yard/001_SCHOOL.MP3"]
    assert folder(built.tree(), "city") == folder(before, "city")
    verify(built.workspace)
    monkeypatch.undo()
    ran = built.build()  # what failed is not remembered
    assert ran.slugs == {}
    assert ran.spoken == ["Берегите наши улицы.", "Чистота нужна нам."]
    assert ran.tracks == ["city/001_MARKET.MP3", "city/002_PARK.MP3"]
    verify(built.workspace)


def test_an_engine_that_hangs_on_a_sentence_costs_its_playlists_alone(
    built: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, release, real = built.tree(), threading.Event(), Tone.speak

    def speak(self: Tone, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        if utterance.text == "Берегите наши улицы.":
            release.wait(60)
        return real(self, utterance, voice_id, prosody)

    def start(_load: LoadEngine, jobs: int) -> AbstractContextManager[Executor]:
        limits = EngineLimits(speak_s=2.0, speak_letter_s=0.0)
        return start_threads(lambda name: Guarded(name, Tone(), limits), jobs)

    monkeypatch.setattr(Tone, "speak", speak)
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    content = load_content(built.workspace, code_digest())
    events: list[Event] = []
    report = run_build(built.workspace, BuildRequest(jobs=2), content, "a:b:c", events.append, start=start)
    release.set()
    ran = Ran(report, events)
    assert ran.slugs == {"city": ["engine-timeout"]}
    assert ran.tracks == ["yard/001_SCHOOL.MP3"]
    assert folder(built.tree(), "city") == folder(before, "city")


def test_one_sentence_that_two_playlists_say_fails_both(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.tree()
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    failing(monkeypatch, ["Зовите полицию."])
    ran = built.build()
    assert ran.slugs == {"city": ["engine-failed"], "yard": ["engine-failed"]}
    assert built.tree() == before


def test_a_silent_take_is_not_published(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.tree()
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    monkeypatch.setattr(Tone, "speak", lambda *_: Speech(bytes(44_100), 22_050))
    assert built.build().slugs == {"city": ["engine-silent"], "yard": ["engine-silent"]}
    assert built.tree() == before


def lift_peaks(tiny: Tiny) -> None:
    """Let every stored segment say that its peaks are too high."""
    for key in sorted(tiny.workspace.segments.keys()):
        record = tiny.workspace.segments.get(key)
        assert record
        tiny.workspace.segments.put(key, {**record.meta, "true_peak_dbtp": -0.99}, record.payload)


def test_a_track_that_would_be_too_loud_is_not_published(built: Tiny) -> None:
    before = built.tree()
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    lift_peaks(built)
    ran = built.build()
    assert ran.slugs == {"city": ["track-loudness"], "yard": ["track-loudness"]}
    assert built.tree() == before


def test_every_track_that_would_be_too_loud_is_reported(built: Tiny) -> None:
    built.edit("settings.yaml", "cycle_ms: 600", "cycle_ms: 700")
    lift_peaks(built)
    assert built.build().slugs == {"city": ["track-loudness", "track-loudness"], "yard": ["track-loudness"]}
