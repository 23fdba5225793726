"""Read written text: the lexicon first, then the rules of the language, then plain words; else a problem.

Every character of the text lies in exactly one piece, so nothing is dropped silently. A token that neither an
entry nor a rule reads is a problem, and stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from zt_audio.language.grammar import Context, Grammar, Unread
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.registry import language_of
from zt_audio.model import Lang, LexiconEntry, Piece, Problem, Reading

_SPACE = re.compile(r"\s+")
_TYPED_DASH = re.compile(r"(?<=\s)-(?=\s)")  # keyboards have no dash
_TOKEN = re.compile(r"\S+?(?=[\s,;:!?()«»\"]|\.(?:\s|$)|$)|\S")
# What a mark becomes in speech: itself (None), a pause (comma), or nothing (quotes are silent).
_MARKS = {
    **dict.fromkeys(".,!?;:", None),
    "…": ".",
    **dict.fromkeys("«„", " "),  # a word that touches them is a word of its own
    **dict.fromkeys("»“”\"'‘’", ""),
    **dict.fromkeys("()[]", ","),
    **dict.fromkeys("–—", ","),
}


@cache
def _word_pattern(lang: Lang) -> re.Pattern[str]:
    language = language_of(lang)
    letters = "".join(sorted(language.letters))
    vowels = "".join(sorted(language.vowels))
    letter = rf"(?:[{letters}]{STRESS}?|\+[{vowels}{vowels.upper()}])"
    return re.compile(rf"{letter}+(?:-{letter}+)*(?!\w)")


@cache
def _said_pattern(lang: Lang) -> re.Pattern[str]:
    letters = "".join(sorted(language_of(lang).letters))
    return re.compile(rf"[{letters}{STRESS} .,!?;:-]*")


@cache
def _grammar(lang: Lang) -> Grammar:
    return language_of(lang).grammar()


def read(text: str, lang: Lang, lexicon: Lexicon) -> Reading:
    """Return what is said for `text` (NFC, one paragraph) in `lang`."""
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
    """Return `piece`, or a problem where it says anything except letters, spaces and plain marks."""
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
    for rule in _grammar(lang).rules:
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
    spoken, end = _grammar(lang).entry_form(entry, context)
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
