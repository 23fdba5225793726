"""Name numbers in Kazakh: cardinals, ordinals, collectives, decimals and fractions.

Source: any school grammar of Kazakh; 1000 is «бір мың» as in official texts, 100 is «жүз» alone.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import get_args

from zt_audio.language.kk.endings import KazakhCase, with_case

LIMIT = 10**15  # from here on numbers have no name

_ONES = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_SCALES = ((10**12, "триллион"), (10**9, "миллиард"), (10**6, "миллион"), (10**3, "мың"))
ORDINALS = {
    "нөл": "нөлінші",
    "бір": "бірінші",
    "екі": "екінші",
    "үш": "үшінші",
    "төрт": "төртінші",
    "бес": "бесінші",
    "алты": "алтыншы",
    "жеті": "жетінші",
    "сегіз": "сегізінші",
    "тоғыз": "тоғызыншы",
    "он": "оныншы",
    "жиырма": "жиырмасыншы",
    "отыз": "отызыншы",
    "қырық": "қырқыншы",
    "елу": "елуінші",
    "алпыс": "алпысыншы",
    "жетпіс": "жетпісінші",
    "сексен": "сексенінші",
    "тоқсан": "тоқсаныншы",
    "жүз": "жүзінші",
    "мың": "мыңыншы",
    "миллион": "миллионыншы",
    "миллиард": "миллиардыншы",
    "триллион": "триллионыншы",
}
COLLECTIVES = {
    "бір": "біреу",
    "екі": "екеу",
    "үш": "үшеу",
    "төрт": "төртеу",
    "бес": "бесеу",
    "алты": "алтау",
    "жеті": "жетеу",
}
_PLACES = ("", "оннан", "жүзден", "мыңнан", "он мыңнан", "жүз мыңнан", "миллионнан")  # n decimals: out of 10**n


@lru_cache(maxsize=4096)
def kazakh_cardinal(number: int) -> str:
    """Return `number` in words; |number| < 10**15, else ValueError."""
    if abs(number) >= LIMIT:
        raise ValueError(number)
    if number < 0:
        return f"минус {kazakh_cardinal(-number)}"
    if number == 0:
        return "нөл"
    words = []
    for size, name in _SCALES:
        count, number = divmod(number, size)
        words += [*_hundreds(count), name] if count else []
    return " ".join(words + _hundreds(number))


def _hundreds(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_ONES[hundreds] if hundreds > 1 else "", "жүз" if hundreds else "", _TENS[tens], _ONES[ones]]
    return [word for word in words if word]


def kazakh_ordinal(number: int) -> str:
    """Return `number` as an ordinal: only its last word takes the suffix."""
    head, _, last = kazakh_cardinal(number).rpartition(" ")
    return f"{head} {ORDINALS[last]}".strip()


def kazakh_decimal(whole: int, digits: str) -> str:
    """Return a decimal: 1,5 is бір бүтін оннан бес; at most six `digits`, else ValueError."""
    if not 0 < len(digits) < len(_PLACES):
        raise ValueError(digits)
    return f"{kazakh_cardinal(whole)} бүтін {_PLACES[len(digits)]} {kazakh_cardinal(int(digits))}"


def halved(words: str) -> str:
    """Return `words` with the halves of ordinary talk: екі жарым миллион, жарты литр."""
    return words.replace("нөл бүтін оннан бес", "жарты").replace("бүтін оннан бес", "жарым")


def fraction(part: int, of: int) -> str:
    """Return a fraction: 2/3 is үштен екі."""
    return f"{last_word_in(kazakh_cardinal(of), 'abl')} {kazakh_cardinal(part)}"


def last_word_in(words: str, case: KazakhCase) -> str:
    """Return number `words` with the last in `case`: жүз екіге."""
    head, _, last = words.rpartition(" ")
    return f"{head} {with_case(last, case)}".strip()


def other_numbers(word: str) -> tuple[str, ...]:
    """Return the words of other numbers in the form of `word`, which may be a number: бірінші ... for сегізінші."""
    small = word.lower()
    row = next((row for row in _number_rows() if small in row), ())
    return tuple(other for other in row if other != small)


@cache
def _number_rows() -> tuple[tuple[str, ...], ...]:
    """Return the names of numbers that are one word, a row for each of their forms."""
    cardinals = (*_ONES[1:], *_TENS[1:], "жүз", "мың")
    both = (cardinals, tuple(ORDINALS[name] for name in cardinals))
    return tuple(tuple(with_case(name, case) for name in names) for names in both for case in get_args(KazakhCase))


def digits_in_groups(groups: list[str]) -> str:
    """Return digit groups of a telephone number, each said as a number after its leading zeros."""
    return ", ".join(_group(group) for group in groups)


def _group(digits: str) -> str:
    rest = digits.lstrip("0")
    zeros = ["нөл"] * (len(digits) - len(rest))
    return " ".join(zeros + ([kazakh_cardinal(int(rest))] if rest else []))
