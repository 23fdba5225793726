"""Define what a language's reading rules are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.repairs import Repair, RepairRule
from zt_audio.model import LexiconEntry, Piece


class Context(NamedTuple):  # six are made at each greeting, and a frozen dataclass takes three times as long
    """What a rule may look at: the whole text, where its match stands, what was read to the left of it."""

    text: str
    start: int
    end: int
    left: Sequence[Piece]
    lexicon: Lexicon

    def before(self, pattern: re.Pattern[str], near: int = 40) -> re.Match[str] | None:
        """Find `pattern` in the `near` characters before the match; it ends there where the pattern ends with `$`."""
        return pattern.search(self.text, max(0, self.start - near), self.start)

    def after(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match `pattern` right after the match."""
        return pattern.match(self.text, self.end)


@dataclass(frozen=True, slots=True)
class Unread:
    """A rule's refusal of a token that it recognises and must not guess; `slug` names the problem."""

    slug: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a rule would say without being sure: staff sign it off, or teach the lexicon."""

    spoken: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what is said for a match of it; `say` returns None where the rule does not apply after all.

    A rule that refuses every match has its refusal in the place of `say`.
    `first` holds the characters that a match may begin with, or pairs of them (`tables.heads`), so that a rule is tried
    only where it can match.
    """

    name: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str], Context], str | Guess | Unread | None] | Unread
    first: frozenset[str] | None = None


# What is said for a lexicon entry at this place, and where it ends: a suffix written after it belongs to it.
EntryForm = Callable[[LexiconEntry, Context], tuple[str, int]]


# What of a word that a person teaches its entry holds: the rest is a suffix that `entry_form` puts on what is said.
EntryWord = Callable[[str], str]


# How a plain word is said before what a rule has read behind it: «в 2 классе» is «во втором классе».
WordBefore = Callable[[str, str], str]


def _as_written(word: str, _following: str) -> str:
    return word


def _whole(word: str) -> str:
    return word


# Whether a plain word may be a slip or a part of one: no dictionary has it.
DoubtsWord = Callable[[str], bool]


def _never(_word: str) -> bool:
    return False


# Which pieces of a sentence say what nothing in it licenses, by their index; they are read as guesses.
Doubted = Callable[[str, Sequence[Piece]], Iterable[int]]


def _none(_text: str, _pieces: Sequence[Piece]) -> tuple[int, ...]:
    return ()


# Another way to write a text; what is said for the two must be the same. None where there is none.
OtherWay = Callable[[str], str | None]


def _no_other_way(_text: str) -> None:
    return None


# What a text has to be typed like before any rule reads it, in order: «трасса закр» is «трасса закрыта».
SpeltOut = Callable[[str], Iterable[Repair]]


def _nothing(_text: str) -> tuple[Repair, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's reading rules in the order in which they are tried; `entry_form` fits an entry to its place.

    `entry_word` returns what of a word an entry needs to hold.
    `guessing` names the rules all of whose readings are guesses; `word_before` fits a word to the reading behind it.
    `other_way` writes a text as its rules know it best (capitals in small letters); read otherwise, it is refused.
    `spelt_out` types what is cut short and has one meaning. `repairs` propose how to type what is refused or a guess,
    the likeliest first. `doubts_word` tells which plain words are read as a guess, `doubted`
    which pieces of a whole sentence. What `is_hasty` may be read as its likeliest repair, as a guess.
    """

    rules: tuple[Rule, ...]
    entry_form: EntryForm
    guessing: frozenset[str] = frozenset()
    word_before: WordBefore = _as_written
    other_way: OtherWay = _no_other_way
    entry_word: EntryWord = _whole
    repairs: tuple[RepairRule, ...] = ()
    is_hasty: Callable[[str], bool] = _never
    spelt_out: SpeltOut = _nothing
    doubts_word: DoubtsWord = _never
    doubted: Doubted = _none
