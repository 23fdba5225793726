"""Lower the room between words; bring a passage to a loudness with its true peaks below a ceiling.

**Expander**: shortly before and after a word each band falls by itself, where it holds no sound. The room around words
is most of what is heard of it: `street` lifts it, and a gate must wait for soft ends. A last t that is released late
stands above the room in some band for 20 ms; the other bands, and the time before, may fall.

**Limiter**: look-ahead, without state, in blocks of 16 samples (0.36 ms). The peak and the K-weighted energy of each
block are found once, gain and limiting are solved on those alone, and the gain curve is applied to the samples once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from zt_audio.sound.filters import around, hann
from zt_audio.sound.loudness import BLOCK, Energies, block_peaks, frame_energies, gain, passage_loudness
from zt_audio.sound.pcm import Samples

WINDOW_MS = 5  # each window sounds or does not
_FRAME_WINDOWS, _HOP_WINDOWS = 6, 2
HOP_MS = _HOP_WINDOWS * WINDOW_MS
# Two critical bands each (Zwicker 1961). Narrower ones swing more by chance, and open as often for nothing.
_EDGES_HZ = (200, 400, 630, 920, 1270, 1720, 2320, 3150, 4400, 6400, 9500, 15_500)
BEFORE_MS = 40  # a band may open so long before a sound; soft starts lose less than 0.1 dB
AFTER_MS = 200  # and after it: plosives have closures. With 120 ms some last t were lost whole
_SOUND_MS = 10  # around a sound nothing falls
_CLOSED_DB, _OPEN_DB = 2.0, 3.0  # of a band above the same band of the room
_AROUND_MS = 20  # a band is open so long before and after what opens it
_SMOOTH_MS = 30
_LEAST_ROOM_MS = 200  # of room alone, to know its bands
_BATCH = 500  # frames: 12 MB at 48 kHz
_NOTHING = 1e-20

Shares = NDArray[np.float32]  # one for each frame, or for each frame and band


REACH = 14  # blocks, 5 ms: the gain is down this long before a peak and comes back as long after it
SMOOTHING = (13, 13)  # two moving means; their half widths add up to REACH - 2, interpolation takes one more block
_CLOSE_ENOUGH_LU = 0.01
_MOST_STEPS = 24
_USUAL_DB_PER_LU = 2.0  # what the limiter eats of a raise: of the shipped speech 1.7 to 2.1
_MOST_DB_PER_LU = 4.0  # at most: above it a step could overshoot
_MOST_LIMITING_DB = 12.0  # a click in silence can never be loud: stop trying here


def levelled(samples: Samples, target_lufs: float, ceiling_dbtp: float) -> Samples:
    """Return the passage `samples` at `target_lufs` with true peaks up to `ceiling_dbtp`."""
    energies = frame_energies(samples, BLOCK)
    if (makeup_db := target_lufs - passage_loudness(energies, BLOCK)) == math.inf:
        return samples
    curve = _solved(energies, block_peaks(samples), makeup_db, target_lufs, gain(ceiling_dbtp))
    loud = per_sample(curve)[: len(samples)]
    loud *= samples
    return loud


def limiting(peaks: Samples, ceiling: float) -> Samples:
    """Return the smoothed gain of each block that holds `peaks` under `ceiling` (amplitudes)."""
    curve = _least_around((ceiling / np.maximum(peaks, ceiling)).astype(np.float32, copy=False), REACH)
    for width in SMOOTHING:
        reach = width // 2  # each value becomes the mean of those so near
        sums = np.cumsum(np.pad(curve, (reach + 1, reach), mode="edge"), dtype=np.float64)
        curve = ((sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)).astype(np.float32)
    return curve


def _least_around(curve: Samples, reach: int) -> Samples:
    """Return the least of each value and the `reach` before and after it."""
    least, width = np.pad(curve, reach, mode="edge"), 1
    while width < 2 * reach + 1:
        further = min(width, 2 * reach + 1 - width)
        least = np.minimum(least[:-further], least[further:])
        width += further
    return least


def _solved(energies: Energies, peaks: Samples, start_db: float, target_lufs: float, ceiling: float) -> Samples:
    """Return the gain of each block: `start_db` without limits.

    Limiting eats some of each raise: the next one counts with as much.
    """
    makeup_db = start_db
    raise_db, last_miss_db, db_per_lu = 0.0, 0.0, _USUAL_DB_PER_LU
    for _ in range(_MOST_STEPS):
        makeup = np.float32(gain(makeup_db))
        curve = makeup * limiting(peaks * makeup, ceiling)
        miss_db = target_lufs - passage_loudness(energies * np.square(curve), BLOCK)
        if abs(miss_db) < _CLOSE_ENOUGH_LU:
            break
        if raise_db and miss_db != last_miss_db:
            db_per_lu = min(max(raise_db / (last_miss_db - miss_db), 1.0), _MOST_DB_PER_LU)
        raise_db, last_miss_db = miss_db * db_per_lu, miss_db
        makeup_db = min(makeup_db + raise_db, start_db + _MOST_LIMITING_DB)
    return curve


def per_sample(curve: Samples) -> Samples:
    """Return block gains as a line through the means at the blocks' edges."""
    padded = np.pad(curve, 1, mode="edge")
    edges = (padded[:-1] + padded[1:]) / 2
    ramp = np.arange(BLOCK, dtype=np.float32) / BLOCK
    line = edges[:-1, None] + np.diff(edges)[:, None] * ramp
    return line.ravel().astype(np.float32, copy=False)


