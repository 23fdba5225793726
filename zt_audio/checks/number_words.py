"""A whole number in, a pattern of its words in any case out: «екі» is 2 where the other language has the figure."""

from __future__ import annotations

import re
from functools import cache

from zt_audio.model import Lang

# Stems of every form: cardinal, ordinal, collective.
_ONES: dict[Lang, str] = {
    "kk": "нөл|нол бір|жалғыз ек[іе] үш төрт бес алт[ыа] жет[іе] сегіз тоғыз",
    "ru": "нол|нул од[ин]н|один|перв дв[аеуо]|обо|обе|об[аи]\\b|втор тр[иеё] четыр|четв[её]р пят шест сем|седьм "
    "вос[ье]м девят",
}
_TENS: dict[Lang, str] = {
    "kk": "он жиырма отыз қырық|қырқ елу алпыс жетпіс сексен тоқсан",
    "ru": "десят двадцат тридцат сорок пят\\w*десят шест\\w*десят сем\\w*десят вос\\w+десят девяност",
}
_TEENS_RU = {
    11: "одиннадцат",
    12: "двенадцат",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
}
_HUNDREDS_RU = (
    "ст[оа]|сот двести|двухс|двумс трист|трёхс|трехс четыр\\w+ст пят\\w*с шест\\w*с сем\\w*с вос\\w+с девят\\w*с"
)
_LIMIT = 1000  # longer ones are written in figures


@cache
def in_words(number: int, lang: Lang) -> re.Pattern[str] | None:
    """Return a pattern of `number` in words, one after the other; None where it is too large to be written so."""
    if not 0 <= number < _LIMIT:
        return None
    stems = _stems_kk(number) if lang == "kk" else _stems_ru(number)
    return re.compile(r"\W+".join(rf"\b(?:{stem})\w*" for stem in stems), re.IGNORECASE)


def _stems_kk(number: int) -> list[str]:
    ones, tens = _ONES["kk"].split(), _TENS["kk"].split()
    hundreds, rest = divmod(number, 100)
    found = [ones[hundreds]] if hundreds > 1 else []
    found += ["жүз"] if hundreds else []
    found += [tens[rest // 10 - 1]] if rest // 10 else []
    return found + ([ones[rest % 10]] if rest % 10 or not number else [])


def _stems_ru(number: int) -> list[str]:
    ones, tens = _ONES["ru"].split(), _TENS["ru"].split()
    hundreds, rest = divmod(number, 100)
    found = [_HUNDREDS_RU.split()[hundreds - 1]] if hundreds else []
    if rest in _TEENS_RU:
        return [*found, _TEENS_RU[rest]]
    found += [tens[rest // 10 - 1]] if rest // 10 else []
    return found + ([ones[rest % 10]] if rest % 10 or not number else [])
