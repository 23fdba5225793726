"""Mains hum goes where a recording has it, at its ends too, and what has none stays the same array."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.spoken_samples import RATE, sentence, voiced
from zt_audio.sound.clean import hum_lines, without_hum
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import samples_of

SPOKEN = np.pad(samples_of(sentence(16, 3)), RATE // 2)
TIMES = np.arange(len(SPOKEN)) / RATE
ROOM = (1e-4 * np.random.default_rng(1).standard_normal(len(SPOKEN))).astype(np.float32)


def hum(mains_hz: float, *amounts: float) -> np.ndarray:
    """Return the hum of mains whose first, second, third ... harmonic are so strong."""
    waves = [a * np.sin(2 * np.pi * mains_hz * n * TIMES + n) for n, a in enumerate(amounts, 1)]
    return np.asarray(np.sum(waves, axis=0), np.float32)


@pytest.mark.parametrize(
    ("amounts", "lines_hz"),
    [
        ((0.02,), (50,)),
        ((0.02, 0.01, 0.01), (50, 100, 150)),
        ((0, 0.02, 0, 0.01), (100, 200)),  # a small microphone does not hear 50 Hz
        ((0.1, 0, 0.05, 0, 0.03), (50, 150, 250)),
        ((0.02, *(0, 0.01) * 29), (50, *range(150, 3000, 100))),  # a rectifier
        ((0, 0, 0.02), ()),  # no hum of the mains is without 50 and 100 Hz
    ],
)
def test_each_line_that_sounds_all_the_time_is_found(amounts: tuple[float, ...], lines_hz: tuple[int, ...]) -> None:
    assert hum_lines(SPOKEN + ROOM + hum(50, *amounts), RATE) == lines_hz


@pytest.mark.parametrize("mains_hz", [49.95, 50, 50.05])
def test_hum_goes_from_the_first_sample_to_the_last_and_the_voice_stays(mains_hz: float) -> None:
    humming = hum(mains_hz, 0.05, 0.03, 0.02)
    left = without_hum(SPOKEN + ROOM + humming, RATE) - SPOKEN
    for part in (slice(0, RATE // 5), slice(-RATE // 5, None)):
        assert dbfs(float(np.std(left[part]))) < dbfs(float(np.std(humming))) - 20
    assert dbfs(float(np.std(left))) < dbfs(float(np.std(SPOKEN))) - 20


@pytest.mark.parametrize("wave", [SPOKEN, SPOKEN + ROOM, 100 * ROOM, 0 * ROOM, ROOM[:0], ROOM[:50]])
def test_what_does_not_hum_stays_as_it_is(wave: np.ndarray) -> None:
    assert without_hum(wave, RATE) is wave


def test_a_voice_that_holds_a_multiple_of_50_hz_is_no_hum() -> None:
    rest = np.zeros(RATE // 2)
    sung = np.concatenate([rest, np.tile(voiced(100, (700, 1200), 0.4), 4), rest]).astype(np.float32)
    assert hum_lines(sung / np.abs(sung).max() * 0.3, RATE) == ()
