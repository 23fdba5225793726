"""Read the words of a Russian number, in any case and gender, back into the number, without the package."""

from __future__ import annotations

import re

_STEMS = [
    ("один|одн|перв", 1),
    ("дв|втор", 2),
    ("тр", 3),
    ("чет", 4),
    ("пят", 5),
    ("шест", 6),
    ("сем|седьм", 7),
    ("вос", 8),
    ("девят", 9),
]
_WHOLE = [("нол|нул", 0), ("сорок", 40), ("девяност", 90), ("десят", 10), ("ст[оа]$|сот", 100)]
_HUNDREDS = re.compile(
    r"(?:дву?[хе]?м?я?|тр[ие]х?м?я?|четыр[её]?ь?х?м?я?|(?:пят|шест|сем|восе?ь?м|девят)(?:ь|и|ью))(?:ст[иа]|сот)"
)
_GROUPS = [("тысяч", 10**3), ("миллион", 10**6), ("миллиард", 10**9), ("триллион", 10**12)]


def _value(word: str) -> int:
    for pattern, value in _WHOLE:
        if re.match(pattern, word):
            return value
    ones = next(value for pattern, value in _STEMS if re.match(pattern, word))
    if "надцат" in word:
        return 10 + ones
    if "дцат" in word or "десят" in word:
        return ones * 10
    return ones * 100 if _HUNDREDS.match(word) else ones


def number(spoken: str) -> int:
    """Return the number that `spoken` names."""
    total = group = 0
    for word in spoken.removeprefix("минус ").replace("ё", "е").split():
        unit = next((unit for beginning, unit in _GROUPS if word.startswith(beginning)), None)
        if unit:
            total += max(group, 1) * unit
            group = 0
        else:
            group += _value(word)
    return -(total + group) if spoken.startswith("минус ") else total + group
