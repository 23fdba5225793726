"""Judge the days of an appeal: over, over soon, not yet. Pure: no clock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum

from zt_audio.model import WEEKDAYS

_SOON_DAYS = 7  # a week to record another text and to hand out new sticks


class DayVerdict(StrEnum):
    """Why an appeal may not be played, or not for long: the slug that says so."""

    OVER = "appeal-expired"
    SOON = "appeal-expires-soon"
    EARLY = "appeal-not-yet"


def play_days(days: Sequence[str], today: date) -> tuple[date, ...]:
    """Return the days that a playlist with `days` is judged by: today, or each of its dates that is still to come."""
    if any(day in WEEKDAYS for day in days):
        return (today,)
    return tuple(day for day in sorted(map(date.fromisoformat, days)) if day >= today)


def verdict_on(
    valid_from: str | None, valid_until: str | None, days: Collection[date], today: date
) -> tuple[DayVerdict, str] | None:
    """Return what `verdict` says of an appeal that is to be played on `days`: the worst of it.

    What is for today alone comes first in playlists of more days, and goes with this day.
    """
    if valid_from == valid_until == today.isoformat():
        return None
    found = [verdict(valid_from, valid_until, day) for day in days]
    wrong = next((one for one in found if one and one[0] is not DayVerdict.SOON), None)
    return wrong or (verdict(valid_from, valid_until, today) if today in days else None)


def verdict(valid_from: str | None, valid_until: str | None, today: date) -> tuple[DayVerdict, str] | None:
    """Return a verdict and its date; None where the appeal may be played today and in the week to come."""
    if valid_until is not None and date.fromisoformat(valid_until) < today:
        return DayVerdict.OVER, valid_until
    if valid_from is not None and date.fromisoformat(valid_from) > today:
        return DayVerdict.EARLY, valid_from
    if valid_until is None or valid_until == valid_from:  # what is for one day ends soon by intention
        return None
    is_soon = date.fromisoformat(valid_until) <= today + timedelta(_SOON_DAYS)
    return (DayVerdict.SOON, valid_until) if is_soon else None


def next_date(days: Sequence[str], today: date) -> date | None:
    """Return the first day after today on which a playlist with `days` has one date less to come."""
    dates = [date.fromisoformat(day) for day in days if day not in WEEKDAYS]
    return min((day + timedelta(1) for day in dates if day >= today), default=None)


def next_change(valid_from: str | None, valid_until: str | None, today: date) -> date | None:
    """Return the first day after today on which the verdict may be another; None where it stays for ever."""
    days = [date.fromisoformat(valid_from)] if valid_from else []
    if valid_until:
        last = date.fromisoformat(valid_until)
        days += [last - timedelta(_SOON_DAYS), last + timedelta(1)]
    return min((day for day in days if day > today), default=None)
