"""Design recursive filters, and filter samples with them a block at a time, by products of matrices.

scipy.signal does the same, but weighs 114 MB, takes 0.7 s of CPU to load, and twice as long for each sample, which
waits for the one before. Here only each GROUP waits for the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE

_BLOCK = 64  # samples
GROUP = 8  # blocks
BATCH = 8  # groups, 4096 samples: in larger products OpenBLAS starts threads, which cost more than they bring
_BATCH_SAMPLES = _BLOCK * GROUP * BATCH
CHUNK = 8 * FRAME_SAMPLES // 128 * _BATCH_SAMPLES  # 6.7 s: whole frames and whole batches
_FADED = 1e-12  # of a state: what is left of it is nothing
_TINY = 1e-20  # smaller factors would only make denormal numbers, which are slow

Matrix = NDArray[np.float64]
_Wave = NDArray[np.floating[Any]]


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


def band_pass(low_hz: float, high_hz: float, sample_rate: float) -> Matrix:
    """Return the two sections of a Butterworth band-pass of order 2: its analogue poles, and the bilinear transform."""
    low, high = np.tan(np.pi * low_hz / sample_rate), np.tan(np.pi * high_hz / sample_rate)
    middle = np.exp(0.75j * np.pi) * (high - low) / 2
    aside = np.sqrt(middle**2 - low * high)
    sections = []
    for analogue in (middle + aside, middle - aside):
        pole, gain = (1 + analogue) / (1 - analogue), (high - low) / abs(1 - analogue) ** 2
        sections.append([gain, 0, -gain, 1, -2 * pole.real, abs(pole) ** 2])
    return np.array(sections)


def notch(centre_hz: float, width_hz: float, sample_rate: float) -> Matrix:
    """Return the one section that takes out what lies within `width_hz` around `centre_hz`."""
    above = np.array([1, -2 * np.cos(2 * np.pi * centre_hz / sample_rate), 1])
    return _section(above, centre_hz, np.tan(np.pi * width_hz / sample_rate), sample_rate)[None]


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
    """A row of sections, ready for work.

    Its output is within 1e-4 of the loudest sample of one in double precision, and with `precise` it is such a one.
    """

    def __init__(self, sections: Matrix, *, precise: bool = False) -> None:
        self._type: type[np.floating[Any]] = np.float64 if precise else np.float32
        step, enter, leave, through = _state_space(sections)
        order = len(step)
        powers = [np.linalg.matrix_power(step, n) for n in range(_BLOCK + 1)]
        answer = np.array([through, *(leave @ powers[n] @ enter for n in range(_BLOCK - 1))])
        over = [np.linalg.matrix_power(powers[_BLOCK], n) for n in range(GROUP + 1)]
        within = np.zeros((GROUP, order, GROUP, order))  # of a block's sound on the state before each later block
        for before in range(GROUP):
            for after in range(before + 1, GROUP):
                within[before, :, after] = over[after - before - 1].T
        self._order, self._settled = order, np.linalg.solve(np.eye(order) - step, enter)
        self._sound = self._factors(
            np.array([[answer[j - i] if j >= i else 0 for j in range(_BLOCK)] for i in range(_BLOCK)])
        )
        self._rings = self._factors(np.stack([leave @ powers[n] for n in range(_BLOCK)], axis=1))
        self._stays = self._factors(np.stack([powers[_BLOCK - 1 - n] @ enter for n in range(_BLOCK)]))
        self._within = self._factors(within.reshape(GROUP * order, GROUP * order))
        self._from_before = self._factors(np.hstack([over[n].T for n in range(GROUP)]))
        self._to_next = self._factors(np.vstack([over[GROUP - 1 - n].T for n in range(GROUP)]))
        self._over_group = over[GROUP]

    def __call__(self, samples: _Wave, before: float = 0.0) -> _Wave:
        return np.concatenate([*self.chunks(samples, before=before), np.zeros(0, self._type)])

    def chunks(self, samples: _Wave, chunk: int = CHUNK, before: float = 0.0) -> Iterator[_Wave]:
        """Yield `samples` filtered, in chunks; `chunk` must hold whole batches. All samples before were `before`."""
        state = before * self._settled
        for start in range(0, len(samples), chunk):
            part = samples[start : start + chunk].astype(self._type, copy=False)
            lacking = -len(part) % _BATCH_SAMPLES
            filtered, state = self._chunk(np.pad(part, (0, lacking)) if lacking else part, state)
            yield filtered[: len(part)]

    def _chunk(self, samples: _Wave, state: Matrix) -> tuple[_Wave, Matrix]:
        """Return `samples` filtered, and the state after them."""
        blocks = samples.reshape(-1, GROUP * BATCH, _BLOCK)
        left = (blocks @ self._stays).reshape(-1, BATCH, GROUP * self._order)
        states = self._after_groups((left @ self._to_next).reshape(-1, self._order), state)
        entering = left @ self._within
        entering += states[:-1].astype(self._type).reshape(-1, BATCH, self._order) @ self._from_before
        filtered = blocks @ self._sound
        filtered += entering.reshape(-1, GROUP * BATCH, self._order) @ self._rings
        return filtered.ravel(), states[-1]

    def _after_groups(self, left: _Wave, state: Matrix) -> Matrix:
        """Return the state before the first group, and after each; `left` is what each adds to it."""
        states = np.concatenate([state[None], left])
        factor, reach = self._over_group, 1
        while reach < len(states) and np.abs(factor).max() > _FADED:
            states[reach:] += np.einsum("ij,kj->ik", states[:-reach], factor)
            factor, reach = factor @ factor, 2 * reach
        return states

    def _factors(self, matrix: Matrix) -> _Wave:
        return np.where(np.abs(matrix) < _TINY, 0, matrix).astype(self._type)


def there_and_back(sections: Matrix, samples: _Wave, settle: int = 0) -> _Wave:
    """Return `samples` filtered in both directions, which smears nothing; `settle` samples are mirrored at each end."""
    work = RecursiveFilter(sections, precise=True)
    mirrored = np.pad(samples.astype(np.float64), settle, mode="reflect")
    once = work(mirrored, before=mirrored[0])[::-1]
    both = work(once, before=once[0])[::-1]
    return both[settle : len(both) - settle]


def around(rows: NDArray[Any], before: int, after: int) -> NDArray[Any]:
    """Return, along a new last axis, the rows from `before` before each row to `after` after it; ends are mirrored."""
    padded = np.pad(rows, [(before, after), *[(0, 0)] * (rows.ndim - 1)], mode="symmetric")
    return np.lib.stride_tricks.sliding_window_view(padded, before + 1 + after, axis=0)


def hann(count: int) -> Matrix:
    """Return the periodic window of Hann, of `count` samples."""
    window: Matrix = 0.5 + 0.5 * np.cos(np.linspace(-np.pi, np.pi, count + 1))[:-1]
    return window


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
