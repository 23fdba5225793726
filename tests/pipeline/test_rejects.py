"""Bad takes are kept aside with their reason, tried again where that may help, and never published."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.support.tiny import Tiny
from zt_audio.errors import BuildError, exit_code_of
from zt_audio.model import Problem, Prosody, Speech, Utterance
from zt_audio.pipeline import tasks
from zt_audio.published.verify import verify
from zt_audio.sound.take_checks import require_sound_take
from zt_audio.speech import tone
from zt_audio.speech.tone import Tone
from zt_audio.store import rejects

SAID = "Зовите полицию."


def cut_short(take: Speech) -> Speech:
    return Speech(take.pcm[: len(take.pcm) // 6 * 2], take.sample_rate, take.words)


class Moody:
    """The test engine, in an ill mood for one sentence: its first `moods` takes of it are bad."""

    name = "tone"
    deterministic: bool  # an engine need not say it

    def __init__(self, moods: int) -> None:
        self.moods = moods
        self.tried = 0
        self.real = Tone()
        self.voices, self.fingerprint, self.prepare = self.real.voices, self.real.fingerprint, self.real.prepare
        self.close = self.real.close

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        take = self.real.speak(utterance, voice_id, prosody)
        if utterance.text != SAID:
            return take
        self.tried += 1
        return cut_short(take) if self.tried <= self.moods else take


@pytest.fixture
def bad(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Moody]:
    """Give a function that lets a moody engine speak; an engine need not tell whether it is deterministic."""
    built.edit("texts/b.yaml", "Звоните в полицию.", SAID)

    def arrange(moods: int = 99, *, deterministic: bool | None) -> Moody:
        engine = Moody(moods)
        if deterministic is not None:
            engine.deterministic = deterministic
        monkeypatch.setattr(tone, "engine", lambda: engine)
        return engine

    return arrange


@pytest.mark.parametrize(("deterministic", "tries"), [(True, 1), (False, 3), (None, 3)])
def test_a_bad_take_fails_its_playlists_and_the_old_output_stays(
    deterministic: bool | None,  # noqa: FBT001 - a row of the table
    tries: int,
    built: Tiny,
    bad: Callable[..., Moody],
) -> None:
    before = built.tree()
    engine = bad(deterministic=deterministic)
    ran = built.build()
    assert engine.tried == tries
    assert set(ran.slugs) == {"city", "yard"}
    assert "take-length" in ran.slugs["yard"]
    assert ran.report.outcome is not None
    assert exit_code_of(ran.report.outcome.failed.values()) == 1
    assert built.tree() == before
    verify(built.workspace)


@pytest.mark.parametrize("times", [1, 2])
def test_the_next_take_may_be_good(times: int, built: Tiny, bad: Callable[..., Moody]) -> None:
    engine = bad(times, deterministic=False)
    ran = built.build()
    assert (engine.tried, ran.slugs) == (times + 1, {})
    assert SAID in ran.spoken
    assert len(rejects.read_rejects(built.workspace.rejects)) == 1  # the same bad take is kept once


def test_a_bad_take_is_kept_with_its_reason(built: Tiny, bad: Callable[..., Moody]) -> None:
    bad(deterministic=True)
    built.build()
    (kept,) = rejects.read_rejects(built.workspace.rejects)
    assert (kept.text, kept.lang, kept.engine, kept.voice) == (SAID, "ru", "tone", "ru")
    length = next(problem for problem in kept.problems if problem.slug == "take-length")
    assert length.where
    assert length.where.file == "appeals/texts/b.yaml"
    assert length.facts["bound"] == 0.7
    with wave.open(str(kept.file), "rb") as file:
        assert (file.getframerate(), file.getnchannels()) == (22_050, 1)
        assert 0.2 < file.getnframes() / 22_050 < 1


def test_a_folder_that_cannot_be_written_does_not_hide_the_reason(built: Tiny, bad: Callable[..., Moody]) -> None:
    built.workspace.rejects.write_text("in the way", encoding="utf-8")
    bad(deterministic=True)
    assert "take-length" in built.build().slugs["yard"]


def test_the_command_that_is_gone_says_where_such_takes_are(built: Tiny) -> None:
    told = built.run("rejects")
    assert told.returncode == 2
    assert "Sound" in told.stderr


def test_what_an_older_gate_let_in_is_judged_again(built: Tiny) -> None:
    """A take came into the cache before the gate knew its fault: refused now, and spoken again by the next build."""
    records = built.workspace.speech
    key = max(records.keys(), key=lambda name: len(getattr(records.get(name), "payload", b"")))
    record = records.get(key)
    assert record
    records.put(key, {**record.meta, "gate": "older"}, record.payload[: len(record.payload) // 6 * 2])
    shutil.rmtree(built.workspace.segments.root)
    built.edit("settings.yaml", "cycle_ms: 600", "cycle_ms: 700")  # every track is to be written again
    before = {name: built.tree(name) for name in ("city", "yard")}
    failed = built.build()
    assert {slug for slugs in failed.slugs.values() for slug in slugs} & {"take-length", "take-torn"}
    assert {name: built.tree(name) for name in failed.slugs} == {name: before[name] for name in failed.slugs}
    again = built.build()
    assert again.slugs == {}
    assert len(again.spoken) == 1
    assert verify(built.workspace)


@pytest.mark.parametrize(
    ("by_rule", "steady", "slug", "passes"),
    [
        (True, True, "take-backwards", True),
        (True, True, "take-words", True),
        (True, True, "take-length", False),  # cut short each time
        (True, True, "take-silent", False),
        (True, False, "take-backwards", False),  # something else each time: broken
        (False, True, "take-backwards", False),
    ],
)
def test_a_take_by_rule_that_is_the_same_again_is_not_refused_by_chance(
    by_rule: bool,  # noqa: FBT001 - rows of the table
    steady: bool,  # noqa: FBT001
    slug: str,
    passes: bool,  # noqa: FBT001
    built: Tiny,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, said = Tone(), "Зовите скорее полицию."
    takes = iter(range(99))

    def speak(utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        take = real.speak(utterance, voice_id, prosody)
        return take if steady or utterance.text != said else replace(take, pcm=take.pcm + bytes(2 * next(takes)))

    methods = {name: getattr(real, name) for name in ("voices", "fingerprint", "prepare", "close", "name")}
    engine = SimpleNamespace(**methods, speak=speak, deterministic=True, by_rule=by_rule)
    monkeypatch.setattr(tone, "engine", lambda: engine)
    refuse = require_sound_take

    def judged(speech: Speech, utterance: Utterance, prosody: Prosody) -> None:
        if utterance.text == said:
            raise BuildError(Problem(slug, utterance.where, {"measured": 0, "bound": 0, "quote": said}))
        refuse(speech, utterance, prosody)

    monkeypatch.setattr(tasks, "require_sound_take", judged)
    built.edit("texts/b.yaml", "Звоните в полицию.", said)
    assert (built.build().slugs == {}) is passes


def test_a_refused_greeting_names_its_place_and_what_was_said(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse = require_sound_take

    def judged(speech: Speech, utterance: Utterance, prosody: Prosody) -> None:
        refuse(replace(speech, pcm=b"") if "парка" in utterance.text else speech, utterance, prosody)

    monkeypatch.setattr(tasks, "require_sound_take", judged)
    built.edit("intros.yaml", "Уважаемые гости", "Дорогие гости")
    done = built.run("build")
    assert "appeals/intros.yaml:1:" in done.stderr
    assert "In greeting of park (ru, 1): “Дорогие гости парка!”" in done.stderr
