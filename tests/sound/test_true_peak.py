"""True peaks are those of tones whose peak is known, and those that soxr finds."""

from __future__ import annotations

import math

import numpy as np
import pytest
import soxr

from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.filters import RecursiveFilter, low_pass
from zt_audio.sound.loudness import BLOCK, OVERSAMPLING, block_peaks, true_peak_dbtp
from zt_audio.sound.pcm import Samples


def hiss(count: int) -> Samples:
    """Give noise up to where MP3 ends."""
    samples = np.random.default_rng(count).normal(0, 0.1, count + SAMPLE_RATE).astype(np.float32)
    return RecursiveFilter(low_pass(8, 14_000))(samples)[SAMPLE_RATE:] * np.hanning(count).astype(np.float32) ** 0.25


@pytest.mark.parametrize("divisor", [4, 6, 8])
@pytest.mark.parametrize("phase", [0.0, 0.25, 0.5])
def test_true_peak_of_tones_between_the_samples(divisor: int, phase: float) -> None:
    cycles = np.arange(SAMPLE_RATE) / divisor
    swell = np.hanning(SAMPLE_RATE) ** 0.25
    samples = (0.5 * swell * np.sin(2 * np.pi * (cycles + phase / 2))).astype(np.float32)
    assert true_peak_dbtp(samples) == pytest.approx(-6.02, abs=0.2)


@pytest.mark.parametrize("count", [100, 16_383, 16_384, 16_385, 100_003])
def test_each_block_has_the_peak_that_soxr_finds(count: int) -> None:
    samples = hiss(count)
    around = np.pad(samples, 1000)
    dense = np.abs(soxr.resample(around, SAMPLE_RATE, SAMPLE_RATE * OVERSAMPLING))[1000 * OVERSAMPLING :]
    blocks = -(-count // BLOCK)
    theirs = dense[: blocks * BLOCK * OVERSAMPLING].reshape(blocks, -1).max(axis=1)
    assert block_peaks(samples) == pytest.approx(theirs, abs=0.01 * float(theirs.max()))  # 0.09 dB


@pytest.mark.parametrize(("count", "blocks"), [(0, 0), (1, 1), (16, 1), (17, 2), (16_385, 1025)])
def test_each_begun_block_has_a_peak(count: int, blocks: int) -> None:
    assert len(block_peaks(np.ones(count, np.float32))) == blocks


def test_a_peak_is_in_its_own_block() -> None:
    samples = np.zeros(10 * BLOCK, np.float32)
    samples[5 * BLOCK] = 0.5
    assert np.argmax(block_peaks(samples)) == 5
    assert np.max(block_peaks(samples)) == 0.5


@pytest.mark.parametrize("count", [0, 1, SAMPLE_RATE])
def test_silence_has_no_peak(count: int) -> None:
    assert true_peak_dbtp(np.zeros(count, np.float32)) == -math.inf
