"""Read letters with a number that name roads and models («трасса М-32», «А-27»): the letter's name, then the number."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.houses import LETTERS
from zt_audio.language.ru.number_tokens import DASH
from zt_audio.language.ru.numbers import cardinal
from zt_audio.language.tables import word_set

# Letters that houses do not have; names of letters: Русская грамматика (1980), vol. 1.
_NAMES = {**LETTERS, "м": "эм", "и": "и", "х": "ха", "ю": "ю", "я": "я"}
# Without a hyphen the letter must stand behind one of these: «трасса М32».
_ROADS = word_set(
    "трасса трассе трассу трассы трассой автодорога автодороге автодороги автодорогу дорога дороге дороги "
    "формат формата формате форматом бумага бумаги бумаге"
)


def _mark(match: re.Match[str], context: Context) -> str | None:
    if match["letters"].lower() not in _NAMES:
        return None
    words = context.text[max(context.start - 30, 0) : context.start].split()
    if not match["hyphen"] and not (words and words[-1].lower() in _ROADS):
        return None
    part = f" дробь {cardinal(int(match['part'][1:]))}" if match["part"] else ""
    return f"{_NAMES[match['letters'].lower()]} {cardinal(int(match['number']))}{part}"


RULES = (
    Rule(
        "road",
        re.compile(rf"(?<![\w.-])АИ{DASH}?(?P<number>\d{{2}})(?!\w)"),
        lambda match, _: f"а-и {cardinal(int(match['number']))}",
        frozenset("А"),
    ),
    Rule(
        "road",
        re.compile(
            rf"(?<![\w.-])(?P<letters>[А-ЯЁ])(?P<hyphen>{DASH}?)(?P<number>\d{{1,3}})(?P<part>/\d{{1,3}})?(?!\w|[.,:/-]\d|-\w)"
        ),
        _mark,
        frozenset("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    ),
)
