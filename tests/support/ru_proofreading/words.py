"""Take a Russian reading apart into words, and tell in which cases its numbers stand.

The proofreader looks at what is said, not at how it was chosen, so this knows nothing of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from zt_audio.language.ru.words.numbers import CASES, Case, Gender, cardinal, collective, one_and_a_half, ordinal
from zt_audio.model import Piece

CountKind = str  # one, few, many: which form of the noun the number takes

_WORDS_AND_MARKS = re.compile(r"[а-яё]+(?:-[а-яё]+)*|[A-Za-z]+|[.,!?;:]", re.IGNORECASE)
_PARTS = re.compile(r"[а-яё]+|[.!?;:]", re.IGNORECASE)  # a range is joined by hyphens: «пять-десять»
_GENDERS: tuple[Gender, ...] = ("m", "f", "n", "pl")
_ONE_WORD = (*range(21), *range(30, 100, 10), *range(100, 1000, 100))
_THOUSANDS = {
    "тысяч": "nom acc gen", "тысяча": "nom", "тысячу": "acc", "тысячи": "nom acc gen", "тысяче": "dat prep",
    "тысячей": "ins", "тысячам": "dat", "тысячами": "ins", "тысячах": "prep",
}  # fmt: skip
_MILLION_ENDINGS = {
    "": "nom acc", "а": "nom acc gen", "у": "dat", "ом": "ins", "е": "prep", "ов": "nom acc gen", "ам": "dat",
    "ами": "ins", "ах": "prep",
}  # fmt: skip
PLAIN_RULES = frozenset({"word", "fitted", "homograph"})


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word in small letters, or a mark; `ruled` where a rule said it rather than the writer."""

    text: str
    piece: int
    ruled: bool
    capital: bool = False

    @property
    def is_mark(self) -> bool:
        return not self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class NumeralForm:
    """One way to take a word of a number."""

    case: Case
    in_order: bool = False
    gender: Gender | None = None
    living: bool = False  # only before living beings


def spoken_words(text: str, pieces: Sequence[Piece]) -> list[SpokenWord]:
    """Return the words and marks of a reading of `text`, in order."""
    return [word for index, piece in enumerate(pieces) for word in _words_of(text, index, piece)]


def _words_of(text: str, index: int, piece: Piece) -> Iterator[SpokenWord]:
    if piece.rule == "space" or not piece.spoken:
        return
    if piece.rule == "mark":
        mark = text[piece.start]
        if mark not in "«»„“”\"'‘’":
            yield SpokenWord(mark, index, ruled=False)
        return
    ruled = piece.rule not in PLAIN_RULES
    pattern = _PARTS if piece.rule == "range" else _WORDS_AND_MARKS
    for match in pattern.finditer(piece.spoken.replace("\u0301", "")):
        said = match.group()
        if said != ",":
            yield SpokenWord(said.lower(), index, ruled, said[0].isupper())


@cache
def numeral_forms() -> dict[str, frozenset[NumeralForm]]:
    """Return the ways to take each word that numbers are made of."""
    found: dict[str, set[NumeralForm]] = {}
    for word, form in (*_small_numerals(), *_living_numerals(), *_large_numerals()):
        found.setdefault(word, set()).add(form)
    return {word: frozenset(ways) for word, ways in found.items()}


def _small_numerals() -> Iterator[tuple[str, NumeralForm]]:
    for number, case, gender in product(_ONE_WORD, CASES, _GENDERS):
        shows = number in (1, 2) and gender != "pl"  # «один», «одна», «два», «две» alone show a gender
        if number != 2 or gender != "pl":
            yield cardinal(number, case, gender), NumeralForm(case, gender=gender if shows else None)
        yield ordinal(number, case, gender), NumeralForm(case, in_order=True, gender=gender)
    for case, gender in product(CASES, _GENDERS[:3]):
        yield one_and_a_half(case, gender), NumeralForm(case)


def _living_numerals() -> Iterator[tuple[str, NumeralForm]]:
    for number in _ONE_WORD:
        yield ordinal(number, "acc", "m", animate=True), NumeralForm("acc", in_order=True, gender="m", living=True)
    for number in (1, 2, 3, 4):
        yield cardinal(number, "acc", animate=True), NumeralForm("acc", living=True)
    for number, case in product((2, 3, 4), CASES):
        yield collective(number, case) or "", NumeralForm(case)


def _large_numerals() -> Iterator[tuple[str, NumeralForm]]:
    words = dict(_THOUSANDS)
    for stem in ("миллион", "миллиард", "триллион"):
        words |= {stem + ending: cases for ending, cases in _MILLION_ENDINGS.items()}
    for (word, cases), case in product(words.items(), CASES):
        if case in cases.split():
            yield word, NumeralForm(case)


@cache
def kind_of_numeral(word: str) -> CountKind:
    """Return which form of a noun stands behind a number that ends with `word`."""
    if word.startswith("од") and not word.startswith("одинн"):
        return "one"
    if word in _few():
        return "few"
    return "group" if word in _THOUSANDS or word.startswith(("миллион", "миллиард", "триллион")) else "many"


@cache
def _few() -> frozenset[str]:
    counted = {cardinal(number, case, gender) for number in (2, 3, 4) for case in CASES for gender in _GENDERS}
    return frozenset(counted | {one_and_a_half(case, gender) for case in CASES for gender in _GENDERS[:3]})
