"""Design recursive filters, and filter samples with them a block at a time, by products of matrices.

scipy.signal does the same, but takes 0.7 s of CPU to load, a twentieth of a cold build of the shipped content, and
twice as long for each sample, which waits for the one before. Here only each GROUP waits for the one before.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.sound.pcm import Samples

BLOCK = 64  # samples
GROUP = 8  # blocks
BATCH = 8  # groups, 4096 samples: in larger products OpenBLAS starts threads, which cost more than they bring
_BATCH_SAMPLES = BLOCK * GROUP * BATCH
CHUNK = 8 * FRAME_SAMPLES // 128 * _BATCH_SAMPLES  # 6.7 s: whole frames and whole batches
_FADED = 1e-12  # of a state: what is left of it is nothing
_TINY = 1e-20  # smaller factors would only make denormal numbers, which are slow

Matrix = NDArray[np.float64]


def low_pass(order: int, edge_hz: float, sample_rate: float = SAMPLE_RATE) -> Matrix:
    """Return the sections of a Butterworth low-pass of even `order`, a row each: b0 b1 b2 1 a1 a2."""
    cosine = np.cos(2 * np.pi * edge_hz / sample_rate)
    return _edge(order, edge_hz, sample_rate, (1 - cosine) / 2 * np.array([1, 2, 1]))


def high_pass(order: int, edge_hz: float, sample_rate: float = SAMPLE_RATE) -> Matrix:
    """Return the sections of a Butterworth high-pass of even `order`."""
    cosine = np.cos(2 * np.pi * edge_hz / sample_rate)
    return _edge(order, edge_hz, sample_rate, (1 + cosine) / 2 * np.array([1, -2, 1]))


def _edge(order: int, edge_hz: float, sample_rate: float, above: Matrix) -> Matrix:
    angles = np.pi * (2 * np.arange(order // 2) + 1) / (2 * order)  # of the poles
    widths = np.sin(2 * np.pi * edge_hz / sample_rate) * np.sin(angles)
    return np.array([_section(above, edge_hz, width, sample_rate) for width in widths])


def peak(centre_hz: float, gain_db: float, q: float, sample_rate: float = SAMPLE_RATE) -> Matrix:
    """Return the one section that lifts the sound around `centre_hz`."""
    angle = 2 * np.pi * centre_hz / sample_rate
    half, width = 10 ** (gain_db / 40), np.sin(angle) / (2 * q)
    above = np.array([1 + width * half, -2 * np.cos(angle), 1 - width * half])
    return _section(above, centre_hz, width / half, sample_rate)[None]


def _section(above: Matrix, hz: float, width: float, sample_rate: float) -> Matrix:
    """Return a section by R. Bristow-Johnson's cookbook: the numerator `above`, over poles around `hz`."""
    below = np.array([1 + width, -2 * np.cos(2 * np.pi * hz / sample_rate), 1 - width])
    section: Matrix = np.concatenate([above, below]) / below[0]
    return section


class RecursiveFilter:
    """A row of sections, ready for work. Its output is within 1e-4 of the loudest sample of one in double precision."""

    def __init__(self, sections: Matrix) -> None:
        step, enter, leave, through = _state_space(sections)
        order = len(step)
        powers = [np.linalg.matrix_power(step, n) for n in range(BLOCK + 1)]
        answer = np.array([through, *(leave @ powers[n] @ enter for n in range(BLOCK - 1))])
        over = [np.linalg.matrix_power(powers[BLOCK], n) for n in range(GROUP + 1)]
        within = np.zeros((GROUP, order, GROUP, order))  # of a block's sound on the state before each later block
        for before in range(GROUP):
            for after in range(before + 1, GROUP):
                within[before, :, after] = over[after - before - 1].T
        self._order = order
        self._sound = _factors(np.array([[answer[j - i] if j >= i else 0 for j in range(BLOCK)] for i in range(BLOCK)]))
        self._rings = _factors(np.stack([leave @ powers[n] for n in range(BLOCK)], axis=1))
        self._stays = _factors(np.stack([powers[BLOCK - 1 - n] @ enter for n in range(BLOCK)]))
        self._within = _factors(within.reshape(GROUP * order, GROUP * order))
        self._from_before = _factors(np.hstack([over[n].T for n in range(GROUP)]))
        self._to_next = _factors(np.vstack([over[GROUP - 1 - n].T for n in range(GROUP)]))
        self._over_group = over[GROUP]

    def __call__(self, samples: Samples) -> Samples:
        return np.concatenate([*self.chunks(samples), np.zeros(0, np.float32)])

    def chunks(self, samples: Samples, chunk: int = CHUNK) -> Iterator[Samples]:
        """Yield `samples` filtered, in chunks; `chunk` must hold whole batches."""
        state = np.zeros(self._order)
        for start in range(0, len(samples), chunk):
            part = samples[start : start + chunk]
            lacking = -len(part) % _BATCH_SAMPLES
            filtered, state = self._chunk(np.pad(part, (0, lacking)) if lacking else part, state)
            yield filtered[: len(part)]

    def _chunk(self, samples: Samples, state: Matrix) -> tuple[Samples, Matrix]:
        """Return `samples` filtered, and the state after them."""
        blocks = samples.reshape(-1, GROUP * BATCH, BLOCK)
        left = (blocks @ self._stays).reshape(-1, BATCH, GROUP * self._order)
        states = self._after_groups((left @ self._to_next).reshape(-1, self._order), state)
        entering = left @ self._within
        entering += states[:-1].astype(np.float32).reshape(-1, BATCH, self._order) @ self._from_before
        filtered = blocks @ self._sound
        filtered += entering.reshape(-1, GROUP * BATCH, self._order) @ self._rings
        return filtered.ravel(), states[-1]

    def _after_groups(self, left: Matrix | Samples, state: Matrix) -> Matrix:
        """Return the state before the first group, and after each; `left` is what each adds to it."""
        states = np.concatenate([state[None], left])
        factor, reach = self._over_group, 1
        while reach < len(states) and np.abs(factor).max() > _FADED:
            states[reach:] += np.einsum("ij,kj->ik", states[:-reach], factor)
            factor, reach = factor @ factor, 2 * reach
        return states


def _state_space(sections: Matrix) -> tuple[Matrix, Matrix, Matrix, float]:
    """Return the matrices A, B, C, D of `sections` one after the other: s' = A s + B x, y = C s + D x."""
    step, enter, leave, through = np.zeros((0, 0)), np.zeros(0), np.zeros(0), 1.0
    for b0, b1, b2, _, a1, a2 in sections:
        own = np.array([b1 - a1 * b0, b2 - a2 * b0])
        before = len(enter)
        step = np.block([[step, np.zeros((before, 2))], [np.outer(own, leave), np.array([[-a1, 1], [-a2, 0]])]])
        enter = np.concatenate([enter, own * through])
        leave, through = np.concatenate([b0 * leave, [1, 0]]), b0 * through
    return step, enter, leave, through


def _factors(matrix: Matrix) -> Samples:
    return np.where(np.abs(matrix) < _TINY, 0, matrix).astype(np.float32)
