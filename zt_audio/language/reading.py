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

from zt_audio.language.kk import respelling
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.model import Lang, LexiconEntry, Piece, Problem, Reading

_ALPHABET = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
_SPACE = re.compile(r"\s+")
_TYPED_DASH = re.compile(r"(?<=\s)-(?=\s)")  # keyboards have no dash
_TOKEN = re.compile(r"\S+?(?=[\s,;:!?()«»\"]|\.(?:\s|$)|$)|\S")
# What each mark becomes in speech: a mark kept, a pause (comma), or nothing (quotes do not sound).
_MARKS = {
    **dict.fromkeys(".,!?;:", None),
    "…": ".",
    **dict.fromkeys("«„", " "),  # what stands before them without a space is another word
    **dict.fromkeys("»“”\"'‘’", ""),
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
class Unread:
    """A rule's answer for a token that it knows but may not guess at: `slug` names the problem."""

    slug: str


@dataclass(frozen=True, slots=True)
class Rule:
    """`say` gets a match of `pattern` and returns what is said, or None where the rule does not apply after all.

    `first` is the set of characters that a match may begin with: rules are only tried where they can match.
    """

    name: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str], Context], str | Unread | None]
    first: frozenset[str] | None = None


# What is said for a lexicon entry at this place, and where it ends: a suffix written after it belongs to it.
EntryForm = Callable[[LexiconEntry, Context], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's reading rules in the order in which they are tried; `entry` fits an entry to its place."""

    rules: tuple[Rule, ...]
    entry: EntryForm | None = None


def alphabet(lang: Lang) -> frozenset[str]:
    """Return the letters of `lang`, small and capital."""
    letters = _ALPHABET[lang]
    return frozenset(letters + letters.upper())


_VOWELS = {"kk": frozenset("аәеёиоөуұүыіэюя"), "ru": frozenset("аеёиоуыэюя")}


def syllables(spoken: str, lang: Lang) -> int:
    """Return how many syllables `spoken` has: one a vowel letter; Kazakh у may be a vowel or none (су, тау)."""
    if lang == "kk":
        return respelling.syllables(spoken)
    return sum(letter in _VOWELS["ru"] for letter in spoken.lower())


@cache
def _word_pattern(lang: Lang) -> re.Pattern[str]:
    letters = "".join(sorted(alphabet(lang)))
    vowels = "".join(sorted(_VOWELS[lang]))
    letter = rf"(?:[{letters}]{STRESS}?|\+[{vowels}{vowels.upper()}])"
    return re.compile(rf"{letter}+(?:-{letter}+)*(?!\w)")


@cache
def _said_pattern(lang: Lang) -> re.Pattern[str]:
    letters = "".join(sorted(alphabet(lang)))
    return re.compile(rf"[{letters}{STRESS} .,!?;:-]*")


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
        piece = _sayable(_piece_at(text, pos, lang, lexicon, pieces), text, lang)
        if isinstance(piece, Problem):
            problems.append(piece)
            piece = Piece(pos, pos + len(str(piece.facts["token"])), "", "unreadable")
        pieces.append(piece)
        pos = piece.end
    return Reading(_tidy("".join(piece.spoken for piece in pieces)), tuple(pieces), tuple(problems))


def _sayable(piece: Piece | Problem, text: str, lang: Lang) -> Piece | Problem:
    """Return `piece`, or a problem where an entry or a rule says what is no letter, space or plain mark."""
    if isinstance(piece, Problem) or _said_pattern(lang).fullmatch(piece.spoken):
        return piece
    return _unreadable(text, piece.start, lang, "unsayable-reading", text[piece.start : piece.end])


def _piece_at(text: str, pos: int, lang: Lang, lexicon: Lexicon, left: Sequence[Piece]) -> Piece | Problem:
    if match := _SPACE.match(text, pos):
        return Piece(pos, match.end(), " ", "space")
    if entry := lexicon.find(text, pos):
        return _entry_piece(entry, Context(text, pos, pos + len(entry.written), left, lexicon), lang)
    return _ruled_piece(text, pos, lang, lexicon, left) or _plain_piece(text, pos, lang)


def _ruled_piece(text: str, pos: int, lang: Lang, lexicon: Lexicon, left: Sequence[Piece]) -> Piece | Problem | None:
    for rule in grammar(lang).rules:
        if rule.first is not None and text[pos] not in rule.first:
            continue
        match = rule.pattern.match(text, pos)
        if match and match.end() > pos:
            spoken = rule.say(match, Context(text, pos, match.end(), left, lexicon))
            if isinstance(spoken, Unread):
                return _unreadable(text, pos, lang, spoken.slug, match.group())
            if spoken is not None:
                return Piece(pos, match.end(), spoken, rule.name)
    return None


def _plain_piece(text: str, pos: int, lang: Lang) -> Piece | Problem:
    if match := _word_pattern(lang).match(text, pos):
        return Piece(pos, match.end(), _stressed(match.group()), "word")
    if match := _TYPED_DASH.match(text, pos):
        return Piece(pos, match.end(), ",", "mark")
    if text[pos] in _MARKS:
        mark = _MARKS[text[pos]]
        return Piece(pos, pos + 1, text[pos] if mark is None else mark, "mark")
    token = _TOKEN.match(text, pos)
    return _unreadable(text, pos, lang, "unreadable-token", token.group() if token else text[pos])


def _entry_piece(entry: LexiconEntry, context: Context, lang: Lang) -> Piece:
    fit = grammar(lang).entry
    spoken, end = fit(entry, context) if fit else (entry.spoken, context.end)
    return Piece(context.start, end, _stressed(spoken), f"lexicon:{entry.written}")


def _unreadable(text: str, pos: int, lang: Lang, slug: str, token: str) -> Problem:
    return Problem(slug, None, {"offset": pos, "token": text[pos : pos + len(token)], "lang": lang})


def _stressed(word: str) -> str:
    """Put a stress that is typed as `+` before a vowel after it, as U+0301."""
    return re.sub(r"\+(\w)", rf"\1{STRESS}", word)


def _tidy(spoken: str) -> str:
    """One space between words, none before a mark, one mark where several meet (the strongest stays)."""
    spoken = re.sub(r"\s+", " ", spoken).strip()
    spoken = re.sub(r" (?=[.,!?;:])", "", spoken)
    spoken = re.sub(r"[,;:]+(?=[.!?])|(?<=[.!?;:,]),+", "", spoken)
    spoken = re.sub(r"(?<=[.,!?;:])(?=[^\s.,!?;:])", " ", spoken)
    return re.sub(r"^[,;:.\s]+|,$", "", spoken)
