"""Read short days of the week («пн.–пт.») as their names, in the case of the sentence."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.left_text import last_word
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
# What a preposition asks of a day: «в среду», «по средам» (each week), «с понедельника», «к пятнице», «перед субботой».
_CASES: dict[str, tuple[Case, bool]] = {
    **dict.fromkeys(("в", "во", "на", "через"), ("acc", False)),
    **dict.fromkeys(("каждую", "каждый", "эту", "этот", "следующую", "ближайшую", "прошлую"), ("acc", False)),
    "по": ("dat", True),
    **dict.fromkeys(("с", "со", "до", "от", "после", "кроме", "без", "около"), ("gen", False)),
    "к": ("dat", False),
    **dict.fromkeys(("перед", "между", "за"), ("ins", False)),
}
_DAY = rf"(?i:{any_short(_DAYS)})(?!\w)\.?"
_AND = rf"(?:{SPACE}?,{SPACE}?|{SPACE}(?:и|или){SPACE})"
_EXCEPT = re.compile(r"(?<!\w)кроме\s+$", re.IGNORECASE)  # «ежедневно, кроме вс.»
_LIST_BEFORE = re.compile(rf"(?:(?<!\w){_DAY}{_AND})+$")
_SINCE = re.compile(rf"(?<!\w)[сС]о?{SPACE}{_DAY}{SPACE}по{SPACE}$")  # «с пн. по пт.»
_FIRST = frozenset("пвсчПВСЧ")


def _from_to(match: re.Match[str], context: Context) -> str:
    first, last = (_DAYS[match[name].lower()] for name in ("first", "last"))
    since = "" if last_word(context.text[: match.start()]) in ("с", "со") else "с "  # «с пн-пт»
    return f"{since}{declined(first, 'gen')} по {declined(last, 'acc')}{left_of_stop(match)}"


def _one(match: re.Match[str], context: Context) -> str | None:
    left = context.text[max(match.start() - 60, 0) : match.start()]
    listed = _LIST_BEFORE.search(left)
    if match["listed"] and not listed and not _EXCEPT.search(left):
        return None
    before = left[: listed.start()] if listed else left
    case, plural = ("acc", False) if _SINCE.search(before) else _CASES.get(last_word(before), ("nom", False))
    name = (match["day"] or match["listed"]).lower()
    return declined(_DAYS[name], case, plural=plural) + left_of_stop(match)


RULES = (
    Rule(
        "weekday",
        re.compile(
            rf"(?i:(?P<first>{any_short(_DAYS)}))\.?{SPACE}?{DASH}{SPACE}?(?i:(?P<last>{any_short(_DAYS)}))(?!\w)\.?"
        ),
        _from_to,
        _FIRST,
    ),
    # «ср.» and «вс» are short for other things too; they mean days beside other days alone: «в пн., ср. и пт.».
    Rule(
        "weekday",
        re.compile(
            rf"(?<!\w)(?i:(?P<day>пн|вт|чт|пт|сб|(?:ср|вс)(?=\.?{_AND}{_DAY})|вс(?=\.?{SPACE}?[–—:]{SPACE}?выходн)))(?!\w)\.?|(?<!\w)(?i:(?P<listed>ср|вс))(?!\w)\.?"
        ),
        _one,
        _FIRST,
    ),
)
