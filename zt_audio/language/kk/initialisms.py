"""Find the sound that a suffix follows after an abbreviation of capitals: ҚР-ға, ІІМ-ге, ҰҚК-ге, БАҚ-қа.

One that ends in a vowel, or in a vowel and a consonant that closes a syllable, is said as a word. Others are said
letter by letter, and the suffix follows the name of the last letter. Custom inflects some after the words they stand
for.
"""

from __future__ import annotations

import re

from zt_audio.language.kk import LANGUAGE

_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_INITIALISM = re.compile(rf"{_CAPITAL}+[а-яё]?{_CAPITAL}+$")
_LONGEST = 4  # a longer word in capitals is a common word in capitals: БАЗАР
# By custom: республикаға; жэ-шэ-эс is heard with a back ending; қоғамға; көрсеткішке; штаттарға is АҚШ-қа.
_SOUNDS = {"ҚР": "республика", "ЖШС": "жешеса", "АҚ": "қоғам", "АЕК": "көрсеткіш", "АҚШ": "штат"}
_AS_WORD = re.compile(rf"(?:[{''.join(sorted(LANGUAGE.vowels))}][жзқлмнңпрстфхшй]?)$")
_LETTER_NAMES = {
    **{letter: letter + "э" for letter in "бвгджзптцч"},
    **{letter: "э" + letter for letter in "лмнрсф"},
    **{letter: letter + "а" for letter in "кқғхһшщ"},
    "й": "ий",
    "ң": "ың",
}


def is_initialism(word: str) -> bool:
    """Tell whether `word` is written as an abbreviation: ҚР, ІІМ, ӘҚБтК (but not БАЗАР)."""
    return bool(_INITIALISM.match(word)) and (len(word) <= _LONGEST or not word.isupper())


def initialism_sound(word: str) -> str:
    """Return a sound-alike of the end of `word`."""
    small = word.lower()
    if word in _SOUNDS:
        return _SOUNDS[word]
    if _AS_WORD.search(small):
        return small
    return "кэ" if small[-1] == "к" else letter_name(small[-1])  # the common ҚК-нің, ҰҚК-ге are of комитет, кодекс


def letter_name(letter: str) -> str:
    """Return the name of a letter: а, бэ, вэ."""
    small = letter.lower()
    return _LETTER_NAMES.get(small, small)
