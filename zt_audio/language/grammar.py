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

    def is_in_brackets(self) -> bool:
        """Tell whether a bracket is open where the match begins, so that one behind it closes that one."""
        return self.text.rfind("(", 0, self.start) > self.text.rfind(")", 0, self.start)


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


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's reading rules in the order in which they are tried, and what else its texts ask for."""

    rules: tuple[Rule, ...]
    # What is said for an entry of the lexicon at this place, and where it ends: a suffix behind it belongs to it.
    entry_form: Callable[[LexiconEntry, Context], tuple[str, int]]
    guessing: frozenset[str] = frozenset()  # the rules all of whose readings are guesses
    # How a plain word is said before what a rule has read behind it: «в 2 классе» is «во втором классе».
    word_before: Callable[[str, str], str] = lambda word, _following: word
    # The text as the rules know it best (capitals in small letters), or None; read otherwise, it is refused.
    other_way: Callable[[str], str | None] = lambda _text: None
    # What of a word that a person teaches its entry holds: the rest is a suffix that `entry_form` puts on.
    entry_word: Callable[[str], str] = lambda word: word
    repairs: tuple[RepairRule, ...] = ()  # how to type what is refused or a guess, the likeliest first
    is_hasty: Callable[[str], bool] = lambda _text: False  # such a text is read as its likeliest repairs, as guesses
    # What has one meaning, typed out in turn before any rule reads: «трасса закр,объезд» is «трасса закрыта, объезд».
    spelt_out: tuple[Callable[[str], Iterable[Repair]], ...] = ()
    doubts_word: Callable[[str], bool] = lambda _word: False  # whether no dictionary has a plain word: it is a guess
    # The pieces of a sentence, by their index, that nothing in it licenses: they are guesses.
    doubted: Callable[[str, Sequence[Piece]], Iterable[int]] = lambda _text, _pieces: ()
