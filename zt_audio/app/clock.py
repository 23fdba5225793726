"""Tell today's date where this computer stands, and whether its clock may be wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from zt_audio import RELEASED
from zt_audio.app.project import user_data
from zt_audio.model import Problem
from zt_audio.trust.journal import last_day

# A clock that lost its power begins in 1970, 1980 or the year of the board. One that is a few months before the program
# may be right: programs are brought to computers by stick, and so are dates.
_CLEARLY = timedelta(days=730)
_ZONES = timedelta(days=1)  # a journal may have been written farther east


def today() -> date:
    return datetime.now().astimezone().date()


def clock_doubts(root: Path, day: date) -> tuple[Problem, ...]:
    """Return a warning where `day` is before this program was made, or before the last act of this computer there."""
    written = last_day(root, user_data())
    made = date.fromisoformat(RELEASED)
    if day < made - _CLEARLY:
        newest = max(made, written or made)
    elif written and written - day > _ZONES:  # in this order, year 1 is no error
        newest = written
    else:
        return ()
    return (Problem("clock-behind", None, {"today": day.isoformat(), "newest": newest.isoformat()}, "warning"),)
