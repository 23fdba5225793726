"""Show how a text will be said while it is written: paragraph by paragraph, with what is read otherwise or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zt_audio.app.lengths import VoicePace
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import moved_offer, read
from zt_audio.language.sentences import paragraphs, sentences
from zt_audio.messages.message import message_of
from zt_audio.model import Lang, LexiconEntry, Offer, Piece, Problem, Text, Where

MarkKind = Literal["read", "guess", "unreadable", "advice"]
_SILENT = frozenset({"space", "mark"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the written text, `start` to `end`, about which something is to be said.

    `read`: it is said otherwise than it is written. `guess`: by a rule that is not sure. `unreadable`: it is refused.
    `advice`: a warning. `rule` is the rule or entry of the lexicon that reads it.
    """

    start: int
    end: int
    kind: MarkKind
    said: str = ""
    rule: str = ""
    problem: Problem | None = None
    offers: tuple[Offer, ...] = ()  # what to type instead, with places in the text

    @property
    def is_teachable(self) -> bool:
        """Tell whether the lexicon may learn to read it: it cannot learn a full stop, or a day that no month has."""
        if self.problem is None or not message_of(self.problem).is_teachable:
            return False
        return any(map(str.isalnum, str(self.problem.facts["token"])))


@dataclass(frozen=True, slots=True)
class ShownSentence:
    said: str
    offset: int  # in the whole text
    differs: bool  # from what is written


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph, `start` to `end` of the text; `seconds` is how long it takes to say, 0 where it is refused."""

    number: int  # from 1
    start: int
    end: int
    sentences: tuple[ShownSentence, ...]
    seconds: float
    is_refused: bool


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text paragraph by paragraph; `seconds` is how long all of it takes to say."""

    paragraphs: tuple[ShownParagraph, ...]
    marks: tuple[Mark, ...]
    seconds: float


def show_text(text: str, lang: Lang, entries: Iterable[LexiconEntry], pace: VoicePace) -> ShownText:
    """Return how `text` (NFC) is said with the project's lexicon `entries` and at the `pace` of its voice."""
    lexicon = Lexicon([entry for entry in entries if entry.place is None])
    shown: list[ShownParagraph] = []
    marks: list[Mark] = []
    for number, (start, paragraph) in enumerate(paragraphs(text), start=1):
        reading = read(paragraph, lang, lexicon)
        marks += _marks(reading.pieces, reading.problems, paragraph, start)
        said = () if reading.problems else sentences(reading, lang, paragraph)
        seconds = pace.passage_s([(each.text, each.syllables) for each in said])
        rows = tuple(
            ShownSentence(
                each.printed or each.text, start + each.offset, _letters(each.text) not in _letters(paragraph)
            )
            for each in said
        )
        shown.append(ShownParagraph(number, start, start + len(paragraph), rows, seconds, bool(reading.problems)))
    return ShownText(tuple(shown), tuple(marks), pace.text_s([each.seconds for each in shown if not each.is_refused]))


def _marks(pieces: Sequence[Piece], problems: Sequence[Problem], paragraph: str, start: int) -> Iterator[Mark]:
    at = {problem.offset: problem for problem in problems}
    for piece in pieces:
        begin, end = start + piece.start, start + piece.end
        written = paragraph[piece.start : piece.end]
        if piece.rule == "unreadable":
            problem = at.get(piece.start)
            offers = tuple(moved_offer(offer, start) for offer in problem.offers) if problem else ()
            yield Mark(begin, end, "unreadable", problem=problem, offers=offers)
        elif piece.confidence == "guess":
            offers = tuple(moved_offer(offer, start) for offer in piece.offers)
            yield Mark(begin, end, "guess", piece.spoken.strip(), piece.rule, offers=offers)
        elif piece.rule not in _SILENT and _letters(piece.spoken) != _letters(written):
            yield Mark(begin, end, "read", piece.spoken.strip(), piece.rule)


def _letters(text: str) -> str:
    """Return what of `text` is spoken, to compare two spellings of it."""
    return "".join(char for char in text.lower() if char.isalnum())


def advice_marks(problems: Iterable[Problem], text: Text) -> Iterator[Mark]:
    """Yield a mark for each problem that stands within `text`; one that has no place there is left out."""
    offsets = offsets_of(text)
    for problem in problems:
        if problem.where is None or (offset := offsets.get(problem.where)) is None:
            continue
        token = str(problem.facts.get("token", ""))
        is_here = token and text.value.startswith(token, offset)
        end = offset + len(token) if is_here else _word_end(text.value, offset)
        kind: MarkKind = "advice" if problem.severity == "warning" else "unreadable"
        yield Mark(offset, end, kind, problem=replace(problem, where=None))


def offsets_of(text: Text) -> Mapping[Where, int]:
    """Return the offset of each place of a file that `text` stands at."""
    return {text.at(offset): offset for offset in range(len(text.value) - 1, -1, -1)}


def _word_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return max(end, start + 1)
