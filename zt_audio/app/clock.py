"""Tell today's date where this computer stands; nothing else of the program looks at a clock."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    return datetime.now().astimezone().date()
