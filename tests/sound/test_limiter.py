"""The limiter gives the level asked for, and no true peak above the ceiling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.dynamics import REACH, SMOOTHING, levelled, limiting
from zt_audio.sound.loudness import BLOCK, frame_energies, gain, passage_loudness, true_peak_dbtp
from zt_audio.sound.pcm import Samples, faded


def bursts(seed: int, crest: float) -> Samples:
    """Noise in syllables, every so often `crest` times as loud."""
    rng = np.random.default_rng(seed)
    envelope = np.repeat(rng.choice([0.05, 0.1, 0.1 * crest], 30), SAMPLE_RATE // 10)
    return faded((envelope * rng.standard_normal(len(envelope))).astype(np.float32))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(1, 8), st.floats(-30, -10), st.floats(-6, -1))
def test_no_true_peak_above_the_ceiling(seed: int, crest: float, target_lufs: float, ceiling_dbtp: float) -> None:
    assert true_peak_dbtp(levelled(bursts(seed, crest), target_lufs, ceiling_dbtp)) <= ceiling_dbtp + 0.1


@pytest.mark.parametrize("target_lufs", [-13, -16, -23])
@pytest.mark.parametrize("level", [0.01, 1.0, 5.0])
def test_the_level_is_met_however_loud_the_input(target_lufs: float, level: float) -> None:
    loud = levelled(np.float32(level) * bursts(1, 2), target_lufs, -1.5)
    assert passage_loudness(frame_energies(loud)) == pytest.approx(target_lufs, abs=0.1)


def test_what_is_low_enough_is_only_made_louder() -> None:
    samples = bursts(2, 1)
    loud = levelled(samples, -30, -1.5)
    factor = loud[np.abs(samples) > 1e-3] / samples[np.abs(samples) > 1e-3]
    assert np.ptp(factor) < 1e-4 * factor.mean()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 4, width=32), min_size=1, max_size=200))
def test_each_block_and_its_neighbours_are_low_enough(peaks: list[float]) -> None:
    wanted = 0.5 / np.maximum(np.array(peaks, np.float32), 0.5)
    curve = limiting(np.array(peaks, np.float32), 0.5)
    near = np.pad(curve, 1, mode="edge")
    assert (np.maximum(near[:-2], np.maximum(curve, near[2:])) <= wanted + 1e-5).all()


def test_smoothing_fits_into_the_look_ahead() -> None:
    assert sum(width // 2 for width in SMOOTHING) + 1 < REACH
    assert all(width % 2 for width in SMOOTHING)
    assert pytest.approx(5, abs=0.2) == 1000 * REACH * BLOCK / SAMPLE_RATE


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(5000, np.float32)])
def test_silence_stays_silence(samples: Samples) -> None:
    assert np.array_equal(levelled(samples, -13, -1.5), samples)


def test_a_lone_click_is_not_raised_for_ever() -> None:
    click = np.zeros(SAMPLE_RATE, np.float32)
    click[1000:1010] = 0.5
    loud = levelled(click, -13, -1.5)
    assert np.abs(loud).max() <= gain(-1.4)
