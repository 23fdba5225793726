"""Tell what a Roman numeral is worth, whatever the language of the text."""

from __future__ import annotations

from itertools import pairwise

from zt_audio.language import late_re as re

_WORTHS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LOOKALIKES = str.maketrans("ХІС", "XIC")  # Cyrillic letters that are typed for Roman digits
_WELL_FORMED = re.compile("C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman_value(numeral: str) -> int | None:
    """Return what `numeral`, of Latin capital letters or Cyrillic ones like them, is worth.

    None where it is not a well-formed numeral below 400.
    """
    latin = numeral.translate(_LOOKALIKES)
    worths = [_WORTHS[digit] for digit in latin] if _WELL_FORMED.fullmatch(latin) else []
    return sum(-one if one < behind else one for one, behind in pairwise([*worths, 0])) or None
