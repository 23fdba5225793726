"""An abbreviation of capitals in, what its suffixes sound after out: ҚР-ға, ІІМ-ге, АЕК-ке, АҚШ-қа.

One with a vowel in it is said as a word; others letter by letter, and the suffix follows the last letter's name. Some
are inflected by custom after the words they stand for.
"""

from __future__ import annotations

import re

from zt_audio.language.kk.sounds import VOWELS

_INITIALISM = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]?[А-ЯЁӘҒҚҢӨҰҮҺІ]+\w*$")
# By custom: республикаға, серіктестікке (said же-ше-са), қоғамға.
_CUSTOM = {"ҚР": "республика", "ЖШС": "жешеса", "АҚ": "қоғам", "АЕК": "көрсеткіш", "ЖК": "кәсіпкер"}
_LETTER_NAMES = {
    **{letter: letter + "э" for letter in "бвгджзптцчш"},
    **{letter: "э" + letter for letter in "лмнрсф"},
    "к": "ка",
    "қ": "қа",
    "ғ": "ға",
    "х": "ха",
    "һ": "һа",
    "й": "ий",
    "ң": "ың",
    "щ": "ща",
}


def is_initialism(word: str) -> bool:
    """Tell whether `word` is written as an abbreviation: ҚР, ІІМ, ӘҚБтК (but not БАЗАР, which is a word in capitals)."""
    return bool(_INITIALISM.match(word)) and (len(word) <= 4 or not word.isupper())


def initialism_sound(word: str) -> tuple[str, bool]:
    """Return a sound-alike of the end of `word`, and whether it is inflected as a possessive."""
    if word in _CUSTOM:
        return _CUSTOM[word], False
    small = word.lower()
    if VOWELS & set(small):
        return small, False
    return _LETTER_NAMES.get(small[-1], small[-1]), False
