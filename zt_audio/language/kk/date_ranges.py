"""Read ranges of dates and months: 28 шілде – 13 тамыз, 12.03.2026-20.03.2026, қаңтар–қазан айларында."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.dates import DAY, MONTH_FORM, MONTHS, PAUSE, YEAR, full_year
from zt_audio.language.kk.number_tokens import and_with, between
from zt_audio.language.kk.numbers import kazakh_ordinal, last_word_in
from zt_audio.language.tables import DIGITS, heads

_NAMED = rf"{DAY}\s(?:{'|'.join(MONTHS)})"
_NUMERIC = rf"{DAY}\.(?:0?[1-9]|1[0-2])\.(?:{YEAR}|\d\d)(?!\d)(?:\s?ж\.)?"
_DASH = r"\s?[-‑–—]\s?"
_HOUR = re.compile(r"\s*(?:\(|сағат)")
_DATE_BEFORE = re.compile(rf"(?:\d\s+(?:{'|'.join(MONTHS)})|\d\.\d\d?\.(?:\d\d){{1,2}}(?:\s?ж\.)?)\s*$", re.IGNORECASE)


def _say_range(match: re.Match[str], context: Context) -> str | None:
    """Say «-дан -ға дейін» where nothing else joins two dates, «мен» before аралығында; None before other words."""
    first, last = _date(match["first"] or match["from"]), _date(match["last"] or match["to"])
    if between(context):
        return f"{and_with(first)} {last}"
    if PAUSE.match(context.text, context.end) or _HOUR.match(context.text, context.end):
        return f"{last_word_in(first, 'abl')} {last_word_in(last, 'dat')} дейін"
    return None


def _date(written: str) -> str:
    """Return a date of a day and a month, or of digits, in the nominative."""
    day, *rest = re.split(r"[.\s]+", written)
    if len(rest) == 1:
        return f"{kazakh_ordinal(int(day))} {rest[0].lower()}"
    return f"{kazakh_ordinal(full_year(rest[1]))} жылғы {kazakh_ordinal(int(day))} {MONTHS[int(rest[0]) - 1]}"


def _say_days(match: re.Match[str], context: Context) -> str:
    first, last = kazakh_ordinal(int(match["first"])), kazakh_ordinal(int(match["last"]))
    days = f"{and_with(first)} {last}" if between(context) else f"{first}-{last}"
    return f"{kazakh_ordinal(int(match['year']))} жылғы {days} {MONTHS[int(match['month']) - 1]}"


def _refuse_between(_match: re.Match[str], context: Context) -> Unread | None:
    first = _DATE_BEFORE.search(context.text, max(0, context.start - 40), context.start)
    return Unread("unreadable-token") if first else None


RULES = (
    Rule(
        "date-range",
        re.compile(
            rf"(?P<first>{_NAMED}){_DASH}(?P<last>{_NAMED})(?!\w)|(?P<from>{_NUMERIC}){_DASH}(?P<to>{_NUMERIC})",
            re.IGNORECASE,
        ),
        _say_range,
        DIGITS,
    ),
    # 10-12.11.2026: two days of one month
    Rule(
        "date-range",
        re.compile(
            rf"(?P<first>{DAY})[-‑–](?P<last>{DAY})\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>{YEAR})(?!\d)(?=\s*(?:[.,;:!?)]|$|күн|аралы))"
        ),
        _say_days,
        DIGITS,
    ),
    # What is left is refused: a pause for the dash would make a list of the two.
    Rule(
        "date-range",
        re.compile(rf"[-‑–—]\s?(?={DAY}(?:\s+{MONTH_FORM}|\.\d\d?\.\d))", re.IGNORECASE),
        _refuse_between,
        frozenset("-‑–—"),
    ),
    # «Қаңтар–қазан айларында»: side by side, as with a hyphen; a pause would make a list of two months.
    Rule(
        "months",
        re.compile(rf"(?P<first>{'|'.join(MONTHS)})\s?[–—]\s?(?={MONTH_FORM})", re.IGNORECASE),
        lambda match, _: f"{match['first']}-",
        heads(MONTHS),
    ),
)
