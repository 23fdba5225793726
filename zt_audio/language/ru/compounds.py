"""Read numbers that begin a compound («10-летний», «2-х этажный», «5%-ный») as one word with it."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.number_tokens import DASH, SPACE
from zt_audio.language.ru.ordinals import compound_prefix
from zt_audio.language.tables import DIGITS

# «2-х этажный»: the ending is a slip for the compound, and only before these beginnings of adjectives.
_AFTER_SLIP = (
    "летн|лети[еяю]|этаж|комнатн|дневн|минутн|местн|кратн|процентн|разов|недельн|месячн|полосн|литров|метров|километров"
)
_COMPOUND = re.compile(
    rf"(?P<number>\d{{1,4}})(?:,(?P<half>5))?(?:{DASH}(?P<last>\d{{1,4}}))?"
    rf"(?:{DASH}|{DASH}?(?:х|ех|ёх|ти|и|ми)[ -](?=(?:{_AFTER_SLIP})))(?P<word>[а-яё]{{3,}}[аеиоуыюяйхмьк])(?!\w)"
)
# «2- и 5-этажные», «5-, 9- и 12-этажные»: the word behind the last number belongs to all of them.
_SUSPENDED = re.compile(
    rf"(?P<number>\d{{1,4}})-(?=(?:,{SPACE}?\d{{1,4}}-){{0,9}}(?:,{SPACE}?|{SPACE}(?:и|или){SPACE})\d{{1,4}}{DASH}[а-яё]{{4,}}(?!\w))"
)
_PERCENT = re.compile(rf"(?P<number>\d{{1,3}}){SPACE}?%{DASH}(?P<ending>н?[а-яё]{{1,3}})(?!\w)")
_PERCENT_ENDINGS = {
    "й": "ный",
    "го": "ного",
    "му": "ному",
    "м": "ном",
    "я": "ная",
    "ю": "ную",
    "е": "ные",
    "х": "ных",
}


def _compound(match: re.Match[str], _: Context) -> str | None:
    word = match["word"]
    if match["half"]:
        return f"полутора{word}" if match["number"] == "1" else None
    said = compound_prefix(int(match["last"] or match["number"])) + word
    return f"{compound_prefix(int(match['number']))}-{said}" if match["last"] else said


def _suspended(match: re.Match[str], _: Context) -> str:
    return compound_prefix(int(match["number"]))


def _percent(match: re.Match[str], _: Context) -> str:
    ending = match["ending"]
    if not ending.startswith("н"):
        ending = _PERCENT_ENDINGS.get(ending, f"н{ending}")
    return f"{compound_prefix(int(match['number']))}процент{ending}"


RULES = (
    Rule("percent-compound", _PERCENT, _percent, DIGITS),
    Rule("compound", _SUSPENDED, _suspended, DIGITS),
    Rule("compound", _COMPOUND, _compound, DIGITS),
)