def expanded(voice: Samples, sounding: NDArray[np.bool_], quieter_db: float, sample_rate: int) -> Samples:
    """Return `voice`, with its room `quieter_db` lower where no window of `sounding` is near; sounds stay the same."""
    width = sample_rate * WINDOW_MS // 1000
    size, hop = _FRAME_WINDOWS * width, _HOP_WINDOWS * width
    kept = np.pad(voice, (size, 2 * size))
    frames = np.lib.stride_tricks.sliding_window_view(kept.copy(), size)[::hop]
    shape = np.sqrt(hann(size)).astype(np.float32)  # twice: these squares add up to the same everywhere
    bands = np.searchsorted(_EDGES_HZ, np.fft.rfftfreq(size, 1 / sample_rate), "right")
    inside = slice(size // hop, len(voice) // hop)  # frames that hold nothing but voice
    count = len(frames)
    before = (_FRAME_WINDOWS + _HOP_WINDOWS) // 2  # the first frame ends where the voice begins
    windows = np.pad(sounding, (before, _HOP_WINDOWS * count - before - len(sounding)))
    shares: Shares = np.any(windows.reshape(count, _HOP_WINDOWS), axis=1).astype(np.float32)
    starts = np.flatnonzero(np.diff(bands, prepend=-1))
    spectra = (np.fft.rfft(frames[some] * shape, axis=1) for some in _batches(np.arange(len(frames))))
    gains = _gains(
        np.concatenate([np.add.reduceat(np.square(np.abs(each)), starts, axis=1) for each in spectra]),
        shares,
        inside,
        quieter_db,
    )
    for some in _batches(np.flatnonzero(gains.min(axis=1) < 1)):
        lost = np.fft.rfft(frames[some] * shape, axis=1) * (1 - gains[some][:, bands])
        lost = np.fft.irfft(lost, size, axis=1) * shape * (2 * hop / size)
        for frame, samples in zip(some, lost, strict=True):
            kept[frame * hop : frame * hop + size] -= samples
    return kept[size : size + len(voice)]


def _batches(frames: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    return (frames[at : at + _BATCH] for at in range(0, len(frames), _BATCH))


def _gains(powers: Shares, sounding: Shares, inside: slice, quieter_db: float) -> Shares:
    """Return the gain of each frame and band. `powers` are theirs; frames `inside` hold nothing but the recording."""
    near, sound = _widened(sounding, BEFORE_MS, AFTER_MS), _widened(sounding, _SOUND_MS, _SOUND_MS)
    room = powers[inside][near[inside] == 0]
    openness = np.ones_like(powers)
    if len(room) * HOP_MS >= _LEAST_ROOM_MS:
        above_db = 10 * np.log10((powers + _NOTHING) / (np.median(room, axis=0) + _NOTHING))
        openness = _widened(np.clip((above_db - _CLOSED_DB) / (_OPEN_DB - _CLOSED_DB), 0, 1), _AROUND_MS, _AROUND_MS)
    openness = np.maximum(sound[:, None], openness * near[:, None])
    beside = (_SMOOTH_MS // HOP_MS) // 2
    reduced_db = around(openness - 1, beside, beside).mean(axis=-1) * quieter_db
    gains: Shares = np.power(10, reduced_db / 20).astype(np.float32)
    return gains


def _widened(shares: Shares, before_ms: int, after_ms: int) -> Shares:
    """Return for each frame the greatest of `shares` from `after_ms` before it to `before_ms` after it."""
    widened: Shares = around(shares, after_ms // HOP_MS, before_ms // HOP_MS).max(axis=-1)
    return widened
