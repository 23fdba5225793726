"""A round as it was built and today in, why it may not go to a driver out. Judged from the manifest alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from zt_audio.content.fields import minutes
from zt_audio.content.timetable import (
    DAY_KINDS,
    Visit,
    day_kinds,
    hours_span,
    impossible,
    playing_time,
    quiet_hour_problems,
)
from zt_audio.content.validity import play_days, verdict_on
from zt_audio.model import Fact, Problem, QuietHours
from zt_audio.store.manifest import PlaylistEntry, TrackEntry

Kind = Literal["weekday", "weekend"]


def export_refusals(entry: PlaylistEntry, today: date) -> tuple[Problem, ...]:
    """Return everything that speaks against taking `entry` out: errors forbid it today, warnings are to be told."""
    visits = [_visit(track) for track in entry.tracks]
    return (*_days(entry, today), *_quiet_hours(entry, visits, today), *_timetable(visits), *_too_short(entry))


def _days(entry: PlaylistEntry, today: date) -> Iterator[Problem]:
    """Yield what is wrong with the days: judged is today, or each date that is still to come."""
    days = play_days(entry.days, today)
    if not days:
        yield Problem("round-over", None, {"date": max(entry.days)})
    for name, appeal in entry.appeals.items():
        if found := verdict_on(appeal.valid_from, appeal.valid_until, days, today):
            slug, day = found
            facts = {"appeal": name, "date": day}
            yield Problem(slug, None, facts, "warning" if slug == "appeal-expires-soon" else "error")


def _quiet_hours(entry: PlaylistEntry, visits: Sequence[Visit], today: date) -> Iterator[Problem]:
    hours = QuietHours(_stated(entry, "weekday"), _stated(entry, "weekend"), entry.holidays)
    reason = entry.outside_hours_reason
    to_come = [day for day in entry.holidays if day not in entry.days and day >= today.isoformat()]
    kinds = set(day_kinds(entry.days, hours.holidays)) | ({"weekend"} if today.isoformat() in to_come else set())
    yield from quiet_hour_problems(visits, [kind for kind in DAY_KINDS if kind in kinds], hours, reason)
    if "weekend" not in kinds and to_come and not reason:
        wrong = next(quiet_hour_problems(visits, ["weekend"], hours, None), None)
        if wrong:
            facts = {"dates": ", ".join(to_come), "stop": wrong.facts["stop"], "hours": hours_span(hours.weekend)}
            yield Problem("holiday-hours", None, facts, "warning")
    timeless = [visit.stop for visit in visits if visit.arrive_min is None]
    if timeless and not reason:
        yield Problem("quiet-hours-unchecked", None, {"n": len(timeless), "stop": timeless[0]}, "warning")


def _visit(track: TrackEntry) -> Visit:
    """Return a stop with the time that one cycle takes where nobody says how long it lasts."""
    stay_min = track.stay_min or -(-track.duration_ms // 60_000)
    return Visit(track.stop, track.place, minutes(track.arrive) if track.arrive else None, stay_min)


def _timetable(visits: Sequence[Visit]) -> Iterator[Problem]:
    """Yield what only the lengths of what was built show; all else was an error before the build."""
    for problem in impossible(visits):
        yield replace(problem, severity="warning")


def _too_short(entry: PlaylistEntry) -> Iterator[Problem]:
    """Yield a warning for each stay in which not all is heard once: the second language comes last."""
    for track in entry.tracks:
        cycle_ms = track.duration_ms // track.repeats
        if track.stay_min and track.stay_min * 60_000 < cycle_ms:
            cycle = playing_time(cycle_ms // 1000 * 1000)  # whole seconds that have passed
            facts: dict[str, Fact] = {"stop": track.stop, "minutes": track.stay_min, "cycle": cycle}
            yield Problem("stay-too-short", None, facts, "warning")


def _stated(entry: PlaylistEntry, kind: Kind) -> tuple[int, int]:
    """Return the hours that the manifest states; a manifest from before there were any has the built-in ones."""
    usual: tuple[int, int] = getattr(QuietHours(), kind)
    begin, _dash, end = entry.quiet_hours.get(kind, "").partition("-")
    begin_min, end_min = minutes(begin), minutes(end)
    return usual if begin_min is None or end_min is None else (begin_min, end_min)
