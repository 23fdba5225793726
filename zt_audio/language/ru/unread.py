"""What looks like an abbreviation but stands in no table is a problem: it is never read as if it were a word."""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule, Unread, alphabet
from zt_audio.language.ru.morphology import forms

_VOWELS = frozenset("аеёиоуыэюя")
_SAID_WITHOUT_VOWEL = frozenset({"в", "к", "с", "б", "ж", "ль", "ф"})
# Abbreviations that are said as words.
_SAID_AS_WORDS = frozenset(
    "ГАИ ЗАГС РАГС ОМОН СОБР ВУЗ СПИД ВИЧ НАТО ЮНЕСКО ЮНИСЕФ ОПЕК ГЭС ТЭЦ ТЮЗ МИД СИЗО ЧОП КАСКО ОСАГО МАГИ НИИ КАМАЗ УАЗ ГАЗ ВАЗ "
    "АРАЙ ЕЭК ЕАЭС ГОСТ".split()
)
_WORD = re.compile(r"(?<!\w)[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*(?!\w)")
_GOES_ON = re.compile(r"\.\s*[а-яё\d]")
_SHORT = 6  # letters; longer words before a full stop are words


def _unread(match: re.Match[str], context: Context) -> Unread | None:
    word = match.group()
    if not _VOWELS & set(word.lower()):
        return None if word.lower() in _SAID_WITHOUT_VOWEL else Unread("abbreviation-unknown")
    if word.isupper() and len(word) > 1:
        return None if _is_shouted(word) else Unread("abbreviation-unknown")
    if len(word) <= _SHORT and _GOES_ON.match(context.text, context.end) and not _is_known(word):
        return Unread("abbreviation-unknown")
    return None


def _is_shouted(word: str) -> bool:
    """«ВНИМАНИЕ» is a word in capitals; «ЛПУ» is not."""
    return word in _SAID_AS_WORDS or (_is_known(word) and not any("Abbr" in form.traits for form in forms(word)))


def _is_known(word: str) -> bool:
    return any(form.known for form in forms(word))


RULES = (Rule("unknown", _WORD, _unread, alphabet("ru")),)
