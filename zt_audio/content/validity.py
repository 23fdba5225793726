"""The days of an appeal and today in, what to say of it out: over, over soon, not yet. Pure: no clock."""

from __future__ import annotations

from datetime import date, timedelta

SOON_DAYS = 7  # a week to record another text and to bring out new sticks


def verdict(valid_from: str | None, valid_until: str | None, today: date) -> tuple[str, str] | None:
    """Return slug and the date that it is about; None where an appeal may be played and may still be for a while."""
    if valid_until is not None and date.fromisoformat(valid_until) < today:
        return "appeal-expired", valid_until
    if valid_from is not None and date.fromisoformat(valid_from) > today:
        return "appeal-not-yet", valid_from
    if valid_until is not None and date.fromisoformat(valid_until) <= today + timedelta(SOON_DAYS):
        return "appeal-expires-soon", valid_until
    return None


def next_change(valid_from: str | None, valid_until: str | None, today: date) -> date | None:
    """Return the first day after today on which the verdict may be another; None where it stays for ever."""
    days = [date.fromisoformat(valid_from)] if valid_from else []
    if valid_until:
        last = date.fromisoformat(valid_until)
        days += [last - timedelta(SOON_DAYS), last + timedelta(1)]
    return min((day for day in days if day > today), default=None)
