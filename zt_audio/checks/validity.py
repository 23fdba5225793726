"""Warn about appeals that may not be played on the days of their playlist; find when these warnings change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zt_audio.content.facts import next_fact_change
from zt_audio.content.validity import DayVerdict, next_change, next_date, play_days, verdict_on
from zt_audio.model import URGENT, Appeal, Playlist, Problem, Project


def validity_warnings(project: Project, today: date) -> Iterator[Problem]:
    """Yield a warning for each appeal that may not be played on the days of its playlist, or only for a short time.

    These are only warnings, because tracks are built ahead; `export` refuses the playlist on the day itself.
    """
    reported = set()
    for playlist, appeal in _played(project):
        days = play_days(playlist.days, today)
        found = verdict_on(*appeal.valid_days, days, today)
        if found and (appeal.id, found) not in reported:
            reported.add((appeal.id, found))
            verdict, day = found
            bound = appeal.valid_from if verdict is DayVerdict.EARLY else appeal.valid_until
            yield Problem(verdict, bound.where if bound else None, {"appeal": appeal.id, "date": day}, "warning")


def next_validity_change(project: Project, today: date) -> date | None:
    """Return the first day on which appeals, facts or consents give other warnings for the same project."""
    days = [next_change(*appeal.valid_days, today) for _playlist, appeal in _played(project)]
    days += [next_date(playlist.days, today) for playlist in project.playlists.values()]
    if urgent := project.playlists.get(URGENT):
        days += [day for day in play_days(urgent.days, today) if day > today]
    days.append(next_fact_change(project.facts.values(), today))
    origins = project.settings.voices.origins.values()
    days += [next_change(None, origin.consent.until, today) for origin in origins if origin.consent]
    return min((day for day in days if day is not None), default=None)


def _played(project: Project) -> Iterator[tuple[Playlist, Appeal]]:
    for playlist in project.playlists.values():
        for name in dict.fromkeys(name for stop in playlist.stops for name in stop.appeals):
            yield playlist, project.appeals[name]
