"""A round as it was built and today in, why it may not go to a driver out. Judged from the manifest alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from zt_audio.content.fields import minutes
from zt_audio.content.timetable import Visit, day_kinds, quiet_hour_problems
from zt_audio.content.validity import verdict
from zt_audio.model import Problem, QuietHours
from zt_audio.store.manifest import PlaylistEntry

Kind = Literal["weekday", "weekend"]


def export_refusals(entry: PlaylistEntry, today: date) -> tuple[Problem, ...]:
    """Return everything that speaks against taking `entry` out today: errors forbid it, warnings are to be told."""
    return (*_validity(entry, today), *_quiet_hours(entry))


def _validity(entry: PlaylistEntry, today: date) -> Iterator[Problem]:
    for name, appeal in entry.appeals.items():
        if found := verdict(appeal.valid_from, appeal.valid_until, today):
            slug, day = found
            facts = {"appeal": name, "date": day}
            yield Problem(slug, None, facts, "warning" if slug == "appeal-expires-soon" else "error")


def _quiet_hours(entry: PlaylistEntry) -> Iterator[Problem]:
    hours = QuietHours(_stated(entry, "weekday"), _stated(entry, "weekend"), entry.holidays)
    visits = [
        Visit(track.stop, track.place, minutes(track.arrive) if track.arrive else None, track.stay_min)
        for track in entry.tracks
    ]
    kinds = day_kinds(entry.days, hours.holidays)
    yield from quiet_hour_problems(visits, kinds, hours, entry.outside_hours_reason)
    timeless = [visit.stop for visit in visits if visit.arrive_min is None]
    if timeless and not entry.outside_hours_reason:
        yield Problem("quiet-hours-unchecked", None, {"n": len(timeless), "stop": timeless[0]}, "warning")


def _stated(entry: PlaylistEntry, kind: Kind) -> tuple[int, int]:
    """Return the hours that the manifest states; a manifest from before there were any has the built-in ones."""
    usual: tuple[int, int] = getattr(QuietHours(), kind)
    begin, _dash, end = entry.quiet_hours.get(kind, "").partition("-")
    begin_min, end_min = minutes(begin), minutes(end)
    return usual if begin_min is None or end_min is None else (begin_min, end_min)
