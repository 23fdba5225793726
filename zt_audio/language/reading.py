"""Written text in, what is said out: the lexicon first, then a language's rules, then plain words; else a problem.

Nothing is dropped silently: every character of the text lies in exactly one piece, and a token that neither
entry nor rule reads is a problem that stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.model import Lang, LexiconEntry, Piece, Problem, Reading

_ALPHABET = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
_SPACE = re.compile(r"\s+")
_TOKEN = re.compile(r"\S+?(?=[\s,;:!?()«»\"]|\.(?:\s|$)|$)|\S")
# What each mark becomes in speech: a mark kept, a pause (comma), or nothing (quotes do not sound).
_MARKS = {
    **dict.fromkeys(".,!?;:", None),
    "…": ".",
    **dict.fromkeys("«»„“”\"'‘’", ""),
    **dict.fromkeys("()[]", ","),
    **dict.fromkeys("–—", ","),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the whole text, where its match stands, what was read to the left of it."""

    text: str
    start: int
    end: int
    left: Sequence[Piece]
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Rule:
    """`say` gets a match of `pattern` and returns what is said, or None where the rule does not apply after all.

    `first` is the set of characters that a match may begin with: rules are only tried where they can match.
    """

    name: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str], Context], str | None]
    first: frozenset[str] | None = None


EntryForm = Callable[[LexiconEntry, Context], str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's reading rules in the order in which they are tried."""

    rules: tuple[Rule, ...]


def alphabet(lang: Lang) -> frozenset[str]:
    """Return the letters of `lang`, small and capital."""
    letters = _ALPHABET[lang]
    return frozenset(letters + letters.upper())


@cache
def _word_pattern(lang: Lang) -> re.Pattern[str]:
    letters = "".join(sorted(alphabet(lang)))
    return re.compile(rf"[{letters}][{letters}{STRESS}]*(?:-[{letters}][{letters}{STRESS}]*)*(?!\w)")


@cache
def grammar(lang: Lang) -> Grammar:
    """Return the rules of `lang`; loaded on first use, so that Kazakh alone never loads Russian morphology."""
    found: Grammar = import_module(f"zt_audio.language.{lang}.rules").GRAMMAR
    return found


def read(text: str, lang: Lang, lexicon: Lexicon) -> Reading:
    """Read `text` (NFC, one paragraph) aloud in `lang`."""
    pieces: list[Piece] = []
    problems: list[Problem] = []
    pos = 0
    while pos < len(text):
        piece = _piece_at(text, pos, lang, lexicon, pieces)
        if piece is None:
            match = _TOKEN.match(text, pos)
            token = match.group() if match else text[pos]
            problems.append(Problem("unreadable-token", None, {"offset": pos, "token": token, "lang": lang}))
            piece = Piece(pos, pos + len(token), "", "unreadable")
        pieces.append(piece)
        pos = piece.end
    return Reading(_tidy("".join(piece.spoken for piece in pieces)), tuple(pieces), tuple(problems))


def _piece_at(text: str, pos: int, lang: Lang, lexicon: Lexicon, left: Sequence[Piece]) -> Piece | None:
    if match := _SPACE.match(text, pos):
        return Piece(pos, match.end(), " ", "space")
    if entry := lexicon.find(text, pos):
        return Piece(pos, pos + len(entry.written), entry.spoken, f"lexicon:{entry.written}")
    for rule in grammar(lang).rules:
        if rule.first is not None and text[pos] not in rule.first:
            continue
        match = rule.pattern.match(text, pos)
        if match and match.end() > pos:
            spoken = rule.say(match, Context(text, pos, match.end(), left, lexicon))
            if spoken is not None:
                return Piece(pos, match.end(), spoken, rule.name)
    if match := _word_pattern(lang).match(text, pos):
        return Piece(pos, match.end(), match.group(), "word")
    if text[pos] in _MARKS:
        mark = _MARKS[text[pos]]
        return Piece(pos, pos + 1, text[pos] if mark is None else mark, "mark")
    return None


def _tidy(spoken: str) -> str:
    """One space between words, none before a mark, one mark where several meet (the strongest stays)."""
    spoken = re.sub(r"\s+", " ", spoken).strip()
    spoken = re.sub(r" (?=[.,!?;:])", "", spoken)
    spoken = re.sub(r"[,;:]+(?=[.!?])|(?<=[.!?;:,]),+", "", spoken)
    spoken = re.sub(r"(?<=[.,!?;:])(?=[^\s.,!?;:])", " ", spoken)
    return re.sub(r"^[,;:.\s]+", "", spoken)
