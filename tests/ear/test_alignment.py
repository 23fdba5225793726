"""Ways through references: as cheap as the cheapest of all ways, and the same from both ends."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, strategies as st

from zt_audio.ear.comparison import (
    NEVER,
    Costs,
    Fault,
    Frames,
    Script,
    after,
    alternatives,
    doubt_of,
    first_entry,
    frame_costs,
    remaining,
    spreads,
    walk,
)

OFF_PACE = 0.3
MOST = 1000.0  # more than any way of these costs
MOVES = {0: OFF_PACE, 1: 0.0, 2: OFF_PACE, 3: 2 * OFF_PACE}  # frames of the reference -> cost


def costs_of(seed: int, frames: int, states: int) -> Costs:
    return np.random.default_rng(seed).uniform(-3, 3, (frames, states)).astype(np.float32)


def cheapest(costs: Costs) -> float:
    """Try every way from before the first to the last frame of the reference."""
    frames, states = costs.shape
    found = [float(NEVER)]
    for moves in itertools.product(MOVES, repeat=frames):
        at = np.cumsum(moves) - 1
        if moves[0] == 1 and at[-1] == states - 1:
            found.append(sum(MOVES[move] for move in moves) + float(costs[range(frames), at].sum()))
    return min(found)


@pytest.mark.parametrize(("frames", "states"), [(1, 1), (3, 2), (4, 4), (5, 3), (4, 9), (3, 9), (2, 8)])
def test_the_best_way_is_as_cheap_as_the_cheapest_of_all(frames: int, states: int) -> None:
    for seed in range(5):
        costs = costs_of(seed, frames, states)
        found = float(after(costs, first_entry(frames))[-1])
        assert min(found, MOST) == pytest.approx(min(cheapest(costs), MOST), abs=1e-4)


@given(seed=st.integers(0, 99), frames=st.integers(9, 20), lengths=st.lists(st.integers(1, 5), min_size=2, max_size=4))
def test_every_seam_of_a_script_costs_the_same(seed: int, frames: int, lengths: list[int]) -> None:
    parts = [costs_of(seed + at, frames, states) for at, states in enumerate(lengths)]
    come, rest = [first_entry(frames)], [first_entry(frames)[::-1]]
    for costs in parts:
        come.append(after(costs, come[-1]))
    for costs in reversed(parts):
        rest.append(remaining(costs, rest[-1]))
    seams = [float(np.min(one + other)) for one, other in zip(come, reversed(rest), strict=True)]
    assert seams == pytest.approx([seams[0]] * len(seams), rel=1e-4, abs=1e-3)


def test_a_way_begins_only_where_its_entry_lets_it() -> None:
    costs = np.zeros((6, 2), np.float32)
    entry = np.full(7, NEVER, np.float32)
    entry[3] = 5
    reached = walk(costs, entry)
    assert (reached[:3] >= NEVER).all()
    assert reached[4, 1] == 5


def test_frames_of_one_phone_cost_less_than_frames_of_two() -> None:
    rng = np.random.default_rng(1)
    means = rng.standard_normal((200, len(spreads()))) * np.sqrt(spreads())
    one, again = (means + rng.standard_normal(means.shape) for _ in range(2))
    costs = frame_costs(one.astype(np.float32), again.astype(np.float32))
    same = np.diag(costs).mean()
    others = costs[~np.eye(200, dtype=bool)].mean()
    assert same < 0 < others


@pytest.mark.parametrize(("blur", "doubted"), [(1.0, True), (1.4, True), (1.7, False), (3.0, False)])
def test_another_text_is_doubted_although_the_due_one_fits_a_little_better(blur: float, *, doubted: bool) -> None:
    phones = np.random.default_rng(1).standard_normal((30, len(spreads()))) * np.sqrt(spreads())

    def frames(blur: float, seed: int) -> Frames:
        scatter = np.random.default_rng(seed).standard_normal((120, len(spreads())))
        return (np.repeat(phones, 4, axis=0) + blur * scatter).astype(np.float32)

    script = Script([frames(0.5, 2)], [[frames(blur, 3)]])
    (other,) = (each for each in alternatives(frames(1.0, 1), script) if each.fault is Fault.OTHER_TEXT)
    assert -5 < other.margin < 0
    assert bool(doubt_of(frames(1.0, 1), script)) is doubted
