"""Read a project's texts into passages; remember readings and word forms from build to build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from zt_audio.errors import ContentError
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import is_sayable, read
from zt_audio.language.registry import language_of
from zt_audio.language.sentences import Sentence, paragraphs, sentences
from zt_audio.model import (
    GuessedReading,
    Lang,
    LexiconEntry,
    Offer,
    Passage,
    Piece,
    Problem,
    RepairedWord,
    Utterance,
    Where,
)
from zt_audio.store.records import key_of, remember, remembered_tree
from zt_audio.store.state_file import from_tree, to_tree


class PlacedText(Protocol):
    """A text that knows where each of its characters stands."""

    @property
    def value(self) -> str: ...

    def at(self, offset: int) -> Where: ...


class Readings(Protocol):
    """Readings and word forms that were found before."""

    def recall(self, key: str) -> object | None: ...

    def keep(self, key: str, value: object) -> None: ...

    def __len__(self) -> int: ...


class ReadingMemory:
    """Readings of a process that stays, such as the studio: nothing is written while a person types."""

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        self.known: dict[str, object] = {}

    def recall(self, key: str) -> object | None:
        return self.known.get(key)

    def keep(self, key: str, value: object) -> None:
        if len(self.known) >= self._most:
            self.known.clear()
        self.known[key] = value

    def __len__(self) -> int:
        return len(self.known)


class ReadingCache:
    """Readings and word forms of earlier builds by key; `code` is a digest of the rules, and new rules empty it.

    What it holds is heard in the street, so the file proves itself by a digest (`store/records.py: remember`).
    """

    def __init__(self, path: Path, code: str, memory: Readings | None = None) -> None:
        """Read the file at `path`; what is in neither it nor this run may be in `memory`, which learns from both."""
        self._path, self._code = path, code
        self._memory = memory
        kept = remembered_tree(path, code)
        self._old: dict[str, object] = kept if isinstance(kept, dict) else {}
        self._used: dict[str, object] = {}

    def recall(self, key: str) -> object | None:
        value = self._used.get(key)
        if value is None and (value := self._found(key)) is not None:
            self.keep(key, value)
        return value

    def _found(self, key: str) -> object | None:
        value = self._old.get(key)
        return self._memory.recall(key) if value is None and self._memory else value

    def keep(self, key: str, value: object) -> None:
        self._used[key] = value
        if self._memory:
            self._memory.keep(key, value)

    def __len__(self) -> int:
        return max(len(self._old), len(self._used), len(self._memory or ()))

    def save(self, *, keeps_unused: bool = False) -> None:
        """Write what this run used if some of it is new; what it did not use goes then, or stays."""
        used = {**self._old, **self._used} if keeps_unused else dict(self._used)  # another thread may go on reading
        if not used.keys() <= self._old.keys():
            remember(self._path, self._code, used)
            self._old = used


class _GuessedPiece(NamedTuple):
    written: str
    spoken: str
    rule: str
    offset: int
    offers: tuple[Offer, ...]


class _Remembered(NamedTuple):
    """A reading as a cache keeps it: text, offset, syllables and print of each sentence; guesses and repairs."""

    sentences: tuple[tuple[str, int, int, str], ...]
    guesses: tuple[_GuessedPiece, ...]
    repairs: tuple[Offer, ...]


class _Said(NamedTuple):
    sentences: Sequence[Sentence]
    guesses: Sequence[_GuessedPiece]
    repairs: Sequence[Offer]


def _guesses(pieces: Sequence[Piece], paragraph: str) -> list[_GuessedPiece]:
    """Return the guesses among `pieces`, each with its words where these are in doubt: «сноса 2 дома», «5 мектеп»."""
    found = []
    for index, piece in enumerate(pieces):
        if piece.confidence == "guess":
            bare = not any(map(str.isalpha, paragraph[piece.start : piece.end]))
            first, last = _with_neighbours(pieces, index) if bare else (index, index)
            written = paragraph[pieces[first].start : pieces[last].end].strip()
            said = " ".join("".join(one.spoken for one in pieces[first : last + 1]).split())
            found.append(_GuessedPiece(written, said, piece.rule, pieces[first].start, piece.offers))
    return found


def _with_neighbours(pieces: Sequence[Piece], index: int) -> tuple[int, int]:
    """Return the piece of the word before the one at `index`, and of the word behind it."""
    first, last = index, index
    if index > 1 and pieces[index - 1].rule == "space" and pieces[index - 2].rule != "mark":
        first = index - 2
    if index + 2 < len(pieces) and pieces[index + 1].rule == "space" and pieces[index + 2].rule != "mark":
        last = index + 2
    return first, last


def _remembered(known: object, paragraph: str, lang: Lang) -> _Said | None:
    """Return what a cache holds for `paragraph`; None where that is nothing, or cannot be a reading of it."""
    try:
        rows, guesses, repairs = from_tree(known, _Remembered)
    except ValueError:
        return None
    said = [Sentence(*row) for row in rows]
    right = all(
        is_sayable(one.text, lang)
        and one.syllables == language_of(lang).syllables(one.text)
        and 0 <= one.offset < len(paragraph)
        for one in said
    )
    return _Said(said, guesses, repairs) if said and right else None


class Reader:
    """Reads a project's texts with its lexicon."""

    def __init__(self, lexicon: Mapping[Lang, Sequence[LexiconEntry]], cache: Readings) -> None:
        self._entries = lexicon
        self.cache = cache
        self._lexicons: dict[tuple[Lang, str | None], tuple[Lexicon, str]] = {}
        self._places = {lang: {entry.place for entry in entries if entry.place} for lang, entries in lexicon.items()}

    def form(self, name: str, lang: Lang, case: str) -> str:
        """Return `name` in `case`. Raises ContentError `form-unknown`."""
        key = f"form {lang} {case} {name}"  # a digest of it takes longer than all else here
        form = self.cache.recall(key)
        if not isinstance(form, str):
            form = language_of(lang).inflect(name, case)
            self.cache.keep(key, form)
        return form

    def passages(self, text: PlacedText, lang: Lang, place: str | None = None) -> tuple[Passage, ...]:
        """Return the paragraphs of `text` as they are said. Raises ContentError with every unreadable token."""
        found: list[Passage] = []
        problems: list[Problem] = []
        for start, paragraph in paragraphs(text.value):
            try:
                found.append(self._passage(paragraph, start, text, lang, place))
            except ContentError as error:
                problems += error.problems
        if problems:
            raise ContentError(problems)
        return tuple(found)

    def _passage(self, paragraph: str, start: int, text: PlacedText, lang: Lang, place: str | None) -> Passage:
        where = text.at(start)
        try:
            said, guesses, repairs = self._read(paragraph, lang, place)
        except ContentError as error:
            raise ContentError(replace(p, where=text.at(start + p.offset)) for p in error.problems) from None
        if not any(sentence.syllables for sentence in said):
            raise ContentError(Problem("nothing-to-say", where, {"token": paragraph[:40]}))
        return Passage(
            tuple(Utterance(s.text, lang, s.syllables, text.at(start + s.offset), s.printed) for s in said),
            lang,
            where,
            tuple(
                GuessedReading(g.written, g.spoken, g.rule, lang, text.at(start + g.offset), g.offers) for g in guesses
            ),
            " ".join(paragraph.split()),
            tuple(
                RepairedWord(text.at(start + r.start), lang, paragraph[r.start : r.end], r.typed, r.spoken)
                for r in repairs
            ),
        )

    def sentences(self, paragraph: str, lang: Lang, place: str | None = None) -> Sequence[Sentence]:
        """Return what is said for one paragraph. Raises ContentError whose problems have an `offset` but no place."""
        return self._read(paragraph, lang, place).sentences

    def _read(self, paragraph: str, lang: Lang, place: str | None) -> _Said:
        lexicon, lexicon_key = self._lexicon(lang, place)
        key = key_of("reading", lang, lexicon_key, paragraph)
        if known := _remembered(self.cache.recall(key), paragraph, lang):
            return known
        reading = read(paragraph, lang, lexicon)
        if reading.problems:
            raise ContentError(reading.problems)
        said = _Said(sentences(reading, lang, paragraph), _guesses(reading.pieces, paragraph), reading.repairs)
        rows = [[each.text, each.offset, each.syllables, each.printed] for each in said.sentences]
        guesses = [to_tree([*guess]) for guess in said.guesses]
        self.cache.keep(key, [rows, guesses, [to_tree(repair) for repair in said.repairs]])
        return said

    def has_own_words(self, lang: Lang, place: str) -> bool:
        """Tell whether something is read at `place` otherwise than elsewhere."""
        return place in self._places.get(lang, ())

    def _lexicon(self, lang: Lang, place: str | None) -> tuple[Lexicon, str]:
        if place is not None and not self.has_own_words(lang, place):
            place = None  # the general lexicon serves, under one key
        if (lang, place) not in self._lexicons:
            entries = [e for e in self._entries.get(lang, ()) if e.place in (None, place)]
            facts = [[e.written, e.spoken, dict(e.forms), e.place] for e in entries]
            self._lexicons[lang, place] = (Lexicon(entries, place), key_of(facts))
        return self._lexicons[lang, place]
