"""Compute the Speech Intelligibility Index of speech in noise: 0 nothing to 1 everything audible.

ANSI S3.5-1997, one-third octave band procedure, for a listener with normal hearing in the open; clause numbers are
the standard's. It knows levels and masking alone: not echoes, distortion or how fast somebody speaks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Levels = NDArray[np.float64]  # dB, one for each of BANDS_HZ; of speech and noise per hertz, at the listener's head

# Table 3: middle of the band, importance for speech in general, level of normal speech, the ear's own noise
TABLE_3 = np.array(
    [
        (160, 0.0083, 32.41, 0.6),
        (200, 0.0095, 34.48, -1.7),
        (250, 0.0150, 34.75, -3.9),
        (315, 0.0289, 33.98, -6.1),
        (400, 0.0440, 34.59, -8.2),
        (500, 0.0578, 34.27, -9.7),
        (630, 0.0653, 32.06, -10.8),
        (800, 0.0711, 28.30, -11.9),
        (1000, 0.0818, 25.01, -12.5),
        (1250, 0.0844, 23.00, -13.5),
        (1600, 0.0882, 20.15, -15.4),
        (2000, 0.0898, 17.32, -17.7),
        (2500, 0.0868, 13.18, -21.2),
        (3150, 0.0844, 11.55, -24.2),
        (4000, 0.0771, 9.33, -25.9),
        (5000, 0.0527, 5.31, -23.6),
        (6300, 0.0364, 2.59, -15.8),
        (8000, 0.0185, 1.13, -7.1),
    ]
)
BANDS_HZ, IMPORTANCE, NORMAL_SPEECH, EAR_NOISE = TABLE_3.T
NORMAL_SPEECH_DB = 62.35  # the whole of it

_SELF_MASKING_DB = 24.0  # 4.3.2.1
_BEST_DB, _RANGE_DB = 15.0, 30.0  # 4.7.1: speech peaks lie 15 dB above its mean, its valleys as far below


def sii(speech: ArrayLike, noise: ArrayLike, loss: ArrayLike = 0.0, importance: ArrayLike = IMPORTANCE) -> float:
    """Return the index for equivalent spectrum levels of `speech` and `noise`; `loss` is the hearing threshold."""
    heard = np.asarray(speech, np.float64)
    disturbance = np.maximum(masking(heard, np.asarray(noise, np.float64)), EAR_NOISE + loss)  # 4.4, 4.5
    distortion = np.minimum(1.0, 1 - (heard - NORMAL_SPEECH - 10) / 160)  # 4.6: too loud is less clear
    return float(np.sum(np.asarray(importance) * distortion * _audible(heard - disturbance)))


def audibility(speech: ArrayLike, noise: ArrayLike) -> float:
    """Return the index of clause 4.7 alone: every band masked by its own noise only, no level too loud.

    What most short programs call SII: speech as loud as noise of its own spectrum gives 0.5, whatever the level.
    """
    return float(np.sum(IMPORTANCE * _audible(np.asarray(speech, np.float64) - np.asarray(noise, np.float64))))


def _audible(above_noise_db: Levels) -> Levels:
    """Return how much of each band is heard (4.7.1)."""
    return np.clip((above_noise_db + _BEST_DB) / _RANGE_DB, 0.0, 1.0)


def masking(speech: Levels, noise: Levels) -> Levels:
    """Return the masking spectrum level (4.3.2): noise, and what lower bands of noise or speech spread upwards."""
    masker = np.maximum(speech - _SELF_MASKING_DB, noise)
    slope = 0.6 * (masker + 10 * np.log10(BANDS_HZ) - 6.353) - 80  # dB an octave
    octaves = 3.32 * np.log10(0.89 * BANDS_HZ[:, None] / BANDS_HZ)
    spread = np.tril(10 ** ((masker + slope * octaves) / 10), -1).sum(axis=1)
    total: Levels = 10 * np.log10(10 ** (noise / 10) + spread)
    total[0] = masker[0]
    return total
