"""Bring a passage to a loudness and keep its true peaks below a ceiling. Look-ahead, without state.

Works on blocks of 16 samples (0.36 ms): the peak and the K-weighted energy of each block are found once, then
gain and limiting are solved on those alone, and the resulting gain curve is applied to the samples once.
"""

from __future__ import annotations

import math

import numpy as np

from zt_audio.sound.loudness import BLOCK, Energies, block_peaks, frame_energies, gain, passage_loudness
from zt_audio.sound.pcm import Samples

REACH = 14  # blocks, 5 ms: the gain is down this long before a peak and comes back as long after it
SMOOTHING = (13, 13)  # two moving means; their half widths add up to REACH - 2, interpolation takes one more block
CLOSE_ENOUGH_LU = 0.01
MOST_STEPS = 24
USUAL_DB_PER_LU = 2.0  # what the limiter eats of a raise: of the shipped speech 1.7 to 2.1
MOST_DB_PER_LU = 4.0  # at most: above it a step could overshoot
MOST_LIMITING_DB = 12.0  # a click in silence can never be loud: stop trying here


def levelled(samples: Samples, target_lufs: float, ceiling_dbtp: float) -> Samples:
    """Return the passage `samples` at `target_lufs` with true peaks up to `ceiling_dbtp`."""
    energies = frame_energies(samples, BLOCK)
    makeup_db = target_lufs - passage_loudness(energies, BLOCK)
    if makeup_db == math.inf:
        return samples
    curve = _solved(energies, block_peaks(samples), makeup_db, target_lufs, gain(ceiling_dbtp))
    loud = per_sample(curve)[: len(samples)]
    loud *= samples
    return loud


def limiting(peaks: Samples, ceiling: float) -> Samples:
    """Return the smoothed gain of each block that holds `peaks` under `ceiling` (amplitudes)."""
    needed = ceiling / np.maximum(peaks, ceiling)
    curve = _least_around(needed.astype(np.float32, copy=False), REACH)
    for width in SMOOTHING:
        curve = _mean_around(curve, width // 2)
    return curve


def _least_around(curve: Samples, reach: int) -> Samples:
    """Return the least of each value and the `reach` before and after it."""
    least, width = np.pad(curve, reach, mode="edge"), 1
    while width < 2 * reach + 1:
        further = min(width, 2 * reach + 1 - width)
        least = np.minimum(least[:-further], least[further:])
        width += further
    return least


def _mean_around(curve: Samples, reach: int) -> Samples:
    """Return the mean of each value and the `reach` before and after it."""
    sums = np.cumsum(np.pad(curve, (reach + 1, reach), mode="edge"), dtype=np.float64)
    means: Samples = ((sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)).astype(np.float32)
    return means


def _solved(energies: Energies, peaks: Samples, start_db: float, target_lufs: float, ceiling: float) -> Samples:
    """Return the gain of each block: `start_db` without limits.

    Limiting eats some of each raise: the next one counts with as much.
    """
    makeup_db = start_db
    raise_db, last_miss_db, db_per_lu = 0.0, 0.0, USUAL_DB_PER_LU
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


def per_sample(curve: Samples) -> Samples:
    """Return block gains as a line through the means at the blocks' edges."""
    padded = np.pad(curve, 1, mode="edge")
    edges = (padded[:-1] + padded[1:]) / 2
    ramp = np.arange(BLOCK, dtype=np.float32) / BLOCK
    line = edges[:-1, None] + np.diff(edges)[:, None] * ramp
    return line.ravel().astype(np.float32, copy=False)
