"""Good recordings pass; each thing that goes wrong in one has its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import soxr
from hypothesis import given, settings, strategies as st

from tests.support.spoken_samples import RATE, hiss, sentence, speech, voiced
from zt_audio.model import Speech
from zt_audio.sound.clean import CLICK_MS, MARGIN_MS, trimmed
from zt_audio.sound.recording_checks import recorded_problems

SYLLABLES = 24
SECOND = np.zeros(RATE)


def samples_of(take: Speech) -> np.ndarray:
    return np.frombuffer(take.pcm, "<i2").astype(np.float64) / 32768


def noise(count: int, level_db: float, seed: int = 3) -> np.ndarray:
    return 10 ** (level_db / 20) * np.random.default_rng(seed).standard_normal(count)


def read_out(syllables: int = SYLLABLES, level: float = 0.3, room_db: float = -75) -> np.ndarray:
    """Return a person's reading: two sentences in a quiet room, a second of it around them and between."""
    first, second = (
        samples_of(sentence(count, count, level)) for count in (syllables // 2, syllables - syllables // 2)
    )
    wave = np.concatenate([SECOND, first, SECOND, second, SECOND])
    return wave + noise(len(wave), room_db) * level / 0.3


def slugs(wave: np.ndarray, syllables: int = SYLLABLES, sentences: int = 2, rate: int = RATE) -> list[str]:
    return [problem.slug for problem in recorded_problems(speech(wave, rate), syllables, sentences, "a.wav")]


@pytest.mark.parametrize("level", [0.06, 0.3, 0.9])
@pytest.mark.parametrize("room_db", [-90, -75, -60])
def test_a_good_recording(level: float, room_db: float) -> None:
    assert slugs(read_out(level=level, room_db=room_db)) == []


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000, 96_000])
def test_at_any_good_rate(rate: int) -> None:
    assert slugs(soxr.resample(read_out(), RATE, rate), rate=rate) == []


@pytest.mark.parametrize("pace", [0.6, 0.8, 1.2, 1.6, 1.9])  # times the four syllables a second of the sample
def test_slow_and_quick_readers(pace: float) -> None:
    assert slugs(read_out(), round(SYLLABLES * pace)) == []


def test_a_single_word() -> None:
    wave = np.concatenate([SECOND, samples_of(sentence(2, 1)), SECOND])
    assert slugs(wave + noise(len(wave), -75), 2, 1) == []


def clipped(wave: np.ndarray, most: float) -> np.ndarray:
    return np.asarray(np.clip(wave, -most, most))


READ = read_out()
FIRST_WORD = RATE + RATE // 10 + RATE // 6  # in the vowel of the first syllable
LOUDEST = int(np.argmax(np.abs(READ)))
RUMBLE = 0.3 * np.cos(2 * np.pi * 30 * np.arange(len(READ)) / RATE)


