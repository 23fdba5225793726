"""Refuse days that no calendar has (31.02.2026) and times that no clock shows (25:70), in either language.

They are mistakes in a text, and staff are not asked to teach how they are read.
"""

from __future__ import annotations

from datetime import date

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.tables import DIGITS

_SUFFIX = r"(?:[-‑–][^\W\d_]+)?"  # Kazakh: «31.02.2026-ға»
_YEAR = r"(?:19|20)\d\d"
_CENTURY, _TWO_DIGITS = 2000, 99
_MONTHS, _LONGEST_MONTH, _LAST_HOUR, _LAST_MINUTE = 12, 31, 24, 59


def _refuse_day(match: re.Match[str], _context: Context) -> Unread | None:
    day, month, year = (int(match[name] or match[f"iso_{name}"]) for name in ("day", "month", "year"))
    if year <= _TWO_DIGITS:  # «1.13.26» may be a point of rules
        if day > _LONGEST_MONTH or not 0 < month <= _MONTHS:
            return None
        year += _CENTURY
    try:
        date(year, month, day)
    except ValueError:
        return Unread("no-such-date")
    return None


DAY_RULES = (
    Rule(
        "no-such-date",
        re.compile(
            rf"(?<![\w.,:/-])(?:(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>{_YEAR}|\d\d)"
            rf"|(?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d))(?!\d|[./:-]\d)(?:\s?[жг]\.)?{_SUFFIX}"
        ),
        _refuse_day,
        DIGITS,
    ),
)
TIME_RULES = (
    Rule(
        "no-such-time",
        re.compile(rf"(?<![\w.,:/-])(?P<hour>\d\d?):(?P<minute>\d\d)(?![\d:%]|[.,/]\d){_SUFFIX}"),
        lambda match, _: (
            None
            if int(match["hour"]) <= _LAST_HOUR and int(match["minute"]) <= _LAST_MINUTE
            else Unread("no-such-time")
        ),
        DIGITS,
    ),
)  # behind the rules for scores and scales
