"""Measure the signal of a take: offset, clipping, a torn end, noise in the pauses, spectrum."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from zt_audio.sound.quality.takes import Take, runs

CLIP_RUN = 4  # samples: no voice stays at its very peak for longer
END_S = 0.001
PAUSE_FRAMES = 3  # 30 ms: what is left of a word gap of 50 ms wherever it falls among the frames
_TREBLE_HZ = (4600.0, 6000.0)  # what a telephone (a call leaks to 4.4 kHz) and a codec of few bits leave out
_VOWELS_HZ = (1000.0, 3000.0)
_RUMBLE_HZ = 60.0  # below the lowest voice
POWER_OF_NOTHING = 1e-20  # keeps a division whole
AMPLITUDE_OF_NOTHING = 1e-7


def offset_share(take: Take) -> float:
    """Return the DC offset as a share of the RMS."""
    return abs(float(take.wave.mean())) / (float(take.wave.std()) + AMPLITUDE_OF_NOTHING)


def clipped_samples(take: Take) -> float:
    """Return how many samples lie in runs at the take's very peak, above or below."""
    return float(max(_flat_samples(take.samples == edge) for edge in (np.max(take.samples), np.min(take.samples))))


def _flat_samples(top: NDArray[np.bool_]) -> int:
    lengths = np.diff(runs(top), axis=1).ravel()
    return int(lengths[lengths >= CLIP_RUN].sum())


def end_db(take: Take) -> float:
    """Return the peak of the last millisecond against the loud vowels: speech dies away, a torn take does not."""
    end = take.wave[-max(1, round(END_S * take.sample_rate)) :]
    return 20 * math.log10(float(np.abs(end).max()) + AMPLITUDE_OF_NOTHING) - take.loud_db


def floor_db(take: Take) -> float:
    """Return the level of the loudest of the PAUSE_FRAMES quietest frames, against the loud vowels."""
    quiet = np.sort(take.levels_db)[:PAUSE_FRAMES]
    return float(quiet[-1]) - take.loud_db


def treble_db(take: Take) -> float:
    """Return the level of s and t against the vowels; 0 where the rate is too low to have them."""
    if take.sample_rate < 2 * _TREBLE_HZ[1]:
        return 0.0
    treble, vowels = (_mean_power(take, *band) for band in (_TREBLE_HZ, _VOWELS_HZ))
    return 10 * math.log10((treble + POWER_OF_NOTHING) / (vowels + POWER_OF_NOTHING))


def _mean_power(take: Take, low_hz: float, high_hz: float) -> float:
    return float(take.power[math.ceil(low_hz / take.power_step_hz) : math.ceil(high_hz / take.power_step_hz)].mean())


def dip_db(take: Take) -> float:
    """Return the level of the one quietest frame against the loud vowels."""
    return float(np.min(take.levels_db)) - take.loud_db


def centre_hz(take: Take) -> float:
    """Return the centre of gravity of the spectrum."""
    steps = np.arange(len(take.power), dtype=np.float32)
    return float(take.power @ steps / (take.power.sum() + POWER_OF_NOTHING)) * take.power_step_hz


def rumble_share(take: Take) -> float:
    """Return the share of the power that lies below any voice."""
    low = take.power[: math.ceil(_RUMBLE_HZ / take.power_step_hz)]
    return float(low.sum() / (take.power.sum() + POWER_OF_NOTHING))
