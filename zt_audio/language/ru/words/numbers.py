"""Name numbers in Russian: cardinals and decimals in any case, gender and animacy, ordinals, and halves of compounds.

«двадцать первого», «двадцатиоднолетний». Source of the tables: Русская грамматика (1980), vol. 1, on numerals. Where
two forms live side by side the commoner one stands here: «тысячей», «нуля».
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

Case = Literal["nom", "gen", "dat", "acc", "ins", "prep"]
Gender = Literal["m", "f", "n", "pl"]
CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prep")
LARGEST = 10**15 - 1  # триллионы are the last named group
# Forms in the order of CASES; the accusative is that of things, living beings take the genitive.
_ONE: dict[Gender, str] = {
    "m": "один одного одному один одним одном",
    "f": "одна одной одной одну одной одной",
    "n": "одно одного одному одно одним одном",
    "pl": "одни одних одним одни одними одних",
}
_TWO_TO_FOUR = {
    2: "два двух двум два двумя двух",
    3: "три трёх трём три тремя трёх",
    4: "четыре четырёх четырём четыре четырьмя четырёх",
}
# Nouns without a singular are counted so in the nominative and the accusative, elsewhere by cardinals.
_COLLECTIVE = {2: "двое", 3: "трое", 4: "четверо"}
_FORMS = {
    0: "ноль нуля нулю ноль нулём нуле",
    8: "восемь восьми восьми восемь восемью восьми",
    40: "сорок сорока сорока сорок сорока сорока",
    50: "пятьдесят пятидесяти пятидесяти пятьдесят пятьюдесятью пятидесяти",
    60: "шестьдесят шестидесяти шестидесяти шестьдесят шестьюдесятью шестидесяти",
    70: "семьдесят семидесяти семидесяти семьдесят семьюдесятью семидесяти",
    80: "восемьдесят восьмидесяти восьмидесяти восемьдесят восемьюдесятью восьмидесяти",
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
    500: "пятьсот пятисот пятистам пятьсот пятьюстами пятистах",
    600: "шестьсот шестисот шестистам шестьсот шестьюстами шестистах",
    700: "семьсот семисот семистам семьсот семьюстами семистах",
    800: "восемьсот восьмисот восьмистам восемьсот восемьюстами восьмистах",
    900: "девятьсот девятисот девятистам девятьсот девятьюстами девятистах",
}
# Words that decline like «пять»: the stem before -ь, -и, -ью.
SOFT_STEMS = {
    5: "пят",
    6: "шест",
    7: "сем",
    9: "девят",
    10: "десят",
    11: "одиннадцат",
    12: "двенадцат",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
    20: "двадцат",
    30: "тридцат",
}
_THOUSAND = {
    "one": "тысяча тысячи тысяче тысячу тысячей тысяче",
    "few": "тысячи тысяч тысячам тысячи тысячами тысячах",
    "many": "тысяч тысяч тысячам тысяч тысячами тысячах",
}
_MILLIONS = ("миллион", "миллиард", "триллион")
_MILLION_ENDINGS = {"one": "∅ а у ∅ ом е", "few": "а ов ам а ами ах", "many": "ов ов ам ов ами ах"}
_FRACTIONS = ("десят", "сот", "тысячн", "десятитысячн", "стотысячн", "миллионн")
_FEMININE = "ая ой ой ую ой ой"
_PLURAL = "ых ых ым ых ыми ых"  # after a number the nominative is the genitive: «пять десятых»
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


def plural_kind(number: int) -> Literal["one", "few", "many"]:
    """Return which form of the noun `number` takes: один рубль, два рубля, пять рублей."""
    if number % 100 in range(11, 15):
        return "many"
    return {1: "one", 2: "few", 3: "few", 4: "few"}.get(number % 10, "many")  # type: ignore[return-value] # literals


@lru_cache(maxsize=4096)
def cardinal(number: int, case: Case = "nom", gender: Gender = "m", *, animate: bool = False) -> str:
    """Return `number` in words; an animate noun changes the accusative of 1-4 alone («двух сотрудников»)."""
    if number < 0:
        return f"минус {cardinal(-number, case, gender, animate=animate)}"
    if number > LARGEST:
        raise ValueError(number)
    if number == 0:
        return _form(_FORMS[0], case)
    words = [_group(number // 1000**power % 1000, power, case) for power in (4, 3, 2, 1)]
    # «тысячу одного водителя», but «тысячу два водителя»
    living = animate and (number < 1000 or plural_kind(number) == "one")  # noqa: PLR2004 - a group
    words.append(_below_thousand(number % 1000, case, gender, animate=living))
    return " ".join(word for word in words if word)


def in_portions(said: str, number: int) -> str:
    """Put the thousands of `number` into `said`, its accusative, as each gets them: «по две тысячи», «по одной тысяче».

    One thousand and one million stand in the dative behind «по», other numbers in the accusative (Розенталь, Справочник
    по правописанию и литературной правке, on «по» with numerals).
    """
    thousands = number - number % 1000
    groups = ((thousands // 1000**power % 1000, power) for power in (4, 3, 2, 1))
    words = [_group(count, power, "dat" if plural_kind(count) == "one" else "acc") for count, power in groups]
    each = " ".join(word for word in words if word)
    return said.replace(cardinal(thousands, "acc"), each, 1) if thousands else said


def collective(number: int, case: Case = "nom") -> str | None:
    """Return `number` in words before a noun that has no singular: трое суток, трёх суток.

    None where none is right: Розенталь (Справочник по правописанию и литературной правке, on numerals) does not allow
    «двадцать двое суток».
    """
    last = number % 10
    if case not in ("nom", "acc") or last not in _COLLECTIVE or number % 100 in range(12, 15):
        return cardinal(number, case, "pl" if last == 1 else "m")
    return _COLLECTIVE[last] if number == last else None


def decimal(whole: int, fraction: str, case: Case = "nom") -> str:
    """Return `whole`,`fraction` in words: 1,5 is «одна целая пять десятых». `fraction` has 1 to 6 digits."""
    parts = int(fraction)
    return " ".join(
        (
            cardinal(whole, case, "f"),
            "цел" + _form(_FEMININE if plural_kind(whole) == "one" else _PLURAL, case),
            cardinal(parts, case, "f"),
            _FRACTIONS[len(fraction) - 1] + _form(_FEMININE if plural_kind(parts) == "one" else _PLURAL, case),
        )
    )


def one_and_a_half(case: Case, gender: Gender) -> str:
    """Return «полтора» so that it agrees with a noun of `gender`."""
    if case in ("nom", "acc"):
        return "полторы" if gender == "f" else "полтора"
    return "полутора"


def _group(count: int, power: int, case: Case) -> str:
    """Return `count` thousands, millions, ... with the noun of the group."""
    if not count:
        return ""
    kind = plural_kind(count)
    million = _MILLIONS[power - 2] + _form(_MILLION_ENDINGS[kind], case).replace("∅", "")
    noun = _form(_THOUSAND[kind], case) if power == 1 else million
    return f"{_below_thousand(count, case, 'f' if power == 1 else 'm', animate=False)} {noun}"


@lru_cache(maxsize=4096)
def _below_thousand(number: int, case: Case, gender: Gender, *, animate: bool) -> str:
    words = []
    if number >= 100:  # noqa: PLR2004 - hundreds
        words.append(_one_word(number // 100 * 100, case))
    rest = number % 100
    if rest > 20:  # noqa: PLR2004 - tens and ones are two words from here on
        words.append(_one_word(rest // 10 * 10, case))
        rest %= 10
    if rest:
        words.append(_ones(rest, case, gender, animate=animate))
    return " ".join(words)


def _ones(number: int, case: Case, gender: Gender, *, animate: bool) -> str:
    if animate and case == "acc" and number <= 4 and not (number == 1 and gender in "fn"):  # noqa: PLR2004 - 1-4 alone
        case = "gen"
    if number == 1:
        return _form(_ONE[gender], case)
    if number == 2 and gender == "f" and case in ("nom", "acc"):  # noqa: PLR2004 - two is itself
        return "две"
    return _form(_TWO_TO_FOUR[number], case) if number in _TWO_TO_FOUR else _one_word(number, case)


def _one_word(number: int, case: Case) -> str:
    """Return a number that is one word and has no gender: 5-20, 30, ..., 90, 100, 200, ..., 900."""
    return SOFT_STEMS[number] + _form("ь и и ь ью и", case) if number in SOFT_STEMS else _form(_FORMS[number], case)


def _form(forms: str, case: Case) -> str:
    return forms.split()[CASES.index(case)]


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def compound_prefix(number: int) -> str:
    """Return the first half of a compound: 10 gives «десяти» (летний), 21 «двадцатиодно», 90 «девяносто»."""
    if number < 1000:  # noqa: PLR2004 - a group
        parts = [number // 100 * 100, *((rest,) if (rest := number % 100) <= 20 else (rest // 10 * 10, rest % 10))]  # noqa: PLR2004
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
