"""Judge hours and days: stops that cannot follow each other, quiet hours, what is over. No files, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from zt_audio.model import WEEKDAYS, Fact, Playlist, Problem, QuietHours, Severity, Where

_DAY_NAMES = {  # as people write them: short and whole, in English, Kazakh and Russian
    "mon": ("monday", "дс", "дб", "дүйсенбі", "пн", "понедельник"),
    "tue": ("tuesday", "сс", "сейсенбі", "вт", "вторник"),
    "wed": ("wednesday", "ср", "сәрсенбі", "среда"),
    "thu": ("thursday", "бс", "бейсенбі", "чт", "четверг"),
    "fri": ("friday", "жм", "жұма", "пт", "пятница"),
    "sat": ("saturday", "сб", "сенбі", "суббота"),
    "sun": ("sunday", "жс", "жк", "жексенбі", "вс", "воскресенье"),
}
_DAYS = {name: day for day, names in _DAY_NAMES.items() for name in (day, *names)}
DAY_NAMES = tuple(_DAYS)
TIME_PATTERN = r"([01]?[0-9]|2[0-3]):[0-5][0-9]"
TYPED_TIME_PATTERN = r"([01]?[0-9]|2[0-3])[:.,]?([0-5][0-9])"
DayKind = Literal["weekday", "weekend"]
DAY_KINDS: tuple[DayKind, ...] = ("weekday", "weekend")
MINUTES_A_DAY = 24 * 60
_WEEKEND = ("sat", "sun")
_EARLY: dict[DayKind, str] = {"weekday": "too-early-weekday", "weekend": "too-early-weekend"}
_LATE: dict[DayKind, str] = {"weekday": "too-late-weekday", "weekend": "too-late-weekend"}
_USUAL = QuietHours()


_SOON_DAYS = 7  # a week to record another text and to hand out new sticks


@dataclass(frozen=True, slots=True)
class TimedVisit:
    """One stop: minutes after midnight and minutes; None where a playlist does not say. `where` is that of `arrive`."""

    stop: str
    place: str
    arrive_min: int | None
    stay_min: int | None
    where: Where | None = None


def minutes_of_day(time: str) -> int | None:
    """Return the minutes after midnight of `time`, such as 09:30 or 9:30; None where there is no such time."""
    if not re.fullmatch(TIME_PATTERN, time):
        return None
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def typed_time(value: str) -> str:
    """Return a time that a person typed as 15.30, 1530 or 9:00 as the files have it: 15:30. Anything else stays."""
    found = re.fullmatch(TYPED_TIME_PATTERN, value.strip())
    return f"{found[1]}:{found[2]}" if found else value


def typed_day(value: str) -> str:
    """Return 2026-11-30 for 30.11.2026. Anything else stays."""
    found = re.fullmatch(r"([0-3]?[0-9])\.([01]?[0-9])\.([0-9]{4})", value.strip())
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else value


def written_day(iso: str) -> str:
    """Return `24.11.2026` for `2026-11-24`. Anything else stays."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", iso)
    return f"{found[3]}.{found[2]}.{found[1]}" if found else iso


def weekday_of(name: str) -> str | None:
    """Return mon..sun for the name of a day in any of our languages, whole or short; None where it is none."""
    return _DAYS.get(name.strip(" .").lower())


