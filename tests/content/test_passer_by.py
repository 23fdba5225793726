"""Who hears a whole passage of a cycle: by hand, and against moments of arrival tried one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from zt_audio.content.passer_by import TimedPart, hearing, share_of_arrivals
from zt_audio.model import PartId

STEP_S = 0.25  # all lengths of the property are multiples of it, so that its steps miss nothing


def part(name: str, length_s: float) -> TimedPart:
    return TimedPart(PartId.parse(name), length_s)


# 0 chime 2 | 2 greeting kk 7 | 10 a/kk 20 | 22 a/ru 32 | 34 closing ru 37 | 37 pause 40
CYCLE = [
    part("chime", 2),
    part("intro/yard/kk/1", 5),
    part("pause", 3),
    part("appeal/a/kk/1", 10),
    part("pause", 2),
    part("appeal/a/ru/1", 10),
    part("pause", 2),
    part("outro/yard/ru/1", 3),
    part("pause", 3),
]
CALLED = {PartId.parse("outro/yard/ru/1")}


@pytest.mark.parametrize(
    ("stay_s", "paragraph", "passage", "where_to_call"),
    [
        # a/kk 10-20 is heard whole by who arrives from 20 - 25 = -5 to 10, a/ru 22-32 from 7 to 22: both from 7 to 10.
        # Greeting or a/kk: from 7 - 25 = -18 to 10. a/ru or closing (37 - 25 = 12 to 34): from 7 to 34. Round the cycle
        # the first is 22 to 40 and 0 to 10: in common are 7 to 10 and 22 to 34. The closing alone: 12 to 34.
        (25, 3 / 40, 15 / 40, 22 / 40),
        # a/kk -1 to 10, a/ru 11 to 22: never both. With greeting and closing -14 to 10, 11 to 34: in common 26 to 34.
        (21, 0, 8 / 40, 18 / 40),
        (3, 0, 0, 0),  # just as long as the closing: one moment in all
        (2, 0, 0, 0),
        (60, 1, 1, 1),
    ],
)
def test_sums_by_hand(stay_s: float, paragraph: float, passage: float, where_to_call: float) -> None:
    found = hearing(CYCLE, CALLED, stay_s)
    assert found.paragraph == pytest.approx(paragraph)
    assert found.passage == pytest.approx(passage)
    assert found.where_to_call == pytest.approx(where_to_call)


def test_nobody_and_everybody_are_said_only_of_all() -> None:
    assert hearing(CYCLE, CALLED, 60).of_100 == {"paragraph": 100, "passage": 100, "where_to_call": 100}
    assert share_of_arrivals([[(0, 1)]], 1.001, 1000) > 0
    nearly = hearing([part("appeal/a/kk/1", 1), part("pause", 999)], (), 1.001)
    assert nearly.of_100["paragraph"] == 1
    assert hearing(CYCLE, (), 60).of_100["where_to_call"] == 0


SPANS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), min_size=1, max_size=6)


@given(SPANS, SPANS, st.integers(1, 400))
def test_no_moment_of_arrival_is_counted_wrongly(
    kk: list[tuple[int, int]], ru: list[tuple[int, int]], stay: int
) -> None:
    """Try each moment in the middle of a step; between two steps nothing changes."""
    cycle, at = [], 0
    for lang, row in (("kk", kk), ("ru", ru)):
        for number, (length, pause) in enumerate(row, start=1):
            cycle += [(lang, number, at, at + length)]
            at += length + pause

    def whole(moment: float, first: int, last: int) -> bool:
        return any(moment <= first + lap * at and last + lap * at <= moment + stay for lap in range(stay // at + 3))

    moments = [step + 0.5 for step in range(at)]
    both = sum(
        all(any(whole(moment, a, b) for lang, _n, a, b in cycle if lang == wanted) for wanted in ("kk", "ru"))
        for moment in moments
    )
    rows = [[(a * STEP_S, b * STEP_S) for lang, _n, a, b in cycle if lang == wanted] for wanted in ("kk", "ru")]
    assert share_of_arrivals(rows, stay * STEP_S, at * STEP_S) == pytest.approx(both / at)


def test_a_cycle_of_nothing_is_heard_by_nobody() -> None:
    assert share_of_arrivals([[]], 60, 0) == 0
    assert hearing([part("pause", 3)], (), 60).where_to_call == 0
