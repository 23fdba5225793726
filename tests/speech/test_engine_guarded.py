"""Engines of others that do not keep their promises: each time a VoiceError that names them, never a crash."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from zt_audio.errors import VoiceError
from zt_audio.model import Problem, Voice
from zt_audio.speech.engine import open_engines
from zt_audio.speech.guarded import Guarded
from zt_audio.speech.voices import voice_of

KK = Voice("a", "kk", draft=False, licence="own")


def fail(*_: object) -> None:
    raise RuntimeError("no model")


def leave(*_: object) -> None:
    sys.exit(0)


@dataclass
class Loose:
    """An engine that returns, or raises, what it is told to."""

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


@pytest.mark.parametrize("wrong", [fail, leave, lambda _: None, lambda _: b"a-1"])
def test_a_fingerprint_that_is_none(wrong: Callable[..., Any]) -> None:
    refused(Guarded("loose", Loose(fingerprint=wrong)).fingerprint, "a")


@pytest.mark.parametrize("wrong", [fail, leave, lambda *_: None])
def test_a_spelling_that_is_none(wrong: Callable[..., Any]) -> None:
    refused(Guarded("loose", Loose(prepare=wrong)).prepare, "text", "kk")


def test_what_an_engine_foresees_stays_as_it_is() -> None:
    def foresee(_lang: str) -> None:
        raise VoiceError(Problem("engine-no-key", facts={"engine": "loose", "names": "KEY"}))

    with pytest.raises(VoiceError) as error:
        voice_of("loose", "kk", lambda name: Guarded(name, Loose(voices=foresee)))
    assert [problem.slug for problem in error.value.problems] == ["engine-no-key"]


@pytest.mark.parametrize("wrong", [fail, leave])
def test_an_engine_that_cannot_be_closed_harms_nobody(wrong: Callable[..., Any]) -> None:
    with open_engines(lambda name: Guarded(name, Loose(close=wrong))) as load:
        load("loose")


def test_it_goes_by_the_name_that_settings_know() -> None:
    engine = Guarded("loose", Loose())
    assert (engine.name, engine.deterministic) == ("loose", False)
    assert Guarded("loose", SimpleNamespace(**vars(Loose()), deterministic=True)).deterministic
    assert engine.voices("kk") == (KK,)
