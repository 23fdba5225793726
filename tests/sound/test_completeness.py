"""A recording that lacks a sentence, says one twice, or lost sound is found; a whole one is not suspected."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
import pytest

from tests.support.read_aloud import RATE, spoken
from tests.support.speech_samples import SENTENCES, utterance
from tests.support.spoken_samples import speech
from zt_audio.model import LANGS, Lang
from zt_audio.sound.recording_checks import Fullness, fullness_of, fullness_warnings, loses_sound

USUAL = {lang: SENTENCES[lang][2:5] for lang in LANGS}  # of some length each


def measured(said: Sequence[str], lang: Lang, due: Sequence[str] | None = None, share: float = 1.0) -> Fullness:
    """Measure a reading of `said`, up to a `share` of it, as one of the text `due`."""
    wave = spoken(tuple(said), lang)
    syllables = sum(utterance(text, lang).syllables for text in due or said)
    return fullness_of(speech(wave[: int(share * len(wave))], RATE), syllables)


def paces(lang: Lang) -> list[float]:
    return [measured(SENTENCES[lang][first : first + 3], lang).pace_syl_per_s for first in range(3)]


def slugs(found: Fullness, sentences: int, before: Sequence[float] = ()) -> list[str]:
    return [problem.slug for problem in fullness_warnings(found, sentences, before, "take.wav")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_reading_is_not_suspected(lang: Lang) -> None:
    found = measured(USUAL[lang], lang)
    assert found.stretches >= 3
    assert slugs(found, 3) == []
    assert slugs(found, 3, paces(lang)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_each_missing_sentence_is_suspected_by_the_pace_of_the_reader(lang: Lang) -> None:
    for missing in range(3):
        said = [text for row, text in enumerate(USUAL[lang]) if row != missing]
        assert slugs(measured(said, lang, USUAL[lang]), 3, paces(lang)) == ["recorded-maybe-short"], missing


@pytest.mark.parametrize("lang", LANGS)
def test_a_reading_that_is_cut_off_is_suspected_without_knowing_the_reader(lang: Lang) -> None:
    assert slugs(measured(USUAL[lang], lang, share=0.55), 3) == ["recorded-maybe-short"]


@pytest.mark.parametrize("lang", LANGS)
def test_one_stretch_for_two_sentences_is_suspected(lang: Lang) -> None:
    one = SENTENCES[lang][0]
    assert slugs(measured([one], lang), 2) == ["recorded-maybe-short"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_that_is_read_twice_is_suspected(lang: Lang) -> None:
    said = [*USUAL[lang], USUAL[lang][2]]
    assert slugs(measured(said, lang, USUAL[lang]), 3, paces(lang)) == ["recorded-maybe-long"]


def test_a_slow_reader_is_known_by_the_recordings_before() -> None:
    slow = Fullness(spoken_s=30, pace_syl_per_s=2.2, stretches=4, loud_db=-20)
    assert slugs(slow, 4, [2.1, 2.3, 2.2]) == []
    assert slugs(slow, 4, [2.1, 4.5]) == []  # too few to know
    assert slugs(slow, 4, [4.4, 4.5, 4.6]) == ["recorded-maybe-long"]


def test_rests_between_sentences_do_not_change_the_pace() -> None:
    lang: Lang = "ru"
    quick, calm = spoken(USUAL[lang], lang), []
    for text in USUAL[lang]:
        calm += [spoken((text,), lang)]
    syllables = sum(utterance(text, lang).syllables for text in USUAL[lang])
    both = [fullness_of(speech(wave, RATE), syllables) for wave in (quick, np.concatenate(calm))]
    assert both[1].spoken_s > both[0].spoken_s + 1
    assert both[0].pace_syl_per_s == pytest.approx(both[1].pace_syl_per_s, rel=0.03)
    assert median(found.stretches for found in both) >= 3


# --- lost sound -------------------------------------------------------------------------------------------


def test_a_whole_recording_lost_nothing() -> None:
    wave = spoken(USUAL["ru"], "ru")
    assert not loses_sound(speech(wave, RATE))
    assert not loses_sound(speech(wave, RATE), clock_s=len(wave) / RATE + 0.02)


def test_digital_silence_between_sentences_is_no_loss() -> None:
    wave = spoken(USUAL["ru"], "ru").copy()
    wave[np.abs(wave) < 0.001] = 0  # a headset that closes its gate
    assert not loses_sound(speech(wave, RATE))


@pytest.mark.parametrize("lost_ms", [3, 20, 200])
def test_a_hole_in_a_vowel_is_a_loss(lost_ms: int) -> None:
    wave = spoken(USUAL["ru"], "ru").copy()
    loudest = int(np.argmax(np.abs(wave)))
    wave[loudest + 1 : loudest + 1 + RATE * lost_ms // 1000] = 0
    assert loses_sound(speech(wave, RATE))


def test_a_recording_shorter_than_the_time_it_took_lost_something() -> None:
    wave = spoken(USUAL["ru"], "ru")
    kept = np.concatenate([wave[: len(wave) // 2], wave[len(wave) // 2 + RATE // 4 :]])
    assert loses_sound(speech(kept, RATE), clock_s=len(wave) / RATE)
