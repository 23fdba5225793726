"""Read common fractions («1/3 территории», «½ часа») in the case of the sentence."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.left_context import number_cases
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.noun_case import place_case
from zt_audio.language.ru.number_tokens import left_of_stop
from zt_audio.language.ru.numbers import Case, cardinal
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.phrases import counted, declined
from zt_audio.language.ru.right_context import head_forms
from zt_audio.language.tables import DIGITS, word_set

_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}
_BEFORE_PARTS = word_set("на до около более менее почти примерно лишь свыше")  # «на 1/3»
_OF_THEM = re.compile(r"(?<!\w)из\s(?:них|всех|общего числа)\s+$", re.IGNORECASE)  # «из них 1/3 – повторные»
_NOUNS = {3: "*треть", 4: "*четверть"}


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
)
