"""Refuse what looks like an abbreviation but stands in no table: it is never read as if it were a word."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.lexicon import STRESS
from zt_audio.language.ru import LANGUAGE
from zt_audio.language.ru.address_words import EVERY_SHORT
from zt_audio.language.ru.left_context import last_word
from zt_audio.language.ru.morphology import forms
from zt_audio.language.ru.units import MAGNITUDES, UNITS
from zt_audio.language.tables import word_set

_ONE_LETTER_WORDS = frozenset("авбежикосуэя")  # and «е» of a house number
# Known abbreviations, wherever no rule could read them; with or without a full stop.
_ABBREVIATED = frozenset(EVERY_SHORT | set(UNITS) | set(MAGNITUDES) | {"гг", "напр"})
# Abbreviations that are said as words.
_SAID_AS_WORDS = word_set(
    "ГАИ ЗАГС РАГС ОМОН СОБР ВУЗ СПИД ВИЧ НАТО ЮНЕСКО ЮНИСЕФ ОПЕК ГЭС ТЭЦ ТЮЗ МИД СИЗО ЧОП КАСКО НИИ КАМАЗ УАЗ ГАЗ "
    "ВАЗ ГОСТ"
)
_LETTERS = rf"\+?[А-Яа-яЁё][А-Яа-яЁё+{STRESS}]*"
_WORD = re.compile(rf"(?<!\w){_LETTERS}(?:-{_LETTERS})*(?!\w)")
_MARKS_OF_STRESS = re.compile(rf"[+{STRESS}]")
# These end no sentence; before a full stop they are short for something. «дом семь а.» is a house.
_END_NO_SENTENCE = frozenset("вкосуиа")
_NAMED_AFTER = re.compile(r"\s*\.\s*(?:$|[А-ЯЁ](?![А-ЯЁ]))")  # «дали им. Потом …»
_STOP = re.compile(r"[\s,;:()–—]*\.")
_SHORT = 5  # letters; an abbreviation is short, ends in a consonant, and stands before a full stop


def _unread(match: re.Match[str], context: Context) -> Unread | None:
    word = _MARKS_OF_STRESS.sub("", match.group())
    if len(word) == 1:
        return None if _is_one_letter_word(word, context) else Unread("abbreviation-unknown")
    if not LANGUAGE.vowels & set(word.lower()):
        return None if word.lower() == "ль" else Unread("abbreviation-unknown")
    if word.isupper():
        return None if _is_shouted(word) else Unread("abbreviation-unknown")
    return Unread("abbreviation-unknown") if _looks_short(word, context) else None


def _is_one_letter_word(word: str, context: Context) -> bool:
    if word in _END_NO_SENTENCE and _STOP.match(context.text, context.end):
        kinds = forms(last_word(context.text[: context.start]) or word)
        return bool(kinds) and kinds[0].kind == "NUMR"
    return word.lower() in _ONE_LETTER_WORDS


def _looks_short(word: str, context: Context) -> bool:
    if word == "им":
        return bool(_STOP.match(context.text, context.end)) and not _NAMED_AFTER.match(context.text, context.end)
    if not word.islower() or len(word) > _SHORT or word[-1] in LANGUAGE.vowels:
        return False
    short = word in _ABBREVIATED or _STOP.match(context.text, context.end) is not None
    return short and not _is_known(word)


def _is_shouted(word: str) -> bool:
    """«ВНИМАНИЕ» is a word in capitals; «ЛПУ» is not."""
    return word in _SAID_AS_WORDS or _is_known(word)


def _is_known(word: str) -> bool:
    return any(form.known and "Abbr" not in form.traits for form in forms(word))


RULES = (Rule("unknown", _WORD, _unread, LANGUAGE.letters | {"+"}),)
