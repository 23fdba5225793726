"""Times of day in, hours and minutes in the case that the sentence asks for out."""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.left import last_word, number_cases
from zt_audio.language.ru.numbers import Case, cardinal
from zt_audio.language.ru.phrases import counted
from zt_audio.language.ru.written import DASH, DIGITS, SPACE, left_of_stop, words

_HOUR = r"(?:[01]?\d|2[0-4])"
_CLOCK = rf"{_HOUR}:[0-5]\d"
_WORD = rf"(?:{SPACE}?(?:ч\.|час(?:ов|а|ам|у|ами|ах)?(?!\w)|ч(?!\w)))?"
_TIME = re.compile(rf"(?P<hour>{_HOUR})(?P<mark>[:.]|{DASH})(?P<minute>[0-5]\d)(?![\w:%]|[.,\-–]\d){_WORD}")
_FROM_TO = re.compile(
    rf"(?P<hour>{_HOUR})[:.](?P<minute>[0-5]\d){SPACE}?{DASH}{SPACE}?(?P<to_hour>{_HOUR})[:.](?P<to_minute>[0-5]\d)(?![\w:.]\w|\w){_WORD}"
)
_TIME_PREPOSITIONS = words("в во с со до к ко после около от по на перед между")


def _time(match: re.Match[str], context: Context) -> str | None:
    left = context.text[: match.start()]
    word = last_word(left)
    if match["mark"] != ":" and not _surely(match, context.text, word):
        return None
    asked = number_cases(left)
    case: Case = "acc" if word == "по" else asked[0] if asked else "nom"
    left_over = left_of_stop(match)
    return clock(int(match["hour"]), match["minute"], case) + left_over


def _surely(match: re.Match[str], text: str, word: str) -> bool:
    """A point or a hyphen makes a time only after a preposition of time, before «часов», or for a whole hour alone."""
    if match.group()[-1] in "чмаовх." or word in _TIME_PREPOSITIONS:
        return not re.match(r"\s*(?:%|₸|тенге|млн|тыс|млрд|км|м|кг|га|л|т)(?!\w)", text[match.end() :])
    return match["mark"] == "." and match["minute"] == "00" and len(match["hour"]) == 2  # noqa: PLR2004 - 22.00


def clock(hour: int, minute: str, case: Case) -> str:
    """Return a time in words: whole hours with the word «час», others as two numbers («восемнадцать ноль пять»)."""
    if minute == "00":
        return f"{cardinal(hour, case)} {counted('*час', hour, case)}"
    zero = f"{cardinal(0)} " if minute.startswith("0") else ""
    return f"{cardinal(hour, case)} {zero}{cardinal(int(minute), case)}"


def _from_to(match: re.Match[str], context: Context) -> str:
    first = clock(int(match["hour"]), match["minute"], "gen")
    last = clock(int(match["to_hour"]), match["to_minute"], "gen")
    left_over = left_of_stop(match)
    started = last_word(context.text[: match.start()]) in ("с", "со")
    return f"{'' if started else 'с '}{first} до {last}{left_over}"


RULES = (
    Rule("time", _FROM_TO, _from_to, DIGITS),
    Rule("time", _TIME, _time, DIGITS),
)
