"""Read two numbers that a cross or a stroke joins: «3х4 см» is three by four, «140/90 мм рт. ст.» a blood pressure."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.left_context import number_cases
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.number_tokens import SPACE, WRITTEN_NUMBER, key, left_of_stop, parsed
from zt_audio.language.ru.numbers import Case, cardinal, decimal
from zt_audio.language.ru.quantities import number_and_noun
from zt_audio.language.ru.units import PHRASES, UNIT
from zt_audio.language.tables import DIGITS

_CROSS = re.compile(rf"{SPACE}?[xхX×*]{SPACE}?|{SPACE}на{SPACE}")
_PRESSURE_BEFORE = re.compile(r"(?:давлени\w+|(?<!\w)АД)\s(?:[а-яё]+\s){0,3}$")


def _crossed(match: re.Match[str], _: Context) -> str | None:
    numbers = [parsed(each) for each in _CROSS.split(match["numbers"])]
    *first, last = numbers
    if last is None or None in first:
        return None
    said = [_plain(number.whole, number.fraction) for number in first if number]
    unit = PHRASES[key(match["unit"])] if match["unit"] else ""
    said.append(number_and_noun(last, (unit,), "nom") if unit else _plain(last.whole, last.fraction))
    return " на ".join(said) + left_of_stop(match)


def _plain(whole: int, fraction: str) -> str:
    return decimal(whole, fraction) if fraction else cardinal(whole)


def _pressure(match: re.Match[str], context: Context) -> str | None:
    left = context.text[: match.start()]
    if not match["unit"] and not _PRESSURE_BEFORE.search(left[-60:]):
        return None
    asked = number_cases(left)
    case: Case = asked[0] if asked else "nom"
    unit = " миллиметров ртутного столба" if match["unit"] else ""
    return f"{cardinal(int(match['upper']), case)} на {cardinal(int(match['lower']), 'acc')}{unit}{left_of_stop(match)}"


RULES = (
    Rule(
        "dimension",
        re.compile(
            rf"(?P<numbers>{WRITTEN_NUMBER}(?:{SPACE}?[xхX×*]{SPACE}?{WRITTEN_NUMBER}){{1,2}}){UNIT}(?:(?<=\d)(?!\w)|(?<!\d))"
        ),
        _crossed,
        DIGITS,
    ),
    # «баня 5 на 6 м»; but «с 5 на 6 м» goes from one to the other.
    Rule(
        "dimension",
        re.compile(
            rf"(?P<numbers>{WRITTEN_NUMBER}{SPACE}на{SPACE}{WRITTEN_NUMBER}){SPACE}?(?P<unit>м|см|мм|км)(?![\w²³/])\.?"
        ),
        lambda match, context: (
            None if last_word(context.text[: match.start()]) in ("с", "со") else _crossed(match, context)
        ),
        DIGITS,
    ),
    Rule(
        "pressure",
        re.compile(
            rf"(?P<upper>[1-3]?\d\d)/(?P<lower>1?\d\d)(?P<unit>{SPACE}мм{SPACE}?рт\.{SPACE}?ст(?!\w)\.?)?(?![\w/])"
        ),
        _pressure,
        DIGITS,
    ),
)
