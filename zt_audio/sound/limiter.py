"""Bring a passage to a loudness and keep its true peaks below a ceiling. Look-ahead, without state.

Works on blocks of 16 samples (0.36 ms): the peak and the K-weighted energy of each block are found once, then
gain and limiting are solved on those alone, and the resulting gain curve is applied to the samples once.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from zt_audio.sound.loudness import (
    DENSE_CHUNK,
    OVERSAMPLING,
    Energies,
    frame_energies,
    gain,
    oversampled,
    passage_loudness,
)
from zt_audio.sound.pcm import Samples

BLOCK = 16
REACH = 14  # blocks, 5 ms: the gain is down this long before a peak and comes back as long after it
SMOOTHING = (13, 13)  # two moving means; their half widths add up to REACH - 2, interpolation takes one more block
CLOSE_ENOUGH_LU = 0.01
MOST_STEPS = 24
MOST_DB_PER_LU = 4.0  # what the limiter eats of a raise, at most: above it a step could overshoot
MOST_LIMITING_DB = 12.0  # a click in silence can never be loud: stop trying here


def levelled(samples: Samples, target_lufs: float, ceiling_dbtp: float) -> Samples:
    """Return the passage `samples` at `target_lufs` with true peaks up to `ceiling_dbtp`."""
    energies = frame_energies(samples, BLOCK)
    loudness = passage_loudness(energies, BLOCK)
    if loudness == -math.inf:
        return samples
    return samples * _per_sample(_solved(energies, block_peaks(samples), target_lufs, ceiling_dbtp))[: len(samples)]


def block_peaks(samples: Samples, chunk_samples: int = DENSE_CHUNK) -> Samples:
    """Return the true peak of each block, as an amplitude."""
    width = BLOCK * OVERSAMPLING
    found = []
    rest = np.zeros(0, np.float32)
    for chunk in oversampled(samples, chunk_samples):
        dense = np.concatenate([rest, np.abs(chunk, out=chunk)])
        whole = len(dense) // width * width
        found.append(np.maximum.reduceat(dense[:whole], np.arange(0, whole, width)))  # quicker than along an axis
        rest = dense[whole:]
    return np.concatenate([*found, rest.max(keepdims=True)] if len(rest) else found)


def limiting(peaks: Samples, ceiling: float) -> Samples:
    """Return the smoothed gain of each block that holds `peaks` under `ceiling` (amplitudes)."""
    needed = ceiling / np.maximum(peaks, ceiling)
    curve: Samples = minimum_filter1d(needed, 2 * REACH + 1)
    for width in SMOOTHING:
        curve = uniform_filter1d(curve, width)
    return curve


def _solved(energies: Energies, peaks: Samples, target_lufs: float, ceiling_dbtp: float) -> Samples:
    """Return the gain of each block. Limiting eats some of each raise: the next one counts with as much."""
    makeup_db = start_db = target_lufs - passage_loudness(energies, BLOCK)
    ceiling = gain(ceiling_dbtp)
    raise_db, last_miss_db, db_per_lu = 0.0, 0.0, 1.0
    for _ in range(MOST_STEPS):
        makeup = np.float32(gain(makeup_db))
        curve = makeup * limiting(peaks * makeup, ceiling)
        miss_db = target_lufs - passage_loudness(energies * np.square(curve), BLOCK)
        if abs(miss_db) < CLOSE_ENOUGH_LU:
            break
        if raise_db and miss_db != last_miss_db:
            db_per_lu = min(max(raise_db / (last_miss_db - miss_db), 1.0), MOST_DB_PER_LU)
        raise_db, last_miss_db = miss_db * db_per_lu, miss_db
        makeup_db = min(makeup_db + raise_db, start_db + MOST_LIMITING_DB)
    return curve


def _per_sample(curve: Samples) -> Samples:
    """Return block gains as a line through the means at the blocks' edges."""
    padded = np.pad(curve, 1, mode="edge")
    edges = (padded[:-1] + padded[1:]) / 2
    ramp = np.arange(BLOCK, dtype=np.float32) / BLOCK
    line = edges[:-1, None] + np.diff(edges)[:, None] * ramp
    return line.ravel().astype(np.float32, copy=False)
