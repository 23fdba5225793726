"""Write a text in capitals in small letters: it must be read alike both ways, for most rules know small letters."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.kk.organisations import SPOKEN_NAMES
from zt_audio.language.kk.sloppy.unknown_abbreviations import all_shouts
from zt_audio.language.kk.units import UNIT_WORDS
from zt_audio.language.roman_numerals import roman_value

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*")
_WORD = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,}|(?<=-)[А-ЯЁӘҒҚҢӨҰҮҺІ](?![\w.])")
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_FIRST_LETTER = re.compile(r"(?:^|[.!?…]\s+|\n\s*)[«“\"(]?[а-яёәғқңөұүһі]")


def quieted(text: str) -> str | None:
    """Return `text` with its shouted sentences in small letters; None where nothing in it shouts."""
    if all_shouts(text):
        quiet = _small(text)
    else:
        quiet = _SENTENCE.sub(lambda match: _small(match.group()) if all_shouts(match.group()) else match.group(), text)
    return None if quiet == text else quiet


def _small(shouted: str) -> str:
    """Keep abbreviations and Roman numerals as they are, and the capital letter that begins a sentence."""
    small = _WORD.sub(_word, shouted)
    return _FIRST_LETTER.sub(lambda match: match.group()[:-1] + match.group()[-1].upper(), small)


def _word(match: re.Match[str]) -> str:
    word = match.group()
    if word.lower() in UNIT_WORDS and _NUMBER_BEFORE.search(match.string, max(0, match.start() - 3), match.start()):
        return word.lower()  # 2 ММ
    return word if word in SPOKEN_NAMES or roman_value(word) is not None else word.lower()
