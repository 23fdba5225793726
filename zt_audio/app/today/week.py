"""Show a week: which playlist is heard on which day and from which stick, what each place hears, and what is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from zt_audio.app.making.hearing import HeardBuild, PlaceWeek, builds_in_output, place_weeks
from zt_audio.app.project import workspace_at
from zt_audio.app.vouching.facts import WRITTEN, kept_builds, playlist_and_build
from zt_audio.content.timetable import clock_time, day_kinds, minutes_of_day
from zt_audio.errors import BuildError
from zt_audio.model import SHORT_FORM, WEEKDAYS, Playlist, Project, QuietHours
from zt_audio.store.manifest import Manifest
from zt_audio.trust.journal import Act, read_acts

__all__ = ["RouteDay", "Week", "clock_time", "monday_of", "week_of"]


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day, and from when to when sound may be heard on it, in minutes after midnight."""

    day: date
    hours: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RouteDay:
    """A playlist on a day on which it is heard. `begin` and `end` are times of a clock, "" where nothing says them.

    `build` is the number of what is said, "" where that is not known: nothing was built, or of a day that is past no
    stick was written before its end by the journals here. `stick` wrote it, on such a day.
    """

    begin: str
    end: str
    stops: int
    build: str
    stick: Act | None
    is_quiet: bool  # some of it lies outside the hours of the day
    reason: str  # why it may

    @property
    def hours(self) -> str:
        return "–".join(dict.fromkeys(time for time in (self.begin, self.end) if time))


@dataclass(frozen=True, slots=True)
class WrittenStick:
    """The last playlist that was written to a drive; `until` is the last day of what it says, "" without an end."""

    drive: str
    on: date
    build: str
    is_current: bool  # it holds what is in output/
    until: str


@dataclass(frozen=True, slots=True)
class RouteWeek:
    """A playlist: a cell for each day, None where it is not heard, and its sticks, the newest first."""

    id: str
    title: Mapping[str, str]
    days: tuple[RouteDay | None, ...]
    sticks: tuple[WrittenStick, ...]


