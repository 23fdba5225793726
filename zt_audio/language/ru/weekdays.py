"""Read short days of the week («пн.–пт.») as their names, in the case of the sentence."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.left_context import last_word
from zt_audio.language.ru.number_tokens import DASH, SPACE, any_short, left_of_stop
from zt_audio.language.ru.numbers import Case
from zt_audio.language.ru.phrases import declined

_DAYS = {
    "пн": "*понедельник",
    "вт": "*вторник",
    "ср": "*среда",
    "чт": "*четверг",
    "пт": "*пятница",
    "сб": "*суббота",
    "вс": "*воскресенье",
}
_FROM_TO = re.compile(
    rf"(?i:(?P<first>{any_short(_DAYS)}))\.?{SPACE}?{DASH}{SPACE}?(?i:(?P<last>{any_short(_DAYS)}))(?!\w)\.?"
)
# «ср.» and «вс» are short for other things too, and mean days in a range alone.
_ONE = re.compile(r"(?<!\w)(?i:(?P<day>пн|вт|чт|пт|сб))(?!\w)\.?")
_FIRST = frozenset("пвсчПВСЧ")


def _from_to(match: re.Match[str], _: Context) -> str:
    first, last = (_DAYS[match[name].lower()] for name in ("first", "last"))
    return f"с {declined(first, 'gen')} по {declined(last, 'acc')}{left_of_stop(match)}"


def _one(match: re.Match[str], context: Context) -> str:
    when = last_word(context.text[: match.start()]) in ("в", "во", "на")
    case: Case = "acc" if when else "nom"
    return declined(_DAYS[match["day"].lower()], case) + left_of_stop(match)


RULES = (Rule("weekday", _FROM_TO, _from_to, _FIRST), Rule("weekday", _ONE, _one, _FIRST))
