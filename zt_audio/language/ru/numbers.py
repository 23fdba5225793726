"""Name numbers in Russian: cardinals and decimals in any case, gender and animacy.

Source of the tables: Русская грамматика (1980), vol. 1, on numerals. Where two forms live side by side the commoner one
stands here: «тысячей», «нуля».
"""

from __future__ import annotations

from functools import cache
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
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
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
# The first half of «пятьдесят» and «пятьсот», in nominative, genitive and instrumental.
_HALVES = {
    5: ("пять", "пяти", "пятью"),
    6: ("шесть", "шести", "шестью"),
    7: ("семь", "семи", "семью"),
    8: ("восемь", "восьми", "восемью"),
    9: ("девять", "девяти", "девятью"),
}
_THOUSAND = {
    "one": "тысяча тысячи тысяче тысячу тысячей тысяче",
    "many": "тысячи тысяч тысячам тысячи тысячами тысячах",
}
_MILLIONS = ("миллион", "миллиард", "триллион")

_FRACTIONS = ("десят", "сот", "тысячн", "десятитысячн", "стотысячн", "миллионн")
_FEMININE = "ая ой ой ую ой ой"
_PLURAL = "ых ых ым ых ыми ых"  # after a number the nominative is the genitive: «пять десятых»


def plural_kind(number: int) -> Literal["one", "few", "many"]:
    """Return which form of the noun `number` takes: один рубль, два рубля, пять рублей."""
    if number % 100 in range(11, 15):
        return "many"
    return {1: "one", 2: "few", 3: "few", 4: "few"}.get(number % 10, "many")  # type: ignore[return-value] # literals


@cache
def cardinal(number: int, case: Case = "nom", gender: Gender = "m", *, animate: bool = False) -> str:
    """Return `number` in words; an animate noun changes the accusative of 1-4 alone («двух сотрудников»)."""
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
    oblique = case not in ("nom", "acc")
    if power == 1:
        noun = _form(_THOUSAND["one"], case) if kind == "one" else _form(_THOUSAND["many"], case if oblique else "nom")
        if kind == "many" and not oblique:
            noun = "тысяч"
    else:
        noun = _MILLIONS[power - 2] + _million_ending(kind, case, oblique=oblique)
    return f"{_below_thousand(count, case, 'f' if power == 1 else 'm', animate=False)} {noun}"


def _million_ending(kind: str, case: Case, *, oblique: bool) -> str:
    if kind == "one":
        return {"nom": "", "gen": "а", "dat": "у", "acc": "", "ins": "ом", "prep": "е"}[case]
    if oblique:
        return {"gen": "ов", "dat": "ам", "ins": "ами", "prep": "ах"}[case]
    return "а" if kind == "few" else "ов"


@cache
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
    if number in _FORMS:
        return _form(_FORMS[number], case)
    if number in SOFT_STEMS:
        return SOFT_STEMS[number] + _form("ь и и ь ью и", case)
    if number < 100:  # noqa: PLR2004 - tens
        nominative, genitive, instrumental = _HALVES[number // 10]
        oblique, by = f"{genitive}десяти", f"{instrumental}десятью"
        return _pick(case, f"{nominative}десят", oblique, oblique, by, oblique)
    nominative, genitive, instrumental = _HALVES[number // 100]
    return _pick(
        case, f"{nominative}сот", f"{genitive}сот", f"{genitive}стам", f"{instrumental}стами", f"{genitive}стах"
    )


def _pick(case: Case, nominative: str, genitive: str, dative: str, instrumental: str, prepositional: str) -> str:
    return (nominative, genitive, dative, nominative, instrumental, prepositional)[CASES.index(case)]


def _form(forms: str, case: Case) -> str:
    return forms.split()[CASES.index(case)]
