"""The page of the week: as it is written and built from today on, before that as the journals tell of sticks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.app.test_said import built_and_told, next_monday
from tests.support.tiny import Tiny
from tests.support.tiny_fixtures import built, built_once, fresh
from zt_audio.app.journal import write_down
from zt_audio.app.today.week import RouteDay, Week, week_of
from zt_audio.content.project import Snapshot
from zt_audio.trust.history import HISTORY
from zt_audio.trust.journal import Deed

__all__ = ["built", "built_once", "fresh"]
# The journal writes the day of this computer, so the weeks lie after it: what was written now is the last that was.
MONDAY = next_monday(datetime.now().astimezone().date()) + timedelta(7)
TUESDAY, NEXT_MONDAY = MONDAY + timedelta(1), MONDAY + timedelta(7)


def week(tiny: Tiny, today: date, day: date = MONDAY) -> Week:
    return week_of(tiny.root, Snapshot(tiny.root).project()[0], day, today)


def cells(found: Week, playlist: str) -> dict[int, RouteDay]:
    """Return the days on which `playlist` is heard, Monday is 0."""
    [route] = [route for route in found.routes if route.id == playlist]
    return {number: cell for number, cell in enumerate(route.days) if cell}


def write_stick(tiny: Tiny, number: str, drive: str = "E: 1A2B-3C4D", playlist: str = "city") -> None:
    write_down(tiny.workspace, Deed("dana", "stick.written", f"output/{playlist}#{number} {drive}"))


def test_from_today_on_it_is_as_written_and_built(built: Tiny) -> None:
    found = week(built, MONDAY, MONDAY + timedelta(3))
    assert [each.day for each in found.days] == [MONDAY + timedelta(n) for n in range(7)]
    city = cells(found, "city")
    assert list(city) == [0]
    entry = built.manifest().playlists["city"]
    assert (city[0].hours, city[0].stops, city[0].build) == ("10:00–11:00", 2, entry.number)
    assert (city[0].stick, city[0].is_quiet) == (None, False)
    assert not found.is_unknown
    assert {place.names["ru"] for place in found.places} == {"рынок", "парк", "школа"}


def test_what_was_not_built_is_shown_and_not_counted(fresh: Tiny) -> None:
    found = week(fresh, MONDAY)
    assert cells(found, "city")[0].build == ""
    assert (found.is_unknown, found.places) == (True, ())


def test_a_day_that_is_past_is_as_its_stick_was(built: Tiny) -> None:
    """The stick that was written last before the end of the day has other words and times than what is built now."""
    first = built_and_told(built)
    minutes = {place.names["ru"]: place.dose.minutes for place in week(built, MONDAY).places}
    write_stick(built, first)
    built.edit("playlists/city.yaml", '"10:00"}', '"10:00", stay_min: 9}')
    second = built_and_told(built)
    past = week(built, TUESDAY)
    [cell] = cells(past, "city").values()
    assert (cell.build, cell.stick and cell.stick.deed.by) == (first, "dana")
    assert {place.names["ru"]: place.dose.minutes for place in past.places}["рынок"] == minutes["рынок"]
    [stick] = next(route.sticks for route in past.routes if route.id == "city")
    assert (stick.drive, stick.build, stick.is_current) == ("E: 1A2B-3C4D", first, False)
    coming = week(built, MONDAY)
    assert cells(coming, "city")[0].build == second
    assert {place.names["ru"]: place.dose.minutes for place in coming.places}["рынок"] > minutes["рынок"]
    write_stick(built, second)
    [stick] = next(route.sticks for route in week(built, TUESDAY).routes if route.id == "city")
    assert stick.is_current


def test_without_a_stick_nothing_is_said_of_a_past_day(built: Tiny) -> None:
    built_and_told(built)
    found = week(built, NEXT_MONDAY)
    [cell] = cells(found, "city").values()
    assert (cell.build, cell.stick, found.is_unknown) == ("", None, True)
    assert found.places == ()


def test_a_stick_whose_build_is_kept_elsewhere_is_not_counted(built: Tiny) -> None:
    write_stick(built, built_and_told(built))
    for kept in (built.root / HISTORY).iterdir():
        kept.unlink()
    found = week(built, NEXT_MONDAY)
    [cell] = cells(found, "city").values()
    assert cell.stick is not None
    assert (cell.build, found.is_unknown, found.places) == ("", True, ())


def test_a_playlist_that_was_removed_since_was_heard(built: Tiny) -> None:
    write_stick(built, built_and_told(built))
    (built.root / "appeals/playlists/city.yaml").unlink()
    assert list(cells(week(built, NEXT_MONDAY), "city")) == [0]
    assert "city" not in {route.id for route in week(built, MONDAY).routes}


@pytest.mark.parametrize(
    ("arrive", "reason", "is_quiet"), [("08:59", "праздник", True), ("10:00", "", False), ("22:00", "салют", True)]
)
def test_quiet_hours(fresh: Tiny, arrive: str, reason: str, is_quiet: bool) -> None:  # noqa: FBT001 - a column
    fresh.edit("playlists/yard.yaml", '"12:00"', f'"{arrive}", stay_min: 1')
    if reason:
        fresh.edit("playlists/yard.yaml", "days:", f"outside_hours_reason: {reason}\ndays:")
    [cell] = cells(week(fresh, MONDAY), "yard").values()
    assert (cell.is_quiet, cell.reason) == (is_quiet, reason)


def test_appeals_that_end_in_the_week(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "title:", f"valid_until: {TUESDAY}\ntitle:")
    fresh.edit("texts/b.yaml", "title:", f"valid_from: {TUESDAY}\ntitle:")
    found = {each.id: each for each in week(fresh, MONDAY).appeals}
    assert found["a"].days == (True, True, *[False] * 5)
    assert found["b"].days == (False, *[True] * 6)
    write_stick(fresh, built_and_told(fresh))
    [stick] = next(route.sticks for route in week(fresh, MONDAY).routes if route.id == "city")
    assert (stick.is_current, stick.until) == (True, TUESDAY.isoformat())
    assert [each.id for each in week(fresh, MONDAY, NEXT_MONDAY).appeals] == ["a"]  # b is said on all days from then on
