"""Read numbers that a stroke or a cross joins: «1/3 территории», «2/5 этаж», «3х4 см», a blood pressure of «140/90»."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.left_context import number_cases
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.noun_case import place_case
from zt_audio.language.ru.number_tokens import SPACE, WRITTEN_NUMBER, key, left_of_stop, parsed
from zt_audio.language.ru.numbers import Case, cardinal, decimal
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.phrases import counted, declined
from zt_audio.language.ru.quantities import number_and_noun
from zt_audio.language.ru.right_context import head_forms
from zt_audio.language.ru.units import PHRASES, UNIT
from zt_audio.language.tables import DIGITS, word_set

_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}
_BEFORE_PARTS = word_set("на до около более менее почти примерно лишь свыше")  # «на 1/3»
_OF_THEM = re.compile(r"(?<!\w)из\s(?:них|всех|общего числа)\s+$", re.IGNORECASE)  # «из них 1/3 – повторные»
_NOUNS = {3: "*треть", 4: "*четверть"}
_CROSS = re.compile(rf"{SPACE}?[xхX×*]{SPACE}?|{SPACE}на{SPACE}")
_PRESSURE_BEFORE = re.compile(r"(?:давлени\w+|(?<!\w)АД)\s(?:[а-яё]+\s){0,3}$")


def _written(match: re.Match[str], context: Context) -> str | None:
    """Read «2/3» as a part of what follows in the genitive; elsewhere it is a house («ул. Абая, 2/3»)."""
    above, below = int(match["above"]), int(match["below"])
    left = context.text[: match.start()]
    head = head_forms(context.text[match.end() :])
    of_what = any(form.case == "gen" or form.lemma == "часть" for form in head)
    if above >= below or (left.strip() and not last_word(left)):
        return None
    if not of_what and last_word(left) not in _BEFORE_PARTS and not _OF_THEM.search(left):
        return None
    return _said(above, below, _case(left))


def _storey(match: re.Match[str], context: Context) -> str | None:
    """«на 2/5 этаже» is «на втором этаже из пяти»."""
    storey, of = int(match["storey"]), int(match["of"])
    if not 0 < storey <= of:
        return None
    case = place_case(context.text[: match.start()])
    return f"{ordinal(storey, case)} {declined('*этаж', case)} из {cardinal(of, 'gen')}{left_of_stop(match)}"


def _case(left: str) -> Case:
    asked = number_cases(left)
    return asked[0] if asked else "nom"


def _said(above: int, below: int, case: Case) -> str:
    if below in _NOUNS:
        return f"{cardinal(above, case, 'f')} {counted(_NOUNS[below], above, case)}"
    one = above == 1
    part = ordinal(below, case if one or case not in ("nom", "acc") else "gen", "f" if one else "pl")
    return f"{cardinal(above, case, 'f')} {part}"


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
        "fraction",
        re.compile(f"[{''.join(_SIGNS)}](?!\\w)"),
        lambda match, context: _said(*_SIGNS[match.group()], _case(context.text[: match.start()])),
        frozenset(_SIGNS),
    ),
    # «2/5 этаж»: which of how many
    Rule(
        "storey",
        re.compile(r"(?P<storey>\d{1,2})/(?P<of>\d{1,2})(?=\s?(?P<noun>этаж[а-яё]{0,2}|эт\.)(?!\w))\s?(?P=noun)"),
        _storey,
        DIGITS,
    ),
    Rule("fraction", re.compile(r"(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\w/])"), _written, DIGITS),
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
