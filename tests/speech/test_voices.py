"""Which voice is chosen, why the others are not, and what never reaches a voice."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.support.speech_samples import utterance
from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.protocol import Engine
from zt_audio.speech.registry import Guarded, speak_with, voice_of_choice

KK = Voice("aigul", "kk", draft=False, licence="own")
RU_1 = Voice("anna", "ru", draft=False, licence="own")
RU_2 = Voice("irina", "ru", draft=False, licence="own")
SOUND = Speech(b"\1\0" * 100, 16_000)
WRONG = (  # what anyone's engine may return: none of it may reach the store
    None,
    b"\1\0",
    (b"\1\0", 16_000),
    Speech([1, 2], 16_000),  # type: ignore[arg-type]
    Speech(np.ones(100, "<i2"), 16_000),  # type: ignore[arg-type]
    Speech(array("h", [1, 2]), 16_000),  # type: ignore[arg-type]
    Speech(bytearray(b"\1\0"), 16_000),  # type: ignore[arg-type]
    Speech(SOUND.pcm, 16_000.0),  # type: ignore[arg-type]
    Speech(SOUND.pcm, np.int64(16_000)),  # type: ignore[arg-type]
    Speech(SOUND.pcm, 10**9),
    Speech(SOUND.pcm, 16_000, "x"),  # type: ignore[arg-type]
)


@dataclass
class Fake:
    """An engine that gives a fixed answer, and remembers the texts that reached it."""

    has: tuple[Voice, ...] = (KK, RU_1, RU_2)
    answer: Callable[[], Speech] = lambda: SOUND
    heard: list[str] = field(default_factory=list)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in self.has if voice.lang == lang)

    def fingerprint(self, voice_id: str) -> str:
        return voice_id

    def prepare(self, text: str, lang: Lang) -> str:
        return text

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        self.heard.append(utterance.text)
        return self.answer()

    def close(self) -> None:
        pass


def load(name: str) -> Engine:
    shelf = {"both": Fake(), "russian": Fake((RU_1, RU_2)), "mute": Fake(())}
    if name not in shelf:
        raise VoiceError(Problem("engine-unknown", facts={"engine": name}))
    return Guarded(name, shelf[name])


@pytest.mark.parametrize(
    ("choice", "lang", "engine", "voice"),
    [
        ("both", "kk", "both", "aigul"),
        ("both", "ru", "both", "anna"),
        ("both:irina", "ru", "both", "irina"),
        ("both:", "ru", "both", "anna"),
        ("russian:irina", "ru", "russian", "irina"),
    ],
)
def test_a_choice_names_an_engine_or_one_of_its_voices(choice: str, lang: Lang, engine: str, voice: str) -> None:
    found = voice_of_choice(choice, lang, load)
    assert (found[0], found[1].id, found[1].lang) == (engine, voice, lang)


@pytest.mark.parametrize(
    ("choice", "lang", "slug"),
    [
        ("russian", "kk", "engine-language"),
        ("russian:anna", "kk", "engine-language"),
        ("mute", "ru", "engine-language"),
        ("absent", "kk", "engine-unknown"),
        ("both:anna", "kk", "voice-unknown"),
        ("both:aigul", "ru", "voice-unknown"),
    ],
)
def test_a_choice_that_cannot_speak_has_its_reason(choice: str, lang: Lang, slug: str) -> None:
    with pytest.raises(VoiceError) as failed:
        voice_of_choice(choice, lang, load)
    assert [problem.slug for problem in failed.value.problems] == [slug]
    assert failed.value.exit_code == 4


def test_an_unknown_voice_names_the_nearest() -> None:
    with pytest.raises(VoiceError) as unknown:
        voice_of_choice("both:irena", "ru", load)
    assert unknown.value.problems[0].facts["nearest"] == "irina"


@pytest.mark.parametrize(
    ("text", "lang", "voice"),
    [
        ("Сәлем", "kk", RU_1),
        ("Привет", "ru", KK),
        ("Телефон", "kk", RU_1),
        *[(f"сло{letter}во", "ru", RU_1) for letter in "әғқңөұүһіӘҒҚҢӨҰҮҺІ"],
    ],
)
def test_a_text_never_reaches_a_voice_of_the_other_language(text: str, lang: Lang, voice: Voice) -> None:
    engine = Fake()
    with pytest.raises(VoiceError) as refused:
        speak_with(Guarded("fake", engine), voice, utterance(text, lang), Prosody())
    assert [problem.slug for problem in refused.value.problems] == ["voice-language"]
    assert refused.value.problems[0].where == utterance(text, lang).where
    assert engine.heard == []


def fail() -> Speech:
    raise RuntimeError("no model")


def leave() -> Speech:
    raise SystemExit(0)


def foresee() -> Speech:
    raise VoiceError(Problem("engine-timeout"))


@pytest.mark.parametrize(
    ("answer", "slug"),
    [
        (lambda: Speech(b"", 16_000), "engine-silent"),
        (lambda: Speech(bytes(1_000), 16_000), "engine-silent"),
        (lambda: Speech(b"\1\2\3", 16_000), "engine-failed"),
        (lambda: Speech(b"\1\2", 0), "engine-failed"),
        *((lambda wrong=wrong: wrong, "engine-failed") for wrong in WRONG),
        (fail, "engine-failed"),
        (leave, "engine-failed"),
        (foresee, "engine-timeout"),
    ],
)
def test_what_an_engine_does_wrong_is_a_voice_error(answer: Callable[[], Speech], slug: str) -> None:
    with pytest.raises(VoiceError) as failed:
        speak_with(Guarded("fake", Fake(answer=answer)), RU_1, utterance("Привет", "ru"), Prosody())
    assert [problem.slug for problem in failed.value.problems] == [slug]


def test_speech_comes_back_as_it_is() -> None:
    assert speak_with(Guarded("fake", Fake()), RU_1, utterance("Привет", "ru"), Prosody()) is SOUND