def clock_time(minutes: int) -> str:
    """Return minutes after midnight as people write them: 09:30, and 24:10 for what ends the next day."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def stay_span(arrive: str, stay_min: int | None) -> str:
    """Return from when to when a vehicle stays, as drivers read it: 10:00–10:15; 10:00 alone without a stay."""
    if (begin_min := minutes_of_day(arrive)) is None or not stay_min:
        return arrive
    return f"{arrive}–{clock_time((begin_min + stay_min) % MINUTES_A_DAY)}"


def playing_time(duration_ms: float) -> str:
    """Return a length as players show it, to the nearest second: 5:56, from an hour on 1:05:56."""
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def written_length(seconds: float, minutes: str, rest: str) -> str:
    """Return a length that no one takes for a time of day: 4 min 50 s. `minutes` and `rest` say so many {n}."""
    whole, left = divmod(round(seconds), 60)
    shown = ((minutes, whole), (rest, left))
    return " ".join(words.format(n=n) for words, n in shown if n or not (whole or words == minutes))


def hours_span(hours: tuple[int, int]) -> str:
    """Return a stretch of the day as the manifest states it: 09:00-22:00."""
    return "-".join(clock_time(minutes) for minutes in hours)


def impossible(visits: Sequence[TimedVisit]) -> Iterator[Problem]:
    """Yield each stop that begins before the one before it, or while the vehicle still stands elsewhere.

    A stop without a time begins when the stop before it ends. At one and the same place a second stop may begin
    early: that cuts the first one short, which is a warning.
    """
    last: TimedVisit | None = None  # with a time
    place, leave_min = "", 0
    for visit in visits:
        if visit.arrive_min is None:
            leave_min += visit.stay_min or 0
        else:
            if last is not None and last.arrive_min is not None and visit.arrive_min <= last.arrive_min:
                facts: dict[str, Fact] = {"value": clock_time(visit.arrive_min), "before": clock_time(last.arrive_min)}
                yield Problem("time-backwards", visit.where, facts)
            elif last is not None and visit.arrive_min < leave_min:
                severity: Severity = "warning" if visit.place == place else "error"
                facts = {"value": clock_time(visit.arrive_min), "leave": clock_time(leave_min)}
                yield Problem("stay-too-long", visit.where, facts, severity)
            last, leave_min = visit, visit.arrive_min + (visit.stay_min or 0)
        place = visit.place


def earliest(visits: Sequence[TimedVisit]) -> Iterator[tuple[TimedVisit, int | None]]:
    """Yield each stop with the minute at which it begins at the earliest; None where nothing says it.

    A stop without a time cannot begin before the one before it ends.
    """
    leave_min: int | None = None
    for visit in visits:
        begin_min = leave_min if visit.arrive_min is None else visit.arrive_min
        yield visit, begin_min
        leave_min = None if begin_min is None else begin_min + (visit.stay_min or 0)


def holidays_met(days: Collection[str], holidays: Sequence[str]) -> tuple[str, ...]:
    """Return those of `holidays` (ISO dates) on which a playlist with these `days` (mon..sun or ISO dates) is heard."""
    return tuple(day for day in holidays if day in days or _weekday(day) in days)


def _weekday(day: str) -> str:
    return WEEKDAYS[date.fromisoformat(day).weekday()]


def next_day(days: Collection[str], today: date) -> date | None:
    """Return the first day from today on that `days` (mon..sun or ISO dates) name; None where all are over."""
    dates = [date.fromisoformat(day) for day in days if day not in WEEKDAYS]
    week = [today + timedelta(ahead) for ahead in range(len(WEEKDAYS))]
    named = [day for day in week if WEEKDAYS[day.weekday()] in days]
    return min((day for day in (*dates, *named) if day >= today), default=None)


def day_kinds(days: Collection[str], holidays: Collection[str]) -> tuple[DayKind, ...]:
    """Return the kinds of days whose hours hold on `days` (mon..sun or ISO dates): a holiday counts as a weekend."""
    found = {_kind(day, holidays) for day in days}
    return tuple(kind for kind in DAY_KINDS if kind in found)


def _kind(day: str, holidays: Collection[str]) -> DayKind:
    name = day if day in WEEKDAYS else _weekday(day)
    return "weekend" if name in _WEEKEND or day in holidays else "weekday"


def quiet_hour_problems(
    visits: Sequence[TimedVisit], kinds: Collection[DayKind], hours: QuietHours, reason: str | None
) -> Iterator[Problem]:
    """Yield each stay that is not wholly within the hours of `kinds`; it may end with the last of their minutes.

    A stop that does not say how long it lasts is heard for a minute at least; one without a time begins when the one
    before it ends, so that it may be too late, but never too early. With a `reason` there is a warning for each such
    stop, which repeats it.
    """
    for visit, begin_min in earliest(visits):
        found = () if begin_min is None else tuple(_outside(visit, begin_min, kinds, hours))
        if found and reason:
            said = {name: found[0].facts[name] for name in ("stop", "value", "leave")}
            yield Problem("outside-hours-allowed", visit.where, {**said, "reason": reason}, "warning")
        elif found:
            yield from found


def _outside(visit: TimedVisit, arrive_min: int, kinds: Collection[DayKind], hours: QuietHours) -> Iterator[Problem]:
    leave_min = arrive_min + (visit.stay_min or 1)
    for kind in kinds:
        begin_min, end_min = getattr(hours, kind)
        rule = "zt_audio" if (begin_min, end_min) == getattr(_USUAL, kind) else "settings.yaml"
        said: dict[str, Fact] = {"stop": visit.stop, "value": clock_time(arrive_min), "leave": clock_time(leave_min)}
        if arrive_min < begin_min and visit.arrive_min is not None:
            yield Problem(_EARLY[kind], visit.where, {**said, "limit": clock_time(begin_min), "rule": rule})
        if leave_min > end_min:
            yield Problem(_LATE[kind], visit.where, {**said, "limit": clock_time(end_min), "rule": rule})


@dataclass(frozen=True, slots=True)
class NextPlay:
    """When a playlist is played next: the day, and from its first stop to its last where times are given."""

    day: date
    begin: str | None  # 10:00
    end: str | None


def next_play(playlist: Playlist, today: date) -> NextPlay | None:
    """Return when `playlist` is played next; None where all its days are over."""
    if (day := next_day(playlist.days, today)) is None:
        return None
    visits = [TimedVisit(stop.id, stop.place, stop.arrive_min, stop.stay_min) for stop in playlist.stops]
    times = list(earliest(visits))
    begin_min = times[0][1] if times else None
    last, last_min = times[-1] if times else (None, None)
    end_min = None if last is None or last_min is None else last_min + (last.stay_min or 0)
    return NextPlay(
        day,
        None if begin_min is None else clock_time(begin_min),
        None if end_min is None else clock_time(end_min),
    )


class DayVerdict(StrEnum):
    """Why an appeal may not be played, or not for long: the slug that says so."""

    OVER = "appeal-expired"
    SOON = "appeal-expires-soon"
    EARLY = "appeal-not-yet"


def play_days(days: Sequence[str], today: date) -> tuple[date, ...]:
    """Return the days that a playlist with `days` is judged by: today, or each of its dates that is still to come."""
    if any(day in WEEKDAYS for day in days):
        return (today,)
    return tuple(day for day in sorted(map(date.fromisoformat, days)) if day >= today)


def verdict_on(
    valid_from: str | None, valid_until: str | None, days: Collection[date], today: date
) -> tuple[DayVerdict, str] | None:
    """Return what `verdict` says of an appeal that is to be played on `days`: the worst of it.

    What is for today alone comes first in playlists of more days, and goes with this day.
    """
    if valid_from == valid_until == today.isoformat():
        return None
    found = [verdict(valid_from, valid_until, day) for day in days]
    wrong = next((one for one in found if one and one[0] is not DayVerdict.SOON), None)
    return wrong or (verdict(valid_from, valid_until, today) if today in days else None)


def verdict(valid_from: str | None, valid_until: str | None, today: date) -> tuple[DayVerdict, str] | None:
    """Return a verdict and its date; None where the appeal may be played today and in the week to come."""
    if valid_until is not None and date.fromisoformat(valid_until) < today:
        return DayVerdict.OVER, valid_until
    if valid_from is not None and date.fromisoformat(valid_from) > today:
        return DayVerdict.EARLY, valid_from
    if valid_until is None or valid_until == valid_from:  # what is for one day ends soon by intention
        return None
    is_soon = date.fromisoformat(valid_until) <= today + timedelta(_SOON_DAYS)
    return (DayVerdict.SOON, valid_until) if is_soon else None


def next_date(days: Sequence[str], today: date) -> date | None:
    """Return the first day after today on which a playlist with `days` has one date less to come."""
    dates = [date.fromisoformat(day) for day in days if day not in WEEKDAYS]
    return min((day + timedelta(1) for day in dates if day >= today), default=None)


def next_change(valid_from: str | None, valid_until: str | None, today: date) -> date | None:
    """Return the first day after today on which the verdict may be another; None where it stays for ever."""
    days = [date.fromisoformat(valid_from)] if valid_from else []
    if valid_until:
        last = date.fromisoformat(valid_until)
        days += [last - timedelta(_SOON_DAYS), last + timedelta(1)]
    return min((day for day in days if day > today), default=None)
