"""Check the times in settings, texts and playlists, and report each problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.content.timetable import (
    DAY_KINDS,
    TimedVisit,
    day_kinds,
    impossible,
    minutes_of_day,
    quiet_hour_problems,
    weekday_of,
)
from zt_audio.content.yaml.tree import Map, Node, items, mapping, repeated, texts
from zt_audio.model import URGENT, WEEKDAYS, Fact, Problem, QuietHours, Text
from zt_audio.store.state_file import is_day

_MINUTES = re.compile("[0-9]{1,3}")
_USUAL = QuietHours()


def settings_times(settings: Node) -> Iterator[Problem]:
    """Yield hours that end before they begin, and holidays that are named twice."""
    hours = mapping(mapping(settings).get("quiet_hours"))
    for kind in DAY_KINDS:
        begin, end = (_given(hours.get(kind), key) for key in ("begin", "end"))
        if begin and end and _is_backwards(minutes_of_day(begin.value), minutes_of_day(end.value)):
            yield Problem("hours-backwards", end.where, {"begin": begin.value, "end": end.value})
    yield from repeated(texts(hours.get("holidays")), "repeated-item")


def validity_problems(text: Node) -> Iterator[Problem]:
    """Yield where an appeal is to end before it begins."""
    first, last = (_given(text, key) for key in ("valid_from", "valid_until"))
    if first and last and is_day(first.value) and is_day(last.value) and last.value < first.value:
        yield Problem("validity-backwards", last.where, {"from": first.value, "until": last.value})


def quiet_hours(settings: Node | None) -> QuietHours | None:
    """Return the hours of `settings`; None where they are wrong, which other checks report."""
    entry = mapping(mapping(settings).get("quiet_hours"))
    weekday, weekend = (_hours(entry.get(kind), getattr(_USUAL, kind)) for kind in DAY_KINDS)
    if weekday is None or weekend is None:
        return None
    return QuietHours(weekday, weekend, tuple(text.value for text in texts(entry.get("holidays"))))


def playlist_time_problems(tree: Node, hours: QuietHours | None) -> Iterator[Problem]:
    """Yield stops that cannot follow each other, stays in quiet hours, and a note of what could not be judged."""
    stops = [stop for stop in items(mapping(tree).get("stops")) if isinstance(stop, Map)]
    visits = [_visit(stop) for stop in stops]
    yield from impossible(visits)
    reason = _given(tree, "outside_hours_reason")
    if hours is not None:
        # The valid days of a playlist; one that names none is for every day.
        named = [text.value for key in ("days", "dates") for text in texts(mapping(tree).get(key))]
        days = [weekday_of(day) or day for day in named]
        kinds = day_kinds(
            [day for day in days if day in WEEKDAYS or is_day(day)] if named else list(WEEKDAYS), hours.holidays
        )
        yield from quiet_hour_problems(visits, kinds, hours, reason.value if reason else None)
    pairs = zip(stops, visits, strict=True)
    timeless = [visit for stop, visit in pairs if _given(stop, "arrive") is None and visit.place != URGENT]
    if timeless and not reason:
        facts: dict[str, Fact] = {"n": len(timeless), "stop": timeless[0].stop}
        yield Problem("quiet-hours-unchecked", timeless[0].where, facts, "warning")


def _visit(stop: Map) -> TimedVisit:
    place, own, arrive, stay = (_given(stop, key) for key in ("place", "id", "arrive", "stay_min"))
    stay_min = int(stay.value) if stay and _MINUTES.fullmatch(stay.value) else None
    place_id = place.value if place else ""
    where = arrive.where if arrive else stop.where
    return TimedVisit(
        own.value if own else place_id, place_id, minutes_of_day(arrive.value) if arrive else None, stay_min, where
    )


def _hours(entry: Node | None, usual: tuple[int, int]) -> tuple[int, int] | None:
    if not mapping(entry):
        return usual
    begin, end = (_given(entry, key) for key in ("begin", "end"))
    begin_min, end_min = (minutes_of_day(text.value) if text else None for text in (begin, end))
    if begin_min is None or end_min is None or _is_backwards(begin_min, end_min):
        return None
    return begin_min, end_min


def _given(node: Node | None, key: str) -> Text | None:
    text = mapping(node).get(key)
    return text if isinstance(text, Text) and text.value else None


def _is_backwards(begin_min: int | None, end_min: int | None) -> bool:
    return begin_min is not None and end_min is not None and end_min <= begin_min
