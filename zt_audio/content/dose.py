"""Count what each place hears in a week: minutes, repeats, and vehicles that are there at the same time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from zt_audio.model import WEEKDAYS, DoseLimits, DoseSettings, Fact, Problem

_HOUR_S = 3600


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
    by_place: dict[str, list[SoundingVisit]] = {}
    for visit in visits:
        by_place.setdefault(visit.place, []).append(visit)
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
    days: dict[object, list[SoundingVisit]] = {}
    for number, (day, visit) in enumerate(heard):  # nothing is known of what stands beside a visit without a time
        days.setdefault(day if visit.begin_min is not None else number, []).append(visit)
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
