"""The days of an appeal against the days of a playlist: over, over soon, not yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from zt_audio.content.timetable import next_change, next_date, play_days, verdict, verdict_on

TODAY = date(2026, 12, 8)  # a Tuesday


def day(number: int) -> date:
    return date(2026, 12, number)


@pytest.mark.parametrize(
    ("start", "end", "slug", "next_day"),
    [
        (None, None, None, None),
        (None, "2026-12-07", "appeal-expired", None),
        (None, "2026-12-08", "appeal-expires-soon", 9),
        (None, "2026-12-15", "appeal-expires-soon", 16),
        (None, "2026-12-16", None, 9),
        ("2026-12-08", None, None, None),
        ("2026-12-09", None, "appeal-not-yet", 9),
        ("2026-12-10", "2026-12-12", "appeal-not-yet", 10),
    ],
)
def test_the_days_of_an_appeal(start: str | None, end: str | None, slug: str | None, next_day: int | None) -> None:
    found = verdict(start, end, TODAY)
    assert (found and found[0]) == slug
    assert next_change(start, end, TODAY) == (day(next_day) if next_day else None)


@pytest.mark.parametrize(
    ("days", "played"),
    [
        (("mon",), [8]),  # a weekday comes again and again: judged by today
        (("2026-12-10", "2026-12-08", "2026-12-07"), [8, 10]),
        (("2026-12-07",), []),
    ],
)
def test_a_playlist_is_judged_by_the_days_that_are_to_come(days: Sequence[str], played: list[int]) -> None:
    assert play_days(days, TODAY) == tuple(map(day, played))


@pytest.mark.parametrize(
    ("end", "days", "found"),
    [
        ("2026-12-09", (8, 10), ("appeal-expired", "2026-12-09")),  # the worst of all days
        ("2026-12-09", (8, 9), ("appeal-expires-soon", "2026-12-09")),
        ("2026-12-09", (9,), None),  # it is not played today: there is time
        (None, (8, 10), None),
        ("2026-12-09", (), None),
    ],
)
def test_the_worst_day_decides(end: str | None, days: tuple[int, ...], found: tuple[str, str] | None) -> None:
    assert verdict_on(None, end, [day(number) for number in days], TODAY) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [(("2026-12-08", "2026-12-12"), 9), (("2026-12-12",), 13), (("2026-12-07",), None), (("mon",), None)],
)
def test_the_next_day_with_one_date_less_to_come(days: Sequence[str], found: int | None) -> None:
    assert next_date(days, TODAY) == (day(found) if found else None)
