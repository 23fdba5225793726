"""Put urgent messages first: the stops of the playlist `urgent` in every other one, on its dates alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zt_audio.model import URGENT, WEEKDAYS, Project


def with_urgent(project: Project, today: date | None) -> Project:
    """Return `project` with what is urgent `today` first in each playlist that is played then.

    Without a day it stays as it is written.
    """
    urgent = project.playlists.get(URGENT)
    if today is None or urgent is None or today.isoformat() not in urgent.days:
        return project
    played = {today.isoformat(), WEEKDAYS[today.weekday()]}
    playlists = {
        name: replace(each, stops=(*urgent.stops, *each.stops))
        if each is not urgent and played & {*each.days}
        else each
        for name, each in project.playlists.items()
    }
    return replace(project, playlists=playlists)
