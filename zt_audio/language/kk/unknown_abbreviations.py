"""Refuse what looks like an abbreviation but stands in no table: it is never read as if it were a word."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, WORD_START
from zt_audio.language.lexicon import STRESS

_STRESSED = f"(?:\\+?{{}}{STRESS}?)"  # a stress typed before its vowel, or standing after it
_BIG, _SMALL = _STRESSED.format(CAPITAL), _STRESSED.format(SMALL)
_CAPITALS = re.compile(rf"{_BIG}{{2,4}}(?![\w+])")
_MIXED = re.compile(rf"(?:{_BIG}{{2,}}{_SMALL}|{_BIG}?{_SMALL}+{_BIG}{{2}})(?:{_BIG}|{_SMALL})*")
_NO_VOWEL = re.compile(rf"{LETTER}+(?![\w+])")
_SHOUTED = re.compile(rf"{CAPITAL}{{5}}")
_FIRST = WORD_START | {"+"}


def _say_capitals(_match: re.Match[str], context: Context) -> Unread | None:
    """Refuse two to four capitals unless the text shouts: НАЗАР АУДАР."""
    return None if _SHOUTED.search(context.text) else Unread("abbreviation-unknown")


def _say_mixed(_match: re.Match[str], _context: Context) -> Unread:
    """Refuse capitals and small letters in one word: БАҚтар, пКМ."""
    return Unread("abbreviation-unknown")


def _say_no_vowel(match: re.Match[str], _context: Context) -> Unread | None:
    """Refuse what has no vowel: no Kazakh word lacks one."""
    return None if LANGUAGE.vowels & set(match.group().lower()) else Unread("abbreviation-unknown")


RULES = (
    Rule("capitals", _CAPITALS, _say_capitals, _FIRST),
    Rule("mixed-capitals", _MIXED, _say_mixed, _FIRST),
    Rule("no-vowel", _NO_VOWEL, _say_no_vowel, _FIRST),
)
