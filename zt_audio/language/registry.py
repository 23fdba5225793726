"""Find what the program knows of a language: each folder of this package exports one `LANGUAGE`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Grammar
from zt_audio.model import LANGS, Lang, Problem


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the checks of written texts must know of a language."""

    lookalikes: Mapping[str, str]  # Latin letter -> the letter that was meant, beside those that all Cyrillic has
    said_twice: frozenset[str]  # calls and answers that people write twice in a row and mean it
    months: tuple[str, ...]  # a pattern for the stem of each, January first
    towns: Mapping[str, str]  # name in Kazakh -> a pattern for beginnings of the name and its adjective here
    number_stems: Callable[[int], list[str]]  # a pattern for each word of a number below 1000, in any form
    seems: Callable[[str], bool]  # whether a word is of this language and no other, by more than its letters
    common_word: re.Pattern[str] | None = None  # names of towns that are common nouns, unless a word for a town follows
    slips: Callable[[str], Iterator[Problem]] = lambda _text: iter(())  # typing mistakes that only this language has


@dataclass(frozen=True, slots=True)
class SampleTexts:
    """Texts for trying voices."""

    greeting: str
    sentences: str
    pace: str  # one sentence without marks and numbers, by which an engine's own pace is measured


@dataclass(frozen=True, slots=True)
class Beats:
    """How long the letters of a language last, and what each word adds."""

    vowel: float
    consonant: float
    word: float


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long a language takes to say, as espeak-ng was measured."""

    beats: Beats  # least squares over 1793 takes at 2-7 syllables a second, without its rests of 150 ms and more
    slowest: float  # syllables a second that an engine may not go below, whatever was asked for
    # Seconds of a sentence: at its ends, for each syllable, rest within it, letter and word. Over the shipped appeals,
    # at 3.8 syllables a second.
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A language. Its rules load when one of the functions is called, so Kazakh alone loads no Russian dictionary."""

    code: Lang
    own_name: str
    iso_639_2: str
    alphabet: str  # small letters
    vowels: frozenset[str]  # small letters
    cases: tuple[str, ...]  # that `inflect --all` prints
    slot_cases: tuple[str, ...]  # that templates, forms and the lexicon may name
    samples: SampleTexts
    tempo: Tempo
    stresses: bool  # whether a mark of stress helps an engine: that of Kazakh is final
    grammar: Callable[[], Grammar]
    inflect: Callable[[str, str], str]  # (name, case); raises ContentError `form-unknown`
    syllables: Callable[[str], int]  # of a spoken text
    check_facts: Callable[[], CheckFacts]
    other_numbers: Callable[[str], tuple[str, ...]] = lambda _word: ()  # in the form of a word that is a number
    affirmed: Callable[[str], str | None] = lambda _word: (
        None
    )  # the opposite of a negation; "" where it only falls away
    # (word, base, other): `other` in the form in which `word` is of `base`; None where that is not certain
    same_form: Callable[[str, str, str], str | None] = lambda _word, _base, _other: None
    release: Callable[[], None] = lambda: None  # frees a dictionary; the next word loads it again

    @property
    def letters(self) -> frozenset[str]:
        """Return the letters, small and capital."""
        return frozenset(self.alphabet + self.alphabet.upper())


@cache
def language_of(lang: str) -> Language:
    """Return the language whose folder is `lang`."""
    language: Language = import_module(f"zt_audio.language.{lang}").LANGUAGE
    return language


def release_dictionaries() -> None:
    """Free what the languages hold in memory to read and inflect texts."""
    for lang in LANGS:
        language_of(lang).release()


@cache
def foreign_letters(lang: Lang, langs: tuple[Lang, ...] = LANGS) -> frozenset[str]:
    """Return the letters of the other `langs` that `lang` lacks: a word with one of them is not of `lang`."""
    return frozenset().union(*(language_of(other).letters for other in langs)) - language_of(lang).letters


@cache
def own_letters(lang: Lang, langs: tuple[Lang, ...] = LANGS) -> frozenset[str]:
    """Return the letters that no other of `langs` has: a word with one of them is of `lang`."""
    others = (language_of(other).letters for other in langs if other != lang)
    return language_of(lang).letters - frozenset[str]().union(*others)
