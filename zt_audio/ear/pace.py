"""Find sentences that take a voice longer or shorter than it takes for others: words were said twice, or are missing.

How long a sentence is shows in espeak-ng's own reading of it: what other voices need follows that to 4 to 6 % (standard
deviation; seven voices in two languages, docs/measurements.md), while by syllables it is 8 to 16 %.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Length = tuple[float, float]  # of a sentence, in seconds: by the voice, by espeak-ng

_LEAST_SENTENCES = 12  # fewer do not show how a voice speaks
_LONGEST, _SHORTEST = 1.25, 0.8  # times what the voice needs: four standard deviations
_NEAR = 0.25  # logarithm of a ratio: what is further off says nothing of the voice's pace


def length_ratios(lengths: Sequence[Length]) -> list[float]:
    """Return by what factor each sentence of one voice is longer than this voice needs; 1 where that is usual."""
    if len(lengths) < _LEAST_SENTENCES:
        return [1.0] * len(lengths)
    spoken, reference = np.array(lengths).T
    usual = float(np.median(spoken / reference)) * reference
    near = np.abs(np.log(spoken / usual)) < _NEAR
    if np.count_nonzero(near) >= _LEAST_SENTENCES:
        usual = _line(spoken[near], reference[near], reference)
    ratios = [float(ratio) for ratio in spoken / usual]
    return [ratio if ratio > _LONGEST or ratio < _SHORTEST else 1.0 for ratio in ratios]


def _line(spoken: NDArray[np.float64], reference: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what a voice needs, by the line through `spoken` over `reference` with the least relative errors."""
    rows = np.column_stack([np.ones(len(spoken)), reference]) / spoken[:, None]
    (begin, slope), *_rest = np.linalg.lstsq(rows, np.ones(len(spoken)), rcond=None)
    return np.asarray(np.maximum(begin + slope * at, np.min(spoken) / 2))