@dataclass(frozen=True, slots=True)
class LimitedAppeal:
    """An appeal of the playlists that is not said on each day: its first and last day, and on which of these it is."""

    id: str
    title: Mapping[str, str]
    first: str
    last: str
    days: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The week from Monday on. `places` count what is known; some of it `is_unknown` where a cell has no build."""

    days: tuple[WeekDay, ...]
    routes: tuple[RouteWeek, ...]
    appeals: tuple[LimitedAppeal, ...]
    places: tuple[PlaceWeek, ...]
    is_unknown: bool

    @property
    def has_sticks(self) -> bool:
        """Tell whether a stick is known that was written for any of these days; of days to come none counts."""
        return any(day is not None and day.stick is not None for route in self.routes for day in route.days)


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def week_of(root: Path, project: Project, day: date, today: date) -> Week:
    """Return the week of `day`: before `today` as the sticks were, from then on as it is written and built.

    The journals know which stick was out on a day that is past; they do not know whether its vehicle drove.
    Raises ContentError, OSError.
    """
    workspace = workspace_at(root)
    first = monday_of(day)
    days = [first + timedelta(ahead) for ahead in range(len(WEEKDAYS))]
    acts = read_acts(workspace.root)
    written = [act for act in acts if act.done == WRITTEN][::-1]  # a later one takes the place of an earlier one
    out = {
        (playlist_and_build(act)[0], each): act for act in written for each in days if act.moment.date() <= each < today
    }
    drives = {act.deed.what.partition(" ")[2]: act for act in written}
    wanted = {playlist_and_build(act) for act in (*out.values(), *drives.values())}
    kept = kept_builds(workspace.root, [act for act in acts if playlist_and_build(act) in wanted])
    try:
        now = {each.playlist: each for each in builds_in_output(workspace)}
    except BuildError:
        now = {}
    routes: list[RouteWeek] = []
    heard: dict[tuple[str, str], HeardBuild] = {}
    for name in dict.fromkeys([*project.playlists, *(playlist for playlist, _number in wanted)]):
        plan, cells = project.playlists.get(name), []
        for each in days:
            stick = out.get((name, each))
            found = kept.get(playlist_and_build(stick)) if stick else None
            build = now.get(name) if each >= today else HeardBuild(name, found[1], ()) if found else None
            cell = _cell(plan, build, stick, each, project.settings.quiet_hours, is_past=each < today)
            cells.append(cell)
            if cell and build:
                key = (name, build.entry.number)
                heard[key] = replace(build, days=(*(heard[key].days if key in heard else ()), each.isoformat()))
        if plan or any(cells):
            sticks = [
                _stick(drive, act, kept, now) for drive, act in drives.items() if playlist_and_build(act)[0] == name
            ]
            title = {str(lang): text.value for lang, text in (plan.title if plan else {}).items()}
            routes.append(
                RouteWeek(name, title, tuple(cells), tuple(sorted(sticks, key=lambda each: each.on, reverse=True)))
            )
    return Week(
        tuple(WeekDay(each, _hours(each, project.settings.quiet_hours)) for each in days),
        tuple(routes),
        tuple(_limited(project, days)),
        place_weeks(tuple(heard.values()), (), first, project),
        any(cell and not cell.build for route in routes for cell in route.days),
    )


def _cell(
    plan: Playlist | None, build: HeardBuild | None, stick: Act | None, day: date, quiet: QuietHours, *, is_past: bool
) -> RouteDay | None:
    """Return how a playlist is heard on `day`: where that is past as it was built, if that is known."""
    entry = build.entry if build else None
    if entry and is_past:
        stays = [(minutes_of_day(track.arrive or ""), track.stay_min or 0) for track in entry.tracks]
        days, reason = entry.days, entry.outside_hours_reason
    elif plan:
        stays = [(stop.arrive_min, stop.stay_min or 0) for stop in plan.stops]
        days, reason = plan.days, plan.outside_hours_reason
    else:
        return None
    if not {day.isoformat(), WEEKDAYS[day.weekday()]} & {*days}:
        return None
    known = [(begin, begin + stay) for begin, stay in stays if begin is not None]
    begin_min, end_min = min((begin for begin, _end in known), default=None), max((end for _b, end in known), default=0)
    first, last = _hours(day, quiet)
    return RouteDay(
        "" if begin_min is None else clock_time(begin_min),
        "" if begin_min is None else clock_time(end_min),
        len(stays),
        entry.number if entry else "",
        stick,
        begin_min is not None and not first <= begin_min <= end_min <= last,
        reason or "",
    )


def _hours(day: date, quiet: QuietHours) -> tuple[int, int]:
    hours: tuple[int, int] = getattr(quiet, day_kinds([day.isoformat()], quiet.holidays)[0])
    return hours


def _stick(
    drive: str, act: Act, kept: Mapping[tuple[str, str], tuple[Act, Manifest]], now: Mapping[str, HeardBuild]
) -> WrittenStick:
    name, number = playlist_and_build(act)
    entry = kept[name, number][1].playlists[name] if (name, number) in kept else None
    ends = [each.valid_until for each in entry.appeals.values() if each.valid_until] if entry else []
    is_current = name in now and now[name].entry.number == number
    return WrittenStick(drive, act.moment.date(), number, is_current, min(ends, default=""))


def _limited(project: Project, days: Sequence[date]) -> Iterator[LimitedAppeal]:
    """Yield each appeal of the playlists that ends, or begins after the first of `days`."""
    stops = (stop for playlist in project.playlists.values() for stop in playlist.stops)
    for name in dict.fromkeys(appeal.removesuffix(SHORT_FORM) for stop in stops for appeal in stop.appeals):
        appeal = project.appeals[name]
        first, last = appeal.valid_days
        if last or (first or "") > days[0].isoformat():
            title = {str(lang): text.value for lang, text in appeal.title.items()}
            said = tuple((first or "") <= day.isoformat() <= (last or "9999") for day in days)
            yield LimitedAppeal(name, title, first or "", last or "", said)
