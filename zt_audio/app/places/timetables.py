"""Show the playlists of a project on a line of time, with what is wrong with their hours."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zt_audio.app.edit import FileEdit, Insert, Value
from zt_audio.app.places.places import place_rows
from zt_audio.app.texts.workbench import BilingualTexts, View
from zt_audio.content.timetable import (
    MINUTES_A_DAY,
    TYPED_TIME_PATTERN,
    TimedVisit,
    clock_time,
    day_kinds,
    earliest,
    minutes_of_day,
    next_day,
    typed_day,
    typed_time,
    weekday_of,
    written_day,
)
from zt_audio.content.yaml.tree import Map, Node, items, mapping, plain, text_value, text_values
from zt_audio.model import LANGS, WEEKDAYS, Problem, QuietHours
from zt_audio.store.state_file import is_day

__all__ = [
    "TYPED_TIME_PATTERN",
    "PlaylistRow",
    "PlaylistTimes",
    "StopTimes",
    "added_stop",
    "clock_time",
    "is_day",
    "minutes_of_day",
    "next_trip",
    "open_time",
    "playlist_rows",
    "playlist_times",
    "typed_day",
    "typed_time",
    "weekday_of",
    "written_day",
]


_DRIVE_MIN = 10  # to the next stop, where the file does not say more


@dataclass(frozen=True, slots=True)
class PlaylistRow:
    """A playlist in the list; `days` are weekdays (mon to sun) or ISO dates."""

    id: str
    file: str
    title: BilingualTexts
    days: tuple[str, ...]
    stops: int
    hours: str  # from the first arrival to the last departure, as 10:00–18:50
    problems: tuple[Problem, ...]

    @property
    def known_days(self) -> list[str]:
        """Return the days that are days: what staff typed may be anything."""
        return [day for day in self.days if day in WEEKDAYS or is_day(day)]


@dataclass(frozen=True, slots=True)
class StopTimes:
    """A stop as its file states it, with minutes after midnight where both are known, and its problems."""

    position: int
    id: str  # of its own; empty: that of the place
    place: str
    name: BilingualTexts
    arrive: str
    stay: str
    moving: Mapping[str, str]  # km_h and range_m of a vehicle that drives past
    appeals: tuple[str, ...]  # of its own; empty: those of the playlist
    begin_min: int | None
    end_min: int | None
    problems: tuple[Problem, ...]
    plain: object  # all that the file says of the stop


@dataclass(frozen=True, slots=True)
class PlaylistTimes:
    """A playlist with its stops; `quiet` are the hours in which it may be heard, in minutes after midnight."""

    row: PlaylistRow
    appeals: tuple[str, ...]
    languages: tuple[str, ...]
    profile: str
    reason: str  # why it may be heard in quiet hours
    stops: tuple[StopTimes, ...]
    hours: tuple[int, int]


def playlist_rows(view: View) -> tuple[PlaylistRow, ...]:
    """Return a row for each file of a playlist, in the order of their names."""
    return tuple(_row(view, file.name, file.id) for file in view.files.values() if file.kind == "playlist")


def playlist_times(view: View, playlist: str) -> PlaylistTimes | None:
    """Return everything about `playlist`; None where there is none of this name."""
    if (row := next((row for row in playlist_rows(view) if row.id == playlist), None)) is None:
        return None
    tree = mapping(view.trees.get(row.file))
    # The hours in which `row.days` may be heard: what all of them allow, or those of working days without any.
    quiet = view.project.settings.quiet_hours if view.project else QuietHours()
    hours = [getattr(quiet, kind) for kind in day_kinds(row.known_days, quiet.holidays)] or [quiet.weekday]
    return PlaylistTimes(
        row,
        text_values(tree.get("appeals")),
        text_values(tree.get("languages")) or LANGS,
        text_value(tree.get("profile")),
        text_value(tree.get("outside_hours_reason")),
        _stops(view, row, tree),
        (max(begin for begin, _end in hours), min(end for _begin, end in hours)),
    )


def _row(view: View, file: str, playlist: str) -> PlaylistRow:
    tree = mapping(view.trees.get(file))
    days = (*(weekday_of(day) or day for day in text_values(tree.get("days"))), *text_values(tree.get("dates")))
    stops = items(tree.get("stops"))
    times = list(earliest([TimedVisit("", "", minutes_of_day(_time(stop)), _stay(stop)) for stop in stops]))
    ends = [begin + (visit.stay_min or 0) for visit, begin in times if begin is not None]
    begins = [begin for _visit, begin in times if begin is not None]
    hours = f"{clock_time(min(begins))}–{clock_time(max(ends))}" if begins else ""
    return PlaylistRow(playlist, file, view.texts(file, "title"), days, len(stops), hours, view.problems_of(file))


def next_trip(row: PlaylistRow, now: datetime) -> date | None:
    """Return the day on which a playlist is heard next, today until its last stop is over; None where no day comes."""
    end_min = minutes_of_day(row.hours.partition("–")[2])
    is_over = end_min is not None and end_min <= now.hour * 60 + now.minute
    return next_day(row.known_days, now.date() + timedelta(is_over))


def _stops(view: View, row: PlaylistRow, tree: Mapping[str, Node]) -> tuple[StopTimes, ...]:
    nodes = items(tree.get("stops"))
    keys = tree.key_where.values() if isinstance(tree, Map) else ()
    lines = [node.where.line for node in nodes]
    lines.append(min((key.line for key in keys if lines and key.line > lines[-1]), default=sys.maxsize))
    names = {row.id: row.name for row in place_rows(view)}
    found = []
    for position, node in enumerate(nodes):
        stop = mapping(node)
        problems = tuple(p for p in row.problems if p.where and lines[position] <= p.where.line < lines[position + 1])
        place = text_value(stop.get("place"))
        begin = minutes_of_day(_time(node))
        end = None if begin is None else begin + (_stay(node) or 0)
        name = names.get(place) or dict.fromkeys(LANGS, "")
        found.append(
            StopTimes(
                position,
                text_value(stop.get("id")),
                place,
                name,
                text_value(stop.get("arrive")),
                text_value(stop.get("stay_min")),
                {key: text_value(value) for key, value in mapping(stop.get("moving")).items()},
                text_values(stop.get("appeals")),
                begin,
                end,
                problems,
                plain(node),
            )
        )
    return tuple(found)


def _time(stop: Node) -> str:
    return text_value(mapping(stop).get("arrive"))


def _stay(stop: Node) -> int | None:
    stay = text_value(mapping(stop).get("stay_min"))
    return int(stay) if re.fullmatch("[0-9]{1,3}", stay) else None


def next_free_time(times: PlaylistTimes) -> str:
    """Return when a further stop may begin: some minutes after the last one ends, on a multiple of five."""
    last = max((stop.end_min or stop.begin_min or 0 for stop in times.stops), default=0)
    return clock_time(min(MINUTES_A_DAY - 5, -(-(last + _DRIVE_MIN) // 5) * 5) if last else times.hours[0])


def open_time(times: PlaylistTimes) -> str:
    """Return when a stop begins whose time a person left open; "" where no stop has a time, or the day is over."""
    free = next_free_time(times)
    return free if any(stop.arrive for stop in times.stops) and (minutes_of_day(free) or 0) < times.hours[1] else ""


def added_stop(times: PlaylistTimes, place: str, arrive: str, stay: str) -> FileEdit:
    """Return the edit that puts a stop where its time belongs among the others, or behind the last.

    No time means `open_time`.
    """
    arrive, stay = typed_time(arrive.strip()) or open_time(times), stay.strip()
    begin = minutes_of_day(arrive)
    later = [stop.position for stop in times.stops if begin is not None and (stop.begin_min or -1) > begin]
    said = {"place": place, "arrive": arrive, "stay_min": stay}
    stop: dict[str, Value] = {key: value for key, value in said.items() if value}
    return FileEdit(times.row.file, (Insert(("stops",), min(later, default=len(times.stops)), stop),))
