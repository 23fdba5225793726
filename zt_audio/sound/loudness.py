"""Measure loudness in LUFS and true peaks in dBTP; judge a track by the energies of its frames, undecoded.

ITU-R BS.1770-4 and EBU R 128 for one channel. An *energy* is the mean square of K-weighted samples over a block.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import soxr
from numpy.typing import NDArray
from pyloudnorm.iirfilter import IIRfilter
from scipy.signal import sosfilt

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.sound.pcm import Samples

WINDOW = 0.4 * SAMPLE_RATE  # gating window, and a quarter of it per step (BS.1770-4, annex 1)
STEP = WINDOW / 4
FINE_STEP = WINDOW / 40  # so that the place of the first window in a short passage does not matter
MOST_EDGE_LU = 0.5
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
OFFSET_DB = -0.691  # makes a 997 Hz sine at full scale read -3.01
OVERSAMPLING = 4  # BS.1770-4, annex 2
CHUNK = 2**18  # samples, 6 s: worked on at once, so that a long passage takes no more memory than a short one
DENSE_CHUNK = 2**14  # and where they become four times as many: those stay in the processor's cache

# De Man's closed form of the standard's 48 kHz table: exact at 44.1 kHz too, and what ffmpeg uses
_SHELF = IIRfilter(3.99984385397, 0.7071752369554193, 1681.9744509555319, SAMPLE_RATE, "high_shelf_DeMan")
_HIGH_PASS = IIRfilter(0.0, 0.5003270373253953, 38.13547087613982, SAMPLE_RATE, "high_pass_DeMan")
_K_WEIGHTING = np.array([[*_SHELF.b, *_SHELF.a], [*_HIGH_PASS.b, *_HIGH_PASS.a]])

Energies = NDArray[np.float32]


def frame_energies(samples: Samples, block: int = FRAME_SAMPLES, chunk: int = CHUNK) -> Energies:
    """Return the energy of each `block` samples; the last is filled up with silence."""
    state = np.zeros((len(_K_WEIGHTING), 2))  # single precision is slower: silence dies away into denormal numbers
    found = [np.zeros(0, np.float32)]
    step = chunk // block * block
    for start in range(0, len(samples), step):
        weighted, state = sosfilt(_K_WEIGHTING, samples[start : start + step], zi=state)
        found.append(mean_squares(weighted, block, chunk))
    return np.concatenate(found)


def mean_squares(samples: NDArray[np.floating], block: int, chunk: int = CHUNK) -> Energies:
    """Return the mean square of each `block` samples; the last is filled up with silence."""
    found = [np.zeros(0, np.float32)]
    step = chunk // block * block
    for start in range(0, len(samples), step):
        part = samples[start : start + step]
        blocks = np.pad(part, (0, -len(part) % block)).reshape(-1, block)
        sums = np.einsum("ij,ij->i", blocks, blocks, dtype=np.float64)
        found.append((sums / block).astype(np.float32))
    return np.concatenate(found)


def integrated(energies: Energies, block: int = FRAME_SAMPLES, step: float = STEP) -> float:
    """Return the gated loudness in LUFS; -inf where no window passes the gate.

    Windows of 400 ms begin every `step` samples and rarely end where blocks do: energy counts as even within a
    block. Less than a window counts as a window that ends in silence.
    """
    windows = _window_energies(energies, block, step)
    loud = windows[windows > _energy(ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return -math.inf
    relative_gate = loud.mean() * 10 ** (RELATIVE_GATE_LU / 10)
    return _lufs(loud[loud > relative_gate].mean())


def passage_loudness(energies: Energies, block: int = FRAME_SAMPLES) -> float:
    """Return the loudness that a passage adds to a track, where silence comes before and after it.

    Windows that half lie on speech count there: without them, a track of short passages reads 0.5 LU below the
    level of each. They are allowed for up to MOST_EDGE_LU, so that a passage of one word is not shouted.
    """
    sounding = np.flatnonzero(energies > _energy(ABSOLUTE_GATE_LUFS))
    if not len(sounding):
        return -math.inf
    alone = energies[sounding[0] : sounding[-1] + 1]
    among_silence = np.pad(alone, math.ceil(WINDOW / block))
    return max(integrated(among_silence, block, FINE_STEP), integrated(alone, block, FINE_STEP) - MOST_EDGE_LU)


def of_frames(energies: bytes) -> float:
    """Return the loudness of a track or cycle from its segments' `energies`, joined in order."""
    return integrated(np.frombuffer(energies, "<f4"))


def true_peak_dbtp(samples: Samples, chunk: int = DENSE_CHUNK) -> float:
    """Return the highest level between and on the samples; -inf for silence."""
    edges = (max(np.max(dense, initial=0.0), -np.min(dense, initial=0.0)) for dense in oversampled(samples, chunk))
    return dbfs(float(max(edges, default=0.0)))


def oversampled(samples: Samples, chunk: int = DENSE_CHUNK) -> Iterator[Samples]:
    """Yield `samples` at OVERSAMPLING times the rate, aligned with the original, in chunks of any length."""
    stream = soxr.ResampleStream(SAMPLE_RATE, SAMPLE_RATE * OVERSAMPLING, 1, dtype="float32")
    for start in range(0, len(samples), chunk):
        yield stream.resample_chunk(samples[start : start + chunk], last=start + chunk >= len(samples))


def dbfs(amplitude: float) -> float:
    """Return `amplitude` in dB; -inf for 0."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def gain(level_db: float) -> float:
    """Return the factor of `level_db`."""
    return float(10 ** (level_db / 20))


def _window_energies(energies: Energies, block: int, step: float) -> NDArray[np.float64]:
    sums = np.concatenate([[0.0], np.cumsum(energies, dtype=np.float64)]) * block
    length = max(WINDOW, len(energies) * block)
    starts = np.arange(int((length - WINDOW) / step + 1e-9) + 1) * step
    edges = np.arange(len(sums)) * block
    windows: NDArray[np.float64] = (np.interp(starts + WINDOW, edges, sums) - np.interp(starts, edges, sums)) / WINDOW
    return windows


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET_DB) / 10))


def _lufs(energy: float) -> float:
    return OFFSET_DB + 10 * math.log10(energy)
