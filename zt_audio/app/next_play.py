"""Tell when a playlist is played next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zt_audio.content.timetable import Visit, clock_time, earliest, next_day
from zt_audio.model import Playlist


@dataclass(frozen=True, slots=True)
class NextPlay:
    """When a playlist is played next: the day, and from its first stop to its last where times are given."""

    day: date
    begin: str | None  # 10:00
    end: str | None


def next_play(playlist: Playlist, today: date) -> NextPlay | None:
    """Return when `playlist` is played next; None where all its days are over."""
    day = next_day(playlist.days, today)
    if day is None:
        return None
    visits = [Visit(stop.id, stop.place, stop.arrive_min, stop.stay_min) for stop in playlist.stops]
    times = list(earliest(visits))
    begin_min = times[0][1] if times else None
    last, last_min = times[-1] if times else (None, None)
    end_min = None if last is None or last_min is None else last_min + (last.stay_min or 0)
    return NextPlay(
        day,
        None if begin_min is None else clock_time(begin_min),
        None if end_min is None else clock_time(end_min),
    )
