"""Count what people hear of a loudspeaker: who comes by a whole passage, by its order; a place in a week its dose.

A dose is minutes, repeats, and vehicles that are there at the same time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, chain, combinations, pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar

from zt_audio.model import WEEKDAYS, CycleOrder, DoseLimits, DoseSettings, Fact, PartId, Problem, rows_by_key

_PLACES = {"intro": 0, "appeal": 1, "outro": 2}  # in a cycle


_HOUR_S = 3600


class CycleItem(Protocol):
    """A passage, a chime or a pause of a cycle; `pause_ms` is 0 of what is no pause."""

    @property
    def id(self) -> PartId: ...

    @property
    def pause_ms(self) -> int: ...


_T = TypeVar("_T", bound=CycleItem)


@dataclass(frozen=True, slots=True)
class Gaps(Generic[_T]):
    """The pauses between two appeals and between two languages; none where they have no length."""

    appeal: tuple[_T, ...]
    language: tuple[_T, ...]


def cycle_in_order(
    cycle: Sequence[_T], order: CycleOrder, gaps: Gaps[_T], called: Collection[PartId] = ()
) -> tuple[_T, ...]:
    """Return `cycle`, in whichever order it is, in `order`; what is before and behind all speech stays there.

    `called` are the paragraphs that say where to call. By appeal and by paragraph, the first of them that the closing
    words have in each language, else the first that an appeal has, is said again after every second appeal, where
    neither this appeal nor what comes next says it. By paragraph, an appeal or a greeting whose paragraphs differ in
    number is said by appeal. No passage is cut, and each stays with its voice.
    """
    if not (spoken := [row for row, item in enumerate(cycle) if item.id.lang]):
        return tuple(cycle)
    said = _Said(cycle, spoken)
    if order == "by_language":
        blocks = ([said.block(b) for unit in said.units for b in unit if b.lang == lang] for lang in said.langs)
        middle = _joined([_joined(each, gaps.appeal) for each in blocks], gaps.language)
    else:
        say = said.woven if order == "by_paragraph" else said.one_by_one
        rows = [say(unit, gaps.language) for unit in said.units]
        again = _joined([(item,) for item in said.call(called)], gaps.language)
        middle = _joined(_with_call(rows, again, said.units, called) if again else rows, gaps.appeal)
    return (*cycle[: spoken[0]], *middle, *cycle[spoken[-1] + 1 :])


def _with_call(
    rows: Sequence[tuple[_T, ...]], again: tuple[_T, ...], units: Sequence[Sequence[PartId]], called: Collection[PartId]
) -> Iterator[tuple[_T, ...]]:
    """Yield `rows`, one of each of `units`, with `again` after every second appeal."""
    calls = [any(item.id in called for item in row) for row in rows]
    appeals = 0
    for unit, row, near in zip(units, rows, map(any, zip(calls, [*calls[1:], False], strict=True)), strict=True):
        yield row
        appeals += unit[0].kind == "appeal"
        if unit[0].kind == "appeal" and appeals % 2 == 0 and not near:
            yield again


class _Said(Generic[_T]):
    """What a cycle says: the paragraphs of each block once, and blocks that say the same in all languages together."""

    def __init__(self, cycle: Sequence[_T], spoken: Sequence[int]) -> None:
        found: dict[PartId, dict[int, _T]] = {}
        often = Counter(cycle[row].id for row in spoken)
        begins: dict[PartId, tuple[bool, int]] = {}
        self._rests: dict[PartId, tuple[_T, ...]] = {}  # between the paragraphs of a block
        for row in spoken:
            name, before = cycle[row].id, cycle[row - 1] if row else None
            block, number = name.block, name.paragraph or 0
            found.setdefault(block, {})[number] = cycle[row]
            again = often[name] > 1  # where all of a block is said again, nothing shows which time is its own: the last
            begun = begins.get(block)
            if begun is None or again < begun[0] or (again and begun[0]):
                begins[block] = again, row
            if number > 1:  # said again elsewhere, it has a longer pause before it
                rest = (before,) if before and before.pause_ms else ()
                self._rests[block] = min(
                    self._rests.get(block, rest), rest, key=lambda pause: sum(item.pause_ms for item in pause)
                )
        self._paragraphs = {block: [rows[number] for number in sorted(rows)] for block, rows in found.items()}
        blocks = sorted(found, key=lambda block: begins[block][1])
        self.langs = tuple(dict.fromkeys(block.lang for block in blocks))
        units = rows_by_key(((block.kind, block.subject), block) for block in blocks)
        self.units: Sequence[Sequence[PartId]] = sorted(units.values(), key=lambda unit: _PLACES[unit[0].kind])

    def block(self, block: PartId) -> tuple[_T, ...]:
        return _joined([(item,) for item in self._paragraphs[block]], self._rests.get(block, ()))

    def one_by_one(self, unit: Sequence[PartId], gap: tuple[_T, ...]) -> tuple[_T, ...]:
        """Return all of a unit in one language after the other."""
        return _joined([self.block(block) for block in unit], gap)

    def woven(self, unit: Sequence[PartId], gap: tuple[_T, ...]) -> tuple[_T, ...]:
        """Return each paragraph in all languages before the next one."""
        if len({len(self._paragraphs[block]) for block in unit}) > 1:
            return self.one_by_one(unit, gap)
        rows = list(zip(*(self._paragraphs[block] for block in unit), strict=True))
        rests = [self._rests.get(block, gap) for block in unit]
        woven = [(*rest, item) for row in rows for rest, item in zip(rests, row, strict=True)]
        return tuple(chain(woven[0][-1:], *woven[1:]))

    def call(self, called: Collection[PartId]) -> tuple[_T, ...]:
        """Return the paragraph that says where to call, in each language; nothing where one of them has none.

        An appeal that someone read in one go is no such paragraph: it is too long.
        """
        closing = [unit for unit in self.units if unit[0].kind == "outro"]
        appeals = [unit for unit in self.units if unit[0].kind == "appeal"]
        for unit in (*closing, *appeals):
            items = [next((item for item in self._paragraphs[block] if item.id in called), None) for block in unit]
            found = tuple(item for item in items if item is not None)
            if len(found) == len(self.langs) and (unit in closing or all(item.id.paragraph for item in found)):
                return found
        return ()


def _joined(rows: Iterable[tuple[_T, ...]], gap: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(item for number, row in enumerate(rows) for item in ((*gap, *row) if number else row))


STAYS_S = (30, 60, 120)  # in range of a loudspeaker: who drives past, who walks past, who waits

_NO_ONE = 1e-9  # what is left of a share after sums of floats

_Span = tuple[float, float]


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

    def share(rows: Iterable[Iterable[_Span]]) -> float:
        return share_of_arrivals(rows, stay_s, ends[-1])

    return Hearing(
        share([[span for name, span in said if name.lang == lang and name.kind == "appeal"] for lang in langs]),
        share([[span for name, span in said if name.lang == lang] for lang in langs]),
        share([[span for name, span in said if name in called]]),
    )


def share_of_arrivals(wanted: Iterable[Iterable[_Span]], stay_s: float, cycle_s: float) -> float:
    """Return the share of the moments of arrival after which one span of each row of `wanted` is heard whole.

    All in seconds. Who arrives at t hears the span from a to b whole where t <= a and b <= t + stay_s, so where t is in
    [b - stay_s, a], counted around the cycle. A row holds where it is in the union of these; the share is the length of
    what is in the unions of all rows, divided by the length of the cycle. It is exact: no moment is drawn.
    """
    common: list[_Span] = [(0.0, cycle_s)] if cycle_s > 0 else []
    for spans in wanted:
        row = _union(arrival for a, b in spans for arrival in _in_one_cycle((b - stay_s, a), cycle_s))
        common = [(max(a, c), min(b, d)) for a, b in common for c, d in row if max(a, c) < min(b, d)]
    return min(sum(b - a for a, b in common) / cycle_s, 1.0) if common else 0.0


def _in_one_cycle(arrivals: _Span, cycle_s: float) -> Iterable[_Span]:
    """Return a stretch of moments of arrival as it lies in one cycle, from 0 to its end."""
    first, last = arrivals
    if last <= first:
        return ()
    if last - first >= cycle_s:
        return ((0.0, cycle_s),)
    start = first % cycle_s
    end = start + last - first
    return ((start, end),) if end <= cycle_s else ((start, cycle_s), (0.0, end - cycle_s))


def _union(spans: Iterable[_Span]) -> list[_Span]:
    found: list[_Span] = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found


@dataclass(frozen=True, slots=True)
class SoundingVisit:
    """One stop of a built playlist on each of its `days` (mon to sun or ISO dates).

    `begin_min` is in minutes after midnight, None where the playlist does not say. `appeals` have the first and the
    last day on which they may be said (ISO dates; None: no bound).
    """

    playlist: str
    place: str
    days: tuple[str, ...]
    begin_min: int | None
    cycle_s: float
    repeats: int
    appeals: Mapping[str, tuple[str | None, str | None]]

    def is_on(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.days or day.isoformat() in self.days


@dataclass(frozen=True, slots=True)
class PlaceDose:
    """What is heard at a place in seven days; `an_hour` is how many cycles begin within any sixty minutes at most.

    `repeats` counts how often each appeal is said; `together` are playlists whose vehicles are there at the same time.
    """

    minutes: float
    repeats: Mapping[str, int]
    longest_s: float
    an_hour: int
    together: tuple[tuple[str, str], ...]


def week_doses(visits: Sequence[SoundingVisit], first: date) -> Mapping[str, PlaceDose]:
    """Return what each place hears in the seven days from `first` on; places where nothing sounds are left out."""
    by_place = rows_by_key((visit.place, visit) for visit in visits)
    days = [first + timedelta(ahead) for ahead in range(len(WEEKDAYS))]
    found = {
        place: _dose([(day, each) for day in days for each in own if each.is_on(day)])
        for place, own in by_place.items()
    }
    return {place: dose for place, dose in found.items() if dose.minutes}


def _dose(heard: Sequence[tuple[date, SoundingVisit]]) -> PlaceDose:
    repeats = Counter[str]()
    for day, visit in heard:
        for appeal, (valid_from, valid_until) in visit.appeals.items():
            if (valid_from or "") <= day.isoformat() <= (valid_until or "9999"):
                repeats[appeal] += visit.repeats
    # Nothing is known of what stands beside a visit without a time.
    days = rows_by_key((number if visit.begin_min is None else day, visit) for number, (day, visit) in enumerate(heard))
    return PlaceDose(
        sum(visit.cycle_s * visit.repeats for _day, visit in heard) / 60,
        repeats,
        max((visit.cycle_s for _day, visit in heard), default=0.0),
        max((_most_an_hour(own) for own in days.values()), default=0),
        tuple(dict.fromkeys(pair for own in days.values() for pair in _together(own))),
    )


def _most_an_hour(visits: Iterable[SoundingVisit]) -> int:
    """Return how many cycles of one day begin within any sixty minutes."""
    begins = sorted((v.begin_min or 0) * 60 + v.cycle_s * times for v in visits for times in range(v.repeats))
    return max((bisect_left(begins, begin + _HOUR_S) - row for row, begin in enumerate(begins)), default=0)


def _together(visits: Sequence[SoundingVisit]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(sorted(visits, key=lambda visit: visit.begin_min or 0), 2):
        end_s = (one.begin_min or 0) * 60 + one.cycle_s * one.repeats
        if (other.begin_min or 0) * 60 < end_s and one.playlist != other.playlist:
            yield one.playlist, other.playlist


def dose_warnings(
    doses: Mapping[str, PlaceDose], kinds: Mapping[str, str], settings: DoseSettings
) -> Iterator[Problem]:
    """Yield a warning where a place hears more than the settings allow its kind, or two vehicles at the same time."""
    for place, dose in doses.items():
        own = settings.kinds.get(kinds.get(place, ""), DoseLimits())
        cycle_min = own.cycle_min or settings.usual.cycle_min
        an_hour = own.an_hour or settings.usual.an_hour
        facts: dict[str, Fact] = {"place": place}
        if cycle_min and dose.longest_s > cycle_min * 60:
            cycle = round(dose.longest_s)
            yield Problem("dose-cycle", None, {**facts, "cycle": cycle, "limit": cycle_min * 60}, "warning")
        if an_hour and dose.an_hour > an_hour:
            yield Problem("dose-hour", None, {**facts, "n": dose.an_hour, "limit": an_hour}, "warning")
        for one, other in dose.together:
            yield Problem("dose-together", None, {**facts, "one": one, "other": other}, "warning")
