"""Name ordinals («двадцать первого») and the first halves of compounds («двадцатиоднолетний»)."""

from __future__ import annotations

from functools import cache

from zt_audio.language.ru.numbers import CASES, Case, Gender, cardinal

_STEMS = {
    1: "первый",
    2: "второй",
    3: "третий",
    4: "четвёртый",
    5: "пятый",
    6: "шестой",
    7: "седьмой",
    8: "восьмой",
    9: "девятый",
    10: "десятый",
    11: "одиннадцатый",
    12: "двенадцатый",
    13: "тринадцатый",
    14: "четырнадцатый",
    15: "пятнадцатый",
    16: "шестнадцатый",
    17: "семнадцатый",
    18: "восемнадцатый",
    19: "девятнадцатый",
    20: "двадцатый",
    30: "тридцатый",
    40: "сороковой",
    50: "пятидесятый",
    60: "шестидесятый",
    70: "семидесятый",
    80: "восьмидесятый",
    90: "девяностый",
    100: "сотый",
    200: "двухсотый",
    300: "трёхсотый",
    400: "четырёхсотый",
    500: "пятисотый",
    600: "шестисотый",
    700: "семисотый",
    800: "восьмисотый",
    900: "девятисотый",
}
_HARD: dict[Gender, str] = {
    "m": "ый ого ому ый ым ом",
    "f": "ая ой ой ую ой ой",
    "n": "ое ого ому ое ым ом",
    "pl": "ые ых ым ые ыми ых",
}
_THIRD: dict[Gender, str] = {
    "m": "ий ьего ьему ий ьим ьем",
    "f": "ья ьей ьей ью ьей ьей",
    "n": "ье ьего ьему ье ьим ьем",
    "pl": "ьи ьих ьим ьи ьими ьих",
}
_WHOLE_GROUPS = {1: "тысячный", 2: "миллионный", 3: "миллиардный", 4: "триллионный"}

# In compounds the number stands in the genitive, except these.
_COMPOUND = {1: "одно", 40: "сорока", 90: "девяносто", 100: "сто", 1000: "тысяче"}


@cache
def ordinal(number: int, case: Case = "nom", gender: Gender = "m", *, animate: bool = False) -> str:
    """Return the `number`-th in words; only its last word declines."""
    if animate and case == "acc" and gender in ("m", "pl"):
        case = "gen"
    head, last = _split(number)
    if not head:
        return _decline(last, case, gender)
    words = cardinal(head)
    # Dates and years say «тысяча девятьсот», a bare number «одна тысяча девятьсот».
    return f"{words.removeprefix('одна ') if words.startswith('одна тысяча') else words} {_decline(last, case, gender)}"


@cache
def compound_prefix(number: int) -> str:
    """Return the first half of a compound: 10 gives «десяти» (летний), 21 «двадцатиодно», 90 «девяносто»."""
    if number < 1000:  # noqa: PLR2004 - a group
        parts = [number // 100 * 100, *_tens_and_ones(number % 100)]
        return "".join(_COMPOUND.get(part) or cardinal(part, "gen") for part in parts if part)
    thousands, rest = divmod(number, 1000)
    return (compound_prefix(thousands) if thousands > 1 else "") + "тысяче" + (compound_prefix(rest) if rest else "")


def other_numbers(word: str) -> tuple[str, ...]:
    """Return the words of other numbers in the form of `word`, which may be a number: «первого» ... for «восьмого»."""
    small = word.lower()
    row = next((row for row in _number_rows() if small in row), ())
    return tuple(other for other in row if other != small)


@cache
def _number_rows() -> tuple[tuple[str, ...], ...]:
    """Return the names of numbers that are one word, a row for each of their forms."""
    forms = [(case, gender) for case in CASES for gender in _HARD]
    cardinals = (tuple(cardinal(number, *form) for number in _STEMS) for form in forms)
    ordinals = (tuple(_decline(stem, *form) for stem in _STEMS.values()) for form in forms)
    return (*cardinals, *ordinals)


def _tens_and_ones(rest: int) -> tuple[int, ...]:
    return (rest,) if rest <= 20 else (rest // 10 * 10, rest % 10)  # noqa: PLR2004 - one word up to 20


def _split(number: int) -> tuple[int, str]:
    """Return what stays cardinal and the last word as an ordinal: 2026 gives 2020 and «шестой»."""
    if number == 0:
        return 0, "нулевой"
    power = 0
    while number % 1000 ** (power + 1) == 0:
        power += 1
    unit = 1000**power
    group = number // unit % 1000
    if power:
        return number - group * unit, (compound_prefix(group) if group > 1 else "") + _WHOLE_GROUPS[power]
    last = group % 100 if 0 < group % 100 <= 20 else group % 10 or group % 100 or group  # noqa: PLR2004 - one word up to 20
    return number - last, _STEMS[last]


def _decline(word: str, case: Case, gender: Gender) -> str:
    endings = (_THIRD if word == "третий" else _HARD)[gender].split()
    ending = endings[CASES.index(case)]
    if ending == "ый" and word.endswith("ой"):
        ending = "ой"
    return word[:-2] + ending
