"""Lay a take along references, frame by frame, and say what the best way through them costs.

Every way takes each frame of the take once. So ways through different references have as many terms, and their costs
can be compared. While the take goes on by one frame, a reference stays, goes on by one frame or skips one or two: a
person may read at any pace up to three times that of the reference. No step depends on another one of its row, so numpy
works on rows.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.features import Frames, spreads

Costs: TypeAlias = NDArray[np.float32]

NEVER = np.float32(1e6)  # more than any way costs
_OFF_PACE = np.float32(0.3)  # what it costs to leave the pace of the reference for a frame
_MOST = np.float32(8.0)  # a frame that is like nothing costs no more: a cough decides nothing


def frame_costs(take: Frames, reference: Frames) -> Costs:
    """Return how much less likely it is for each frame of `take` (rows) and `reference` to be one phone than two.

    It is the logarithm of the ratio of both likelihoods, where the frames of a phone scatter by 1 around its mean and
    the means by `spreads` (S. Ioffe, Probabilistic Linear Discriminant Analysis, 2006).
    """
    between = spreads()
    own = 0.5 * between**2 / ((1 + 2 * between) * (1 + between))
    both = between / (1 + 2 * between)
    constant = (0.5 * np.log(1 + 2 * between) - np.log(1 + between)).sum()
    costs = (take**2 @ own)[:, None] + (reference**2 @ own) - (take * both) @ reference.T + constant
    return np.asarray(np.minimum(costs, _MOST), np.float32)


def first_entry(frames: int) -> Costs:
    """Return the entry of what is read from the first of `frames` frames on."""
    entry = np.full(frames + 1, NEVER, np.float32)
    entry[0] = 0
    return entry


def walk(costs: Costs, entry: Costs) -> Costs:
    """Return what the best way costs up to each frame of the take (rows) and of the reference, both included.

    `entry[t]` is what it costs to have read all before the reference when frame t comes.
    """
    frames, states = costs.shape
    reached = np.empty_like(costs)
    before = np.full(states + 3, NEVER, np.float32)  # three places before the first state are never reached
    best = np.empty(states, np.float32)
    for at in range(frames):
        np.add(before[:-3], _OFF_PACE, out=best)  # two skipped
        np.minimum(best, before[1:-2], out=best)  # one skipped
        np.minimum(best, before[3:], out=best)  # none: the reference stays
        np.add(best, _OFF_PACE, out=best)
        np.minimum(best, before[2:-1], out=best)
        best[0] = min(best[0], entry[at])  # no way skips the first frame of a reference, or its last
        np.add(best, costs[at], out=reached[at])
        before[3:] = reached[at]
    return reached


def after(costs: Costs, entry: Costs) -> Costs:
    """Return the entry of what follows a reference with these `costs`, where `entry` is its own."""
    reached = np.minimum(walk(costs, entry)[:, -1], NEVER)
    return np.concatenate([[NEVER], reached]).astype(np.float32)


def remaining(costs: Costs, rest: Costs) -> Costs:
    """Return what it costs from each frame on to read this reference and then what costs `rest` from each frame on."""
    return after(costs[::-1, ::-1], rest[::-1])[::-1]
