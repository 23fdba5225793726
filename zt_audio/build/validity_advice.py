"""A project and today in, what to say of the days of its appeals out; and when there will be other things to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zt_audio.content.validity import next_change, verdict
from zt_audio.model import Appeal, Problem, Project


def validity_advice(project: Project, today: date) -> Iterator[Problem]:
    """Yield a warning for each appeal of a round that may not be played today, or not for long.

    Only warnings: sound is built ahead, and a copy for a driver (`export`) is refused on the day.
    """
    for appeal in _played(project):
        if found := verdict(appeal.valid_from, appeal.valid_until, today):
            slug, day = found
            where = appeal.from_where if slug == "appeal-not-yet" else appeal.until_where
            yield Problem(slug, where, {"appeal": appeal.id, "date": day}, "warning")


def advice_changes(project: Project, today: date) -> date | None:
    """Return the first day on which `validity_advice` of the same project will say something else."""
    days = (next_change(appeal.valid_from, appeal.valid_until, today) for appeal in _played(project))
    return min((day for day in days if day is not None), default=None)


def _played(project: Project) -> Iterator[Appeal]:
    names = (name for playlist in project.playlists.values() for stop in playlist.stops for name in stop.appeals)
    return (project.appeals[name] for name in dict.fromkeys(names))
