"""Measure loudness in LUFS and true peaks; judge a track by the energies of its frames, undecoded.

ITU-R BS.1770-4 and EBU R 128 for one channel. An *energy* is the mean square of K-weighted samples over a block.

soxr oversamples as well, for twice the CPU: here nothing is kept of the points between but their peaks.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.sound.filters import CHUNK, RecursiveFilter
from zt_audio.sound.pcm import Samples

WINDOW = 0.4 * SAMPLE_RATE  # gating window, and a quarter of it per step (BS.1770-4, annex 1)
STEP = WINDOW / 4
FINE_STEP = WINDOW / 40  # so that the place of the first window in a short passage does not matter
MOST_EDGE_LU = 0.5
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
OFFSET_DB = -0.691  # makes a 997 Hz sine at full scale read -3.01

# Shelf and high-pass by De Man's closed form of the standard's 48 kHz table: exact at 44.1 kHz too, and what ffmpeg
# uses. They are pyloudnorm's, which loads all of scipy.signal.
K_WEIGHTING = (
    (1.5308412300498355, -2.6509799951536985, 1.1690790799210682, 1.0, -1.6636551132560204, 0.7125954280732254),
    (1.0, -2.0, 1.0, 1.0, -1.9891696736297957, 0.9891990357870394),
)
_K_WEIGHTED = RecursiveFilter(np.array(K_WEIGHTING))

Energies = NDArray[np.float32]


def frame_energies(samples: Samples, block: int = FRAME_SAMPLES, chunk: int = CHUNK) -> Energies:
    """Return the energy of each `block` samples, a divisor of `chunk`; the last is filled up with silence."""
    found = [mean_squares(weighted, block) for weighted in _K_WEIGHTED.chunks(samples, chunk)]
    return np.concatenate([*found, np.zeros(0, np.float32)])


def mean_squares(samples: Samples, block: int) -> Energies:
    """Return the mean square of each `block` samples; the last is filled up with silence."""
    whole = samples[: len(samples) // block * block].reshape(-1, block)
    rest = samples[whole.size :]
    sums = np.einsum("ij,ij->i", whole, whole)
    return np.concatenate([sums, [np.dot(rest, rest)] if len(rest) else []], dtype=np.float32) / np.float32(block)


def integrated(energies: Energies, block: int = FRAME_SAMPLES, step: float = STEP) -> float:
    """Return the gated loudness in LUFS; -inf where no window passes the gate.

    Windows of 400 ms begin every `step` samples and rarely end where blocks do: energy counts as even within a
    block. Less than a window counts as a window that ends in silence.
    """
    return _gated(_window_energies(_sums(energies, block), block, step))


def passage_loudness(energies: Energies, block: int = FRAME_SAMPLES) -> float:
    """Return the loudness that a passage adds to a track, where silence comes before and after it.

    Windows that half lie on speech count there: without them, a track of short passages reads 0.5 LU below the
    level of each. They are allowed for up to MOST_EDGE_LU, so that a passage of one word is not shouted.
    """
    sounding = np.flatnonzero(energies > _energy(ABSOLUTE_GATE_LUFS))
    if not len(sounding):
        return -math.inf
    sums = _sums(energies[sounding[0] : sounding[-1] + 1], block)
    alone = _gated(_window_energies(sums, block, FINE_STEP))
    return max(_gated(_window_energies(sums, block, FINE_STEP, math.ceil(WINDOW / block))), alone - MOST_EDGE_LU)


def of_frames(energies: bytes) -> float:
    """Return the loudness of a track or cycle from its segments' `energies`, joined in order."""
    return integrated(np.frombuffer(energies, "<f4"))


def dbfs(amplitude: float) -> float:
    """Return `amplitude` in dB; -inf for 0."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def gain(level_db: float) -> float:
    """Return the factor of `level_db`."""
    return float(10 ** (level_db / 20))


def _sums(energies: Energies, block: int) -> NDArray[np.float64]:
    """Return the sum of all squares before each block, and before the end."""
    return np.concatenate([[0.0], np.cumsum(energies, dtype=np.float64)]) * block


def _window_energies(sums: NDArray[np.float64], block: int, step: float, around: int = 0) -> NDArray[np.float64]:
    """Return the mean square of each window, over `sums` with `around` blocks of silence before and after them."""
    count = len(sums) - 1 + 2 * around
    starts = np.arange(int((max(0, count * block - WINDOW)) / step + 1e-9) + 1) * step - around * block
    edges = np.arange(len(sums)) * block
    windows: NDArray[np.float64] = (np.interp(starts + WINDOW, edges, sums) - np.interp(starts, edges, sums)) / WINDOW
    return windows


def _gated(windows: NDArray[np.float64]) -> float:
    loud = windows[windows > _energy(ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return -math.inf
    relative_gate = loud.mean() * 10 ** (RELATIVE_GATE_LU / 10)
    return OFFSET_DB + 10 * math.log10(loud[loud > relative_gate].mean())


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET_DB) / 10))


OVERSAMPLING = 4  # BS.1770-4, annex 2
BLOCK = 16  # samples
_BATCH = 2**14  # samples: what becomes OVERSAMPLING times as many stays in the processor's cache
_ROW = 128  # blocks in one product: in larger ones OpenBLAS starts threads
_TAPS = 12  # of the interpolation, as in that annex; against soxr's it is off by 0.04 dB at most
_KAISER_BETA = 5.0


def true_peak_dbtp(samples: Samples) -> float:
    """Return the highest level between and on the samples; -inf for silence."""
    return dbfs(float(np.max(block_peaks(samples), initial=0.0)))


def block_peaks(samples: Samples) -> Samples:
    """Return the true peak of each BLOCK samples, as an amplitude."""
    count = -(-len(samples) // BLOCK)
    padded = np.pad(samples, (_TAPS // 2 - 1, _TAPS // 2 + -len(samples) % _BATCH))
    found = [_batch_peaks(padded[start:]) for start in range(0, len(samples), _BATCH)]
    return np.concatenate([*found, np.zeros(0, np.float32)])[:count]


def _batch_peaks(samples: Samples) -> Samples:
    """Return the peaks of the first _BATCH of `samples`, around which _TAPS more lie.

    Four points for each sample are the product of the matrix _POINTS with what lies around each block.
    """
    step = samples.strides[0]
    shape = _BATCH // BLOCK // _ROW, _POINTS.shape[1], _ROW
    strides = BLOCK * _ROW * step, step, BLOCK * step
    points = _POINTS @ np.lib.stride_tricks.as_strided(samples, shape, strides).copy()
    peaks: Samples = np.abs(points, out=points).max(axis=1).ravel()
    return peaks


def _points() -> Samples:
    """Return what gives the points at and after each sample of a block, from the samples of it and around it."""
    points = np.zeros((OVERSAMPLING, BLOCK, BLOCK + _TAPS - 1))
    for phase, sample in np.ndindex(OVERSAMPLING, BLOCK):
        apart = np.arange(_TAPS) - (_TAPS // 2 - 1) - phase / OVERSAMPLING
        window = np.i0(_KAISER_BETA * np.sqrt(np.maximum(0, 1 - np.square(2 * apart / _TAPS))))
        points[phase, sample, sample : sample + _TAPS] = np.sinc(apart) * window / np.sum(np.sinc(apart) * window)
    return points.reshape(-1, BLOCK + _TAPS - 1).astype(np.float32)


_POINTS = _points()
