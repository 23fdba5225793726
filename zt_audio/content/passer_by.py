"""Count how many of the people who come by hear a whole passage of a cycle before they are out of range."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from zt_audio.model import PartId

STAYS_S = (30, 60, 120)  # in range of a loudspeaker: who drives past, who walks past, who waits

_NO_ONE = 1e-9  # what is left of a share after sums of floats

Span = tuple[float, float]


class TimedPart(NamedTuple):
    """A part of a cycle, and how long it sounds."""

    id: PartId
    length_s: float

    @property
    def pause_ms(self) -> int:
        return round(self.length_s * 1000) if self.id.kind == "pause" else 0


@dataclass(frozen=True, slots=True)
class Hearing:
    """Of all moments of arrival, from 0 to 1, those of people who hear something whole before they go.

    `paragraph`: in each language of the cycle a paragraph of an appeal; `passage`: likewise, greetings and closing
    words counted; `where_to_call`: in any language a passage that says it.
    """

    paragraph: float
    passage: float
    where_to_call: float

    @property
    def of_100(self) -> dict[str, int]:
        """Return each share as people say it; 0 and 100 mean no one and all."""
        return {name: _of_100(getattr(self, name)) for name in self.__slots__}


def _of_100(share: float) -> int:
    return round(100 * share) if min(share, 1 - share) < _NO_ONE else min(max(round(100 * share), 1), 99)


def hearing(cycle: Sequence[TimedPart], called: Collection[PartId], stay_s: float) -> Hearing:
    """Return who hears what of `cycle`, which repeats without an end, in `stay_s` seconds within range."""
    ends = [*accumulate((part.length_s for part in cycle), initial=0.0)]
    said = [(part.id, span) for part, span in zip(cycle, pairwise(ends), strict=True) if part.id.lang]
    langs = {name.lang for name, _span in said}

    def share(rows: Iterable[Iterable[Span]]) -> float:
        return share_of_arrivals(rows, stay_s, ends[-1])

    return Hearing(
        share([[span for name, span in said if name.lang == lang and name.kind == "appeal"] for lang in langs]),
        share([[span for name, span in said if name.lang == lang] for lang in langs]),
        share([[span for name, span in said if name in called]]),
    )


def share_of_arrivals(wanted: Iterable[Iterable[Span]], stay_s: float, cycle_s: float) -> float:
    """Return the share of the moments of arrival after which one span of each row of `wanted` is heard whole.

    All in seconds. Who arrives at t hears the span from a to b whole where t <= a and b <= t + stay_s, so where t is in
    [b - stay_s, a], counted around the cycle. A row holds where it is in the union of these; the share is the length of
    what is in the unions of all rows, divided by the length of the cycle. It is exact: no moment is drawn.
    """
    common: list[Span] = [(0.0, cycle_s)] if cycle_s > 0 else []
    for spans in wanted:
        row = _union(arrival for a, b in spans for arrival in _in_one_cycle((b - stay_s, a), cycle_s))
        common = [(max(a, c), min(b, d)) for a, b in common for c, d in row if max(a, c) < min(b, d)]
    return min(sum(b - a for a, b in common) / cycle_s, 1.0) if common else 0.0


def _in_one_cycle(arrivals: Span, cycle_s: float) -> Iterable[Span]:
    """Return a stretch of moments of arrival as it lies in one cycle, from 0 to its end."""
    first, last = arrivals
    if last <= first:
        return ()
    if last - first >= cycle_s:
        return ((0.0, cycle_s),)
    start = first % cycle_s
    end = start + last - first
    return ((start, end),) if end <= cycle_s else ((start, cycle_s), (0.0, end - cycle_s))


def _union(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found
