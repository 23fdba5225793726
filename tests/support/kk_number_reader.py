"""Read Kazakh number words back into a number, by a grammar's table and without the package."""

from __future__ import annotations

_WORTH = {
    "нөл": 0,
    "бір": 1,
    "екі": 2,
    "үш": 3,
    "төрт": 4,
    "бес": 5,
    "алты": 6,
    "жеті": 7,
    "сегіз": 8,
    "тоғыз": 9,
    "он": 10,
    "жиырма": 20,
    "отыз": 30,
    "қырық": 40,
    "елу": 50,
    "алпыс": 60,
    "жетпіс": 70,
    "сексен": 80,
    "тоқсан": 90,
}
_THOUSANDS = {"мың": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}


def number(words: str) -> int:
    """Return the number that `words` name. KeyError for anything that is no number word."""
    sign = -1 if words.startswith("минус ") else 1
    total = group = 0
    for word in words.removeprefix("минус ").split():
        if word in _THOUSANDS:
            total, group = total + group * _THOUSANDS[word], 0
        elif word == "жүз":
            group = (group or 1) * 100
        else:
            group += _WORTH[word]
    return sign * (total + group)
