"""Read signs beside numbers: «№ 5», «Батыс-2», «3:1», «18+»."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.number_tokens import SPACE
from zt_audio.language.ru.numbers import cardinal
from zt_audio.language.ru.phrases import counted
from zt_audio.language.ru.units import PHRASES
from zt_audio.language.tables import DIGITS

_NUMBER_SIGN = re.compile(rf"(?P<many>№№|№){SPACE}*(?=\d|[А-ЯЁ]\w*-?\d)")
_BEHIND_NAME = re.compile(rf"(?<=[А-ЯЁа-яё»])-(?P<number>\d{{1,6}})(?:{SPACE}?(?P<unit>кВ))?(?!\w|-\w)")
_RATIO = re.compile(r"(?P<first>\d{1,4}):(?P<second>\d{1,6})(?![\w:])")
_PLUS = re.compile(r"(?P<number>\d{1,4})\+(?!\w)")
# Words that show what two numbers with a colon are; otherwise they may be a time, a score or a scale.
_SCORE = re.compile(r"(?i:сч[её]т|матч|побед|выигра|проигра|ничь|игр[аы])")
_SCALE = re.compile(r"(?i:масштаб|пропорци|соотношени|отношени|разв[её]д|разбав|раствор)")
_NEAR = 40  # characters


def _number_sign(match: re.Match[str], _: Context) -> str:
    return "номера " if match["many"] == "№№" else "номер "


def _behind_name(match: re.Match[str], _: Context) -> str:
    """«Батыс-2» is «Батыс два»."""
    number = int(match["number"])
    unit = f" {counted(PHRASES[match['unit']], number, 'nom')}" if match["unit"] else ""  # «ВЛ-10 кВ»
    return f" {cardinal(number)}{unit}"


def _ratio(match: re.Match[str], context: Context) -> str | None:
    """«счёт 3:1» is «три один», «масштаб 1:1000» «один к одной тысяче»."""
    first, second = int(match["first"]), int(match["second"])
    around = context.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if _SCALE.search(around):
        return f"{cardinal(first)} к {cardinal(second, 'dat')}"
    return f"{cardinal(first)} {cardinal(second)}" if _SCORE.search(around) else None


def _plus(match: re.Match[str], _: Context) -> str:
    return f"{cardinal(int(match['number']))} плюс"


RATIO_RULES = (Rule("ratio", _RATIO, _ratio, DIGITS),)  # before the times of day
RULES = (
    Rule("number-sign", _NUMBER_SIGN, _number_sign, frozenset("№")),
    Rule("name-number", _BEHIND_NAME, _behind_name, frozenset("-")),
    Rule("ratio-unclear", _RATIO, lambda _match, _context: Unread("unreadable-token"), DIGITS),
    Rule("plus", _PLUS, _plus, DIGITS),
)
