"""The test engine's tones: how long, how loud, how high."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.speech_samples import SENTENCES, utterance
from zt_audio.model import LANGS, Lang, Prosody
from zt_audio.speech.tone import _SAMPLE_RATE, Tone

WORD_GAP_S = 0.05


def wave(text: str, lang: Lang, prosody: Prosody) -> np.ndarray:
    return np.frombuffer(Tone().speak(utterance(text, lang), lang, prosody).pcm, "<i2") / 32768


@pytest.mark.parametrize(
    ("text", "rate", "seconds"),
    [
        ("Үй", 4.0, 0.25),
        ("Қала", 4.0, 0.5),
        ("Қала", 2.0, 1.0),
        ("Бұл қала!", 4.0, 0.75 + WORD_GAP_S),
        ("бей-жай", 4.0, 0.5),
        ("в доме", 4.0, 0.75 + WORD_GAP_S),  # a word without a vowel still sounds
        ("", 4.0, 0.0),
    ],
)
def test_time_is_syllables_over_rate_and_gaps_between_words(text: str, rate: float, seconds: float) -> None:
    assert len(wave(text, "kk", Prosody(rate_syl_per_s=rate))) / _SAMPLE_RATE == pytest.approx(seconds, abs=0.001)


@pytest.mark.parametrize("lang", LANGS)
def test_level_is_that_of_speech(lang: Lang) -> None:
    for text in SENTENCES[lang]:
        sound = wave(text, lang, Prosody())
        assert 20 * np.log10(np.sqrt(np.mean(sound**2))) == pytest.approx(-21, abs=1)
        assert np.abs(sound).max() < 0.15


@pytest.mark.parametrize("lang", LANGS)
def test_it_starts_and_ends_in_silence(lang: Lang) -> None:
    sound = wave(SENTENCES[lang][0], lang, Prosody())
    assert abs(sound[0]) < 0.001
    assert abs(sound[-1]) < 0.001


def peak_hz(text: str, lang: Lang, pitch: int) -> float:
    sound = wave(text, lang, Prosody(rate_syl_per_s=1.0, pitch=pitch))
    return float(np.argmax(np.abs(np.fft.rfft(sound))) * _SAMPLE_RATE / len(sound))


@pytest.mark.parametrize(("lang", "pitch", "hz"), [("kk", 50, 220), ("ru", 50, 262), ("kk", 100, 440), ("kk", 0, 110)])
def test_pitch_50_is_the_voices_own_and_100_an_octave_higher(lang: Lang, pitch: int, hz: float) -> None:
    assert peak_hz("а", lang, pitch) == pytest.approx(hz, abs=1)


def test_each_vowel_has_its_own_pitch() -> None:
    heard = {round(peak_hz(vowel, "kk", 50)) for vowel in "аәеёиоөуұүыіэюя"}
    assert len(heard) == 15
