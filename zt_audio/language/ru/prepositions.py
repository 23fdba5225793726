"""Give prepositions the vowel that the number behind them wants: «в 2 классе» is «во втором классе».

Source: Розенталь, Справочник по правописанию и литературной правке, on variants of prepositions; the consonants of
«второй» and «сто» ask for «во», «со», «ко», a vowel for «об».
"""

from __future__ import annotations

import re

_BEFORE: dict[str, tuple[str, re.Pattern[str]]] = {
    "в": ("во", re.compile("втор")),
    "с": ("со", re.compile("втор|[сзшж][бвгджзклмнпрстфхцчшщ]")),
    "к": ("ко", re.compile("втор")),
    "о": ("об", re.compile("[аоуэи]")),
}


def preposition_before(word: str, following: str) -> str:
    """Return `word`, which may be a preposition, as it is said before `following`."""
    said, pattern = _BEFORE.get(word.lower(), (word, None))
    if pattern is None or not pattern.match(following.lstrip().lower()):
        return word
    return said.capitalize() if word.isupper() else said
