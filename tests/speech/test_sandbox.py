"""Engines that break their promises: each time a VoiceError that names them, never a crash."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.speech_samples import utterance
from zt_audio.errors import VoiceError
from zt_audio.model import Problem, Prosody, Speech, Voice
from zt_audio.speech.registry import EngineLimits, Guarded, open_engines, speak_with, voice_of_choice

KK = Voice("a", "kk", draft=False, licence="own")


def fail(*_: object) -> None:
    raise RuntimeError("no model")


def leave(*_: object) -> None:
    sys.exit(0)


@dataclass
class Loose:
    """An engine whose methods are arguments."""

    voices: Callable[..., Any] = lambda _lang: (KK,)
    fingerprint: Callable[..., Any] = lambda _voice: "a-1"
    prepare: Callable[..., Any] = lambda text, _lang: text
    speak: Callable[..., Any] = fail
    close: Callable[..., Any] = fail


def refused(call: Callable[..., object], *arguments: object) -> dict[str, Any]:
    with pytest.raises(VoiceError) as error:
        call(*arguments)
    (problem,) = error.value.problems
    assert problem.slug == "engine-broken"
    assert problem.facts["engine"] == "loose"
    return dict(problem.facts)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (fail, "RuntimeError: no model"),
        (leave, "SystemExit: 0"),
        (lambda _: None, "TypeError: 'NoneType' object is not iterable"),
        (lambda _: ["kk"], "voices: str"),
        (lambda _: (KK, None), "voices: NoneType"),
        (lambda _: [Voice(5, "kk", draft=True, licence="-")], "voices: Voice"),  # type: ignore[arg-type]
        (lambda _: [Voice("a", "kk", draft=None, licence="-")], "voices: Voice"),  # type: ignore[arg-type]
        (lambda: (), "TypeError: "),
    ],
)
def test_voices_that_are_none(wrong: Callable[..., Any], reason: str) -> None:
    assert reason in refused(Guarded("loose", Loose(voices=wrong)).voices, "kk")["reason"]


@pytest.mark.parametrize("wrong", [fail, leave, lambda *_: None, lambda *_: ["x"]])
def test_damage_that_is_none(wrong: Callable[..., Any]) -> None:
    refused(Guarded("loose", SimpleNamespace(**vars(Loose()), damaged=wrong)).damaged, "kk", "")
    refused(Guarded("loose", SimpleNamespace(**vars(Loose()), missing=wrong)).missing, "kk", "")
    assert Guarded("loose", Loose()).damaged("kk", "") == Guarded("loose", Loose()).missing("kk", "") == ()


@pytest.mark.parametrize("wrong", [fail, leave, lambda _: None, lambda _: b"a-1"])
def test_a_fingerprint_that_is_none(wrong: Callable[..., Any]) -> None:
    assert refused(Guarded("loose", Loose(fingerprint=wrong)).fingerprint, "a")["reason"]


@pytest.mark.parametrize("wrong", [fail, leave, lambda *_: None])
def test_a_spelling_that_is_none(wrong: Callable[..., Any]) -> None:
    assert refused(Guarded("loose", Loose(prepare=wrong)).prepare, "text", "kk")["reason"]


def test_what_an_engine_foresees_stays_as_it_is() -> None:
    def foresee(_lang: str) -> None:
        raise VoiceError(Problem("engine-no-key", facts={"engine": "loose", "names": "KEY"}))

    with pytest.raises(VoiceError) as error:
        voice_of_choice("loose", "kk", lambda name: Guarded(name, Loose(voices=foresee)))
    assert [problem.slug for problem in error.value.problems] == ["engine-no-key"]


@pytest.mark.parametrize("wrong", [fail, leave])
def test_an_engine_that_cannot_be_closed_does_no_harm(wrong: Callable[..., Any]) -> None:
    closed: list[str] = []

    def close() -> None:
        closed.append("loose")
        wrong()

    with open_engines(Path(), lambda name, _: Guarded(name, Loose(close=close))) as load:
        assert load("loose").name == "loose"
    assert closed == ["loose"]


def test_it_goes_by_the_name_that_settings_know() -> None:
    engine = Guarded("loose", Loose())
    assert (engine.name, engine.deterministic) == ("loose", False)
    assert Guarded("loose", SimpleNamespace(**vars(Loose()), deterministic=True)).deterministic
    assert Guarded("loose", SimpleNamespace(**vars(Loose()), online=True)).online
    assert not engine.online
    assert engine.voices("kk") == (KK,)


# --- engines that hang ------------------------------------------------------------------------------------

HANGING = """
import sys, time
from pathlib import Path
from zt_audio.model import Prosody, Utterance, Where
from zt_audio.speech.registry import open_engines
from zt_audio.speech.registry import EngineLimits, Guarded