@pytest.mark.parametrize(
    ("wave", "expected"),
    [
        (lambda: 0 * READ, ["recorded-silent"]),
        (lambda: READ[:100], ["recorded-silent"]),
        (lambda: READ[:0], ["recorded-silent"]),
        (lambda: 0 * READ + 0.5, ["recorded-silent"]),  # an offset alone
        (lambda: READ / 20, ["recorded-quiet"]),
        (lambda: clipped(READ, 0.1), ["recorded-harsh"]),
        (lambda: clipped(READ * 60, 0.99), ["recorded-clipped"]),
        (lambda: READ + noise(len(READ), -30), ["recorded-noise"]),
        (lambda: READ + noise(len(READ), -37), ["recorded-room"]),
        (lambda: READ + 0.1, ["recorded-offset"]),
        (lambda: READ[FIRST_WORD:], ["recorded-cut-start"]),
        (lambda: READ[: LOUDEST + 1], ["recorded-cut-end"]),
        (lambda: np.insert(READ, len(READ) // 2, np.zeros(4 * RATE)), ["recorded-rest"]),
        (lambda: READ / 3 + RUMBLE, ["recorded-rumble"]),
        (lambda: noise(len(READ), -20), ["recorded-noise", "recorded-hiss"]),
        (lambda: np.insert(READ, FIRST_WORD + 2000, READ[FIRST_WORD : FIRST_WORD + 2000]), ["recorded-stuck"]),
    ],
)
def test_what_goes_wrong(wave: Callable[[], np.ndarray], expected: Sequence[str]) -> None:
    assert slugs(wave()) == expected


@pytest.mark.parametrize(
    ("syllables", "sentences", "expected"),
    [
        (3 * SYLLABLES, 2, ["recorded-fast"]),
        (100, 5, ["recorded-fast"]),
        (6, 1, ["recorded-slow"]),
        (8, 2, ["recorded-slow"]),
        (8, 5, []),  # five sentences may have four rests
    ],
)
def test_another_text(syllables: int, sentences: int, expected: Sequence[str]) -> None:
    assert slugs(READ, syllables, sentences) == expected


@pytest.mark.parametrize("rate", [8_000, 11_025, 15_999])
def test_a_low_rate(rate: int) -> None:
    assert slugs(soxr.resample(READ, RATE, rate), rate=rate) == ["recorded-rate"]


@pytest.mark.parametrize("rate", [0, 1, 100, 3_999])
def test_no_rate_at_all_is_reported_and_nothing_else(rate: int) -> None:
    assert slugs(READ, rate=rate) == ["recorded-rate"]


def test_every_reason_at_once() -> None:
    assert slugs(clipped(READ, 0.02) / 3.2 + 0.01, 100) == [
        "recorded-fast",
        "recorded-quiet",
        "recorded-clipped",
        "recorded-offset",
    ]


# --- the ends ---------------------------------------------------------------------------------------------


def spread(wave: np.ndarray, kept: Speech) -> tuple[int, int]:
    """Return where `kept` lies in `wave`."""
    found, whole = samples_of(kept), samples_of(speech(wave))
    starts = np.flatnonzero(np.isclose(whole[: len(whole) - len(found) + 1], found[0]))
    start = next(int(at) for at in starts if np.array_equal(whole[at : at + len(found)], found))
    return start, start + len(found)


WEAK = 10 ** (-35 / 20)  # an unstressed f against the loudest vowel


@settings(deadline=None, max_examples=60)
@given(
    before_s=st.floats(0.3, 2),
    after_s=st.floats(0.3, 2),
    weak_s=st.floats(0.02, 0.2),
    room_db=st.sampled_from([-120, -80, -60, -50, -40]),  # in a louder one the recording is refused
    seed=st.integers(0, 1000),
)
def test_no_consonant_is_cut(before_s: float, after_s: float, weak_s: float, room_db: float, seed: int) -> None:
    vowel = voiced(120, (700, 1200), 0.25)
    weak = hiss(np.random.default_rng(seed), weak_s)
    weak *= WEAK / np.abs(weak).max()
    word = np.concatenate([weak, vowel / np.abs(vowel).max(), weak]) * 0.5
    start = int(before_s * RATE)
    wave = np.concatenate([np.zeros(start), word, np.zeros(int(after_s * RATE))])
    wave += noise(len(wave), room_db, seed)
    first, end = spread(wave, trimmed(speech(wave)))
    assert first <= start
    assert end >= start + len(word)


@pytest.mark.parametrize("room_db", [-120, -75, -50])
def test_the_silence_around_goes(room_db: float) -> None:
    wave = np.concatenate([np.zeros(3 * RATE), samples_of(sentence(12, 1)), np.zeros(2 * RATE)])
    first, end = spread(wave + (room := noise(len(wave), room_db)), trimmed(speech(wave + room)))
    margin = MARGIN_MS / 1000
    assert first / RATE == pytest.approx(3.1 - margin, abs=0.05)
    assert (len(wave) - end) / RATE == pytest.approx(2.2 - margin, abs=0.08)


def test_a_click_of_the_button_goes() -> None:
    wave = np.concatenate([SECOND, samples_of(sentence(12, 1)), SECOND])
    wave += noise(len(wave), -75)
    count = CLICK_MS * RATE // 4000
    for at in (0.05, len(wave) / RATE - 0.1):
        wave[int(at * RATE) : int(at * RATE) + count] += 0.4
    first, end = spread(wave, trimmed(speech(wave)))
    assert first > 0.1 * RATE
    assert end < len(wave) - 0.1 * RATE


@pytest.mark.parametrize("wave", [SECOND[:0], SECOND[:50], SECOND])
def test_where_nothing_sounds_nothing_is_cut(wave: np.ndarray) -> None:
    assert trimmed(speech(wave)) == speech(wave)
