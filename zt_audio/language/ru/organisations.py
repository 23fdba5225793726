"""Read abbreviated bodies, laws, organisations and countries as their names, in the case of the sentence."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.left_context import last_word
from zt_audio.language.ru.morphology import forms
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.number_tokens import any_short, by_key, key
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.phrases import counted, declined, plural_after_number

_PHRASES = by_key(ORGANISATION_PHRASES)
_SMALL = frozenset({"два", "три", "четыре"})
_GROUPS = frozenset({"тысяча", "миллион", "миллиард"})
_BODY = re.compile(rf"(?<![\w+])(?:{any_short(ORGANISATION_PHRASES)})(?!\w|-[^\d])")


def _body(match: re.Match[str], context: Context) -> str:
    left = context.text[: match.start()]
    phrase = _PHRASES[key(match.group())]
    return _after_number_word(phrase, last_word(left)) or declined(phrase, noun_cases(left)[0])


def _after_number_word(phrase: str, word: str) -> str | None:
    """«в размере десяти МРП», «три ДТП»: the number stands in words; None where `word` is none."""
    number = next((form for form in forms(word) if form.kind == "NUMR"), None) if word else None
    if number and number.case:
        return counted(phrase, 2 if number.lemma in _SMALL else 5, number.case)
    if word and any(form.lemma in _GROUPS and form.kind == "NOUN" for form in forms(word)):
        return plural_after_number(phrase, "gen")
    return None


RULES = (Rule("body", _BODY, _body, frozenset(short[0] for short in ORGANISATION_PHRASES)),)