class Hanging:
    voices = fingerprint = prepare = print
    def speak(self, *_):
        time.sleep(600)
    def close(self):
        time.sleep(600)

limits = EngineLimits(speak_s=0.1, close_s=0.1)
with open_engines(Path(), lambda name, _: Guarded(name, Hanging(), limits)) as load:
    try:
        load("hanging").speak(Utterance("-", "ru", 1, Where("x")), "a", Prosody())
    except Exception as error:
        print(error)
"""


SHORT = EngineLimits(speak_s=0.05, speak_letter_s=0.0, answer_s=0.05, close_s=0.05)


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """Give what an engine that hangs waits for; at the end it goes on."""
    event = threading.Event()
    yield event
    event.set()


def test_a_sentence_that_hangs_is_named(release: threading.Event) -> None:
    engine = Guarded("loose", Loose(speak=lambda *_: release.wait(60)), SHORT)
    with pytest.raises(VoiceError) as late:
        speak_with(engine, KK, utterance("Сәлем", "kk"), Prosody())
    (problem,) = late.value.problems
    assert (problem.slug, problem.facts["engine"], problem.facts["text"]) == ("engine-timeout", "loose", "Сәлем")
    assert problem.where == utterance("Сәлем", "kk").where


def test_an_engine_that_hangs_again_and_again_is_asked_no_more(release: threading.Event) -> None:
    asked: list[str] = []

    def speak(said: Any, *_: object) -> Speech:  # noqa: ANN401
        asked.append(said.text)
        if "hang" in said.text:
            release.wait(60)
        return Speech(b"\1\0", 16_000)

    engine = Guarded("loose", Loose(speak=speak), SHORT)
    for text in ("hang 1", "hang 2", "good", "hang 3", "hang 4", "good"):
        try:
            speak_with(engine, KK, utterance(text, "kk"), Prosody())
        except VoiceError as error:
            told = [problem.facts["text"] for problem in error.problems]
    assert asked == ["hang 1", "hang 2", "good", "hang 3"]
    assert told == ["hang 1", "hang 2", "hang 3"]


def test_questions_that_hang_are_answered_for_it(release: threading.Event) -> None:
    engine = Guarded("loose", Loose(voices=lambda _: release.wait(60), close=lambda: release.wait(60)), SHORT)
    assert refused(engine.voices, "kk")["reason"] == "> 0 s"
    engine.close()


def test_an_engines_own_deadline_is_its_own_failure() -> None:
    def late(*_: object) -> None:
        raise TimeoutError("the server")

    with pytest.raises(VoiceError) as failed:
        speak_with(Guarded("loose", Loose(speak=late)), KK, utterance("Сәлем", "kk"), Prosody())
    assert [problem.slug for problem in failed.value.problems] == ["engine-failed"]


def test_longer_texts_have_longer() -> None:
    assert EngineLimits().for_text("a" * 300) == EngineLimits().for_text("") + 300 == 600


def test_a_process_ends_though_an_engine_hangs_in_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGING], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == ("engine-timeout\n", "")
