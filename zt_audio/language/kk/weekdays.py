"""Read short days of the week, and days with a dash between them: Дс-Жм, Сб, дүй.-жұм., дүйсенбі – жұма."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.number_tokens import WIDE_DASH, closing_stop, next_word
from zt_audio.language.kk.numbers import last_word_in
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of
from zt_audio.language.tables import any_of

# Two letters as on calendars and doors; longer ones need their full stop, for «сен» and «жек» are words.
_LETTERS = {
    "дс": "дүйсенбі",
    "сс": "сейсенбі",
    "ср": "сәрсенбі",
    "бс": "бейсенбі",
    "жм": "жұма",
    "сб": "сенбі",
    "сн": "сенбі",
    "жс": "жексенбі",
    "дсн": "дүйсенбі",
    "ссн": "сейсенбі",
    "срс": "сәрсенбі",
    "бсн": "бейсенбі",
    "снб": "сенбі",
    "жкс": "жексенбі",
}
_CUT = {
    **dict.fromkeys(("дүй", "дүйс"), "дүйсенбі"),
    **dict.fromkeys(("сей", "сейс"), "сейсенбі"),
    **dict.fromkeys(("сәр", "сәрс"), "сәрсенбі"),
    **dict.fromkeys(("бей", "бейс"), "бейсенбі"),
    "жұм": "жұма",
    **dict.fromkeys(("сен", "сенб"), "сенбі"),
    **dict.fromkeys(("жек", "жекс"), "жексенбі"),
}
_WHOLE = {day: day for day in _LETTERS.values()}
DAYS = _LETTERS | _CUT | _WHOLE | {"жк": "жексенбі"}
_SHORT = rf"(?:{any_of(_LETTERS)})\.?|(?:{any_of(_CUT)})(?:\.|(?=\s?[-–—])|(?<=[-–—]\w\w\w))"
# In capitals alone the letters stand for other things too: БС, ЖС; «сен.» is a word, «жұм.» may be work.
_ALONE = ("дүй", "дүйс", "сейс", "сәрс", "бейс", "сенб", "жекс")
_FIRST = frozenset("дсбжДСБЖ")


def _day(written: str) -> str:
    return DAYS[written.rstrip(".").lower()]


def _say_from_to(match: re.Match[str], context: Context) -> str:
    """«Дс-Жм» is дүйсенбіден жұмаға дейін; days that are named as such stand side by side: дүйсенбі-жұма күндері."""
    first, last = _day(match["first"]), _day(match["last"])
    if match["suffix"] or next_word(context).startswith(("күн", "аралы")):
        return attach(f"{first}-{last}", suffix_of(match))
    until = "" if next_word(context).startswith("дейін") else " дейін"
    return f"{last_word_in(first, 'abl')} {last_word_in(last, 'dat')}{until}{closing_stop(match, context)}"


RULES = (
    Rule(
        "weekday",
        re.compile(rf"(?P<first>{_SHORT}){WIDE_DASH}(?P<last>{_SHORT})(?:{SUFFIX})?(?![\w/-])", re.IGNORECASE),
        _say_from_to,
        _FIRST,
    ),
    # «Дүйсенбі – жұма»: a pause for the dash would make a list of it. With a hyphen the two stand side by side
    # anyway.
    Rule(
        "weekday",
        re.compile(
            rf"(?P<first>{any_of(_WHOLE)})\s?[–—]\s?(?P<last>{any_of(_WHOLE)})(?:{SUFFIX})?(?![\w/-])", re.IGNORECASE
        ),
        _say_from_to,
        _FIRST,
    ),
    Rule(
        "weekday",
        re.compile(
            rf"(?P<day>(?:{any_of(map(str.capitalize, _LETTERS))})\.?|(?:{any_of(_LETTERS)})\.|(?i:{any_of(_ALONE)})\."
            rf")(?:{SUFFIX})?(?![\w/-])"
        ),
        lambda match, context: attach(_day(match["day"]), suffix_of(match)) + closing_stop(match, context),
        _FIRST,
    ),
    # Small letters without a full stop are days where a time or a dash follows: «сн 9:00–13:00, жк – демалыс».
    Rule(
        "weekday",
        re.compile(rf"(?P<day>{any_of([*_LETTERS, 'жк'])})(?=,?\s\d{{1,2}}[:.]\d\d|\s[–—]\s)"),
        lambda match, _context: _day(match["day"]),
        _FIRST,
    ),
)
