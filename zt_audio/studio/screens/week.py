"""The week: which playlist is heard on which day, what each place hears, which sticks and appeals are over."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from zt_audio.app.today.week import clock_time, monday_of, week_of
from zt_audio.studio.names import length_in_words, playlist_titles
from zt_audio.studio.visit import Response, Visit, get

_MOST_PLACES = 300  # a page of twelve thousand weighs megabytes


@get("/week")
def _week(visit: Visit) -> Response:
    view, today = visit.view, visit.today
    monday = monday_of(_day(visit.query.get("from", ""), today))
    week = week_of(visit.root, view.project, monday, today) if view.project else None
    planned = view.project.playlists if view.project else ()
    places = week.places if week else ()
    shown = sorted(range(len(places)), key=lambda n: (not places[n].warnings, -places[n].dose.minutes))[:_MOST_PLACES]
    return visit.page(
        "week.html",
        week=week,
        errors=view.errors,
        left_out={name: title for name, title in playlist_titles(view).items() if name not in planned},
        today=today,
        monday=monday,
        sunday=monday + timedelta(6),
        others=(monday - timedelta(7), monday + timedelta(7)),
        places=[places[n] for n in sorted(shown)],
        clock_time=clock_time,
        length_in_words=length_in_words,
        written=lambda day: day and f"{date.fromisoformat(day):%d.%m.%Y}",
    )


def _day(written: str, usual: date) -> date:
    """Return the day in an address, where it and the weeks beside it are days of the calendar."""
    with suppress(ValueError, OverflowError):
        day = date.fromisoformat(written)
        return day if date.min + timedelta(14) < day < date.max - timedelta(14) else usual
    return usual
