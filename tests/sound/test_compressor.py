"""The compressor: how far it goes, how quickly it comes and goes, and what it leaves alone."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays

from zt_audio.content.presets import FIRM, GENTLE, Compression
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.loudness import OFFSET_DB
from zt_audio.sound.pcm import Samples
from zt_audio.sound.segment import compressed

LOUD, SOFT = 0.5, 0.0005
PEAK_OVER_LEVEL_DB = 20 * np.log10(np.sqrt(2)) - OFFSET_DB  # of a sine
MS = SAMPLE_RATE // 1000


def tone(seconds: float, amplitude: float = LOUD) -> Samples:
    wave = np.sin(2 * np.pi * 1000 * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.asarray(amplitude * wave, np.float32)


def gain_db(samples: Samples, compression: Compression) -> Samples:
    """Return what `compressed` does to each sample, in dB; the tones have none that is quite zero but the first."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Samples = np.nan_to_num(20 * np.log10(np.abs(compressed(samples, compression) / samples)), neginf=0)
    return found


@pytest.mark.parametrize("compression", [FIRM, GENTLE, replace(FIRM, ratio=10, threshold_db=-20)])
@pytest.mark.parametrize("amplitude", [0.9, 0.01])
def test_a_steady_tone_comes_down_by_its_share_above_the_threshold(compression: Compression, amplitude: float) -> None:
    samples = tone(1, amplitude)
    above_db = PEAK_OVER_LEVEL_DB - compression.threshold_db
    expected_db = (1 / compression.ratio - 1) * above_db
    assert np.median(gain_db(samples, compression)) == pytest.approx(expected_db, abs=0.1)


@pytest.mark.parametrize("attack_ms", [0.1, 1, 3, 20, 100])
def test_most_of_it_has_come_after_the_attack(attack_ms: float) -> None:
    found = gain_db(np.concatenate([tone(0.5, SOFT), tone(0.5)]), replace(FIRM, attack_ms=attack_ms))
    onset, least = len(found) // 2, float(np.min(found))
    assert np.min(found[: onset - MS]) > -0.01
    assert np.max(found[onset + round((attack_ms + 1) * MS) :]) < 0.95 * least
    if attack_ms >= 3:
        assert found[onset + round(attack_ms / 10 * MS)] > 0.7 * least


@pytest.mark.parametrize("release_ms", [10, 80, 1000])
def test_it_goes_in_a_straight_line_of_decibels(release_ms: float) -> None:
    compression = replace(FIRM, release_ms=release_ms)
    found = gain_db(np.concatenate([tone(0.5), tone(1.5, SOFT)]), compression)
    end = len(found) // 4
    falls_db_per_ms = 2 * math.pi * 20 * math.log10(math.e) / release_ms
    until_ms = -found[end - 10 * MS] / (1 - 1 / compression.ratio) / falls_db_per_ms
    for share in (0.25, 0.5, 0.75):
        at = end + round(share * until_ms * MS)
        assert found[at - 8 : at + 8].mean() == pytest.approx((1 - share) * found[end - 10 * MS], abs=1)
    assert np.min(found[end + round((until_ms + 2) * MS) :]) > -0.01


def test_the_level_of_the_take_does_not_matter() -> None:
    samples = np.concatenate([tone(0.3), tone(0.2, 0.02), tone(0.3, 0.2)])
    quiet = np.asarray(samples / 64, np.float32)
    assert compressed(quiet, FIRM) * 64 == pytest.approx(compressed(samples, FIRM), abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(
    arrays(np.float32, st.integers(0, 3000), elements=st.sampled_from([0.0, 1e-30, -0.001, 0.3, -1.0, 1.0])),
    st.sampled_from([FIRM, GENTLE, Compression(1, -10, 1, 80), Compression(10, -30, 100, 10)]),
)
def test_nothing_becomes_louder_or_longer(samples: Samples, compression: Compression) -> None:
    given = samples.copy()
    evened = compressed(samples, compression)
    assert evened.dtype == np.float32
    assert len(evened) == len(samples)
    assert (samples == given).all()
    assert (np.abs(evened) <= np.abs(samples) * (1 + 1e-6)).all()
    assert (np.sign(evened) == np.sign(samples))[np.abs(samples) > 1e-6].all()
    if compression.ratio == 1:
        assert (evened == samples).all()
