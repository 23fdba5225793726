"""Find entries of the lexicon that do nothing, or that do the same as a rule, and guesses that are not signed off.

Verdicts are cached by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from zt_audio.checks.texts import SpokenText, spoken_texts
from zt_audio.errors import ContentError
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.reader import Reader, Readings
from zt_audio.language.reading import read
from zt_audio.language.sentences import paragraphs
from zt_audio.model import (
    GuessedReading,
    Lang,
    LexiconEntry,
    Passage,
    Piece,
    Problem,
    Project,
    RepairedWord,
    Where,
    rows_by_key,
)
from zt_audio.store.records import key_of
from zt_audio.store.state_file import from_tree

# unused: the entry reads nothing in this text. needed: no rule reads its words, or only as ordinary words.
# same: the text is read the same without the entry. other: a rule would read the words differently.
EntryVerdict = Literal["unused", "needed", "same", "other"]
_HEAD_CHARS = 4
_ORDINARY = frozenset({"word", "mark", "space", "unknown"})


@dataclass(frozen=True, slots=True)
class EntryEffect:
    """What an entry does. Without it, `rule` would read its words as `spoken`."""

    verdict: EntryVerdict
    rule: str = ""
    spoken: str = ""


@lru_cache(maxsize=4096)
def _word_beginnings(written: str) -> tuple[str, ...]:
    """Return the beginnings of an entry's words: a text without one of them cannot use any form of the entry."""
    return tuple(word[:_HEAD_CHARS] for word in re.findall(r"\w+", written)) or (written,)


def entry_effect(entry: LexiconEntry, text: str, lang: Lang, lexicon: Lexicon, without: Lexicon) -> EntryEffect:
    """Return what `entry` of `lexicon` does in `text`; `without` is the lexicon without it."""
    reading = read(text, lang, lexicon)
    used = next((piece for piece in reading.pieces if _is_by(entry, piece, text, lexicon)), None)
    bare = read(text, lang, without)
    if used is None:  # a rule may have used it: «М. Оспанова» uses the entry «М. Оспанов»
        return EntryEffect("unused" if bare == reading else "needed")
    if bare.problems:
        return EntryEffect("needed")
    instead = [each for each in bare.pieces if each.start < used.end and each.end > used.start]
    if any(piece.confidence == "guess" for piece in instead):  # the entry signs the reading off, or corrects it
        return EntryEffect("needed")
    rules = [piece.rule for piece in instead if piece.rule not in _ORDINARY]
    spoken = " ".join(" ".join(piece.spoken for piece in instead).split())
    rule = rules[0] if rules else "word"
    if bare.spoken.casefold() == reading.spoken.casefold():
        return EntryEffect("same", rule, spoken)
    # An entry for one place exists because this place is not read as the rules read it.
    taught = rule == "word" or entry.place is not None or any(name.startswith("lexicon:") for name in rules)
    return EntryEffect("needed") if taught else EntryEffect("other", rule, spoken)


def _is_by(entry: LexiconEntry, piece: Piece, text: str, lexicon: Lexicon) -> bool:
    """Tell whether `entry` read `piece`, and not another entry of the same words for one place."""
    return piece.rule == f"lexicon:{entry.written}" and lexicon.find(text, piece.start) is entry


_LOOKED_AT = 8  # uses of an entry: if a rule reads them all the same way, more uses would show nothing new
SaidByPlace = Mapping[Lang, dict[str | None, list[str]]]  # the texts alone: those of 90 000 places are 180 000
_SLUGS = {"unused": "entry-unused", "same": "entry-not-needed", "other": "entry-over-rule"}


def lexicon_warnings(
    lexicon: Mapping[Lang, Sequence[LexiconEntry]], said: SaidByPlace, cache: Readings
) -> Iterator[Problem]:
    """Yield a warning at each entry that is unused, that is not needed, or that differs from a rule."""
    for lang, entries in lexicon.items():
        judge = _Judge(lang, entries, cache)
        for entry in entries:
            effect = judge.effect(entry, _uses(entry, said[lang]))
            if slug := _SLUGS.get(effect.verdict):
                how = {"rule": effect.rule, "said": effect.spoken, "lang": lang}
                facts = {"written": entry.written, "spoken": entry.spoken, **how}
                yield Problem(slug, entry.where, facts, "warning")


def entry_effects(
    lexicon: Mapping[Lang, Sequence[LexiconEntry]], said: SaidByPlace, cache: Readings
) -> tuple[tuple[EntryEffect, ...], ...]:
    """Return what each entry does in each of the texts `said` that may use it: all that `lexicon_warnings` asks."""
    found: list[tuple[EntryEffect, ...]] = []
    for lang, entries in lexicon.items():
        judge = _Judge(lang, entries, cache)
        found += (tuple(judge.effect_in(entry, *use) for use in _uses(entry, said[lang])) for entry in entries)
    return tuple(found)


def note_said(text: SpokenText, said: SaidByPlace) -> None:
    """Put the paragraphs of `text` into `said`, by the place where they are spoken; None means everywhere."""
    said[text.lang].setdefault(text.place, []).extend(paragraph for _, paragraph in paragraphs(text.text.value))


def _uses(entry: LexiconEntry, texts: Mapping[str | None, Sequence[str]]) -> Iterator[tuple[str, str | None]]:
    """Yield paragraphs that may use `entry`, and the place of each."""
    beginnings = _word_beginnings(entry.written)
    rarest = max(beginnings, key=len)  # most texts lack it
    for place in texts if entry.place is None else (entry.place,):
        for paragraph in texts.get(place, ()):
            if rarest in paragraph and all(head in paragraph for head in beginnings):
                yield paragraph, place


class _Judge:
    """Judges the entries of one language; earlier verdicts come from the cache."""

    def __init__(self, lang: Lang, entries: Sequence[LexiconEntry], cache: Readings) -> None:
        self._lang, self._cache = lang, cache
        self._general = [entry for entry in entries if entry.place is None]
        self._specific = rows_by_key((entry.place, entry) for entry in entries if entry.place is not None)
        self._general_key = key_of(*map(_facts, self._general))

    def effect(self, entry: LexiconEntry, uses: Iterable[tuple[str, str | None]]) -> EntryEffect:
        """Return the first use that needs `entry`; or else the first that a rule reads differently; or else any use."""
        first = EntryEffect("unused")
        looked_at = 0
        for paragraph, place in uses:
            effect = self.effect_in(entry, paragraph, place)
            if effect.verdict == "needed":
                return effect
            if effect.verdict != "unused":
                first = effect if first.verdict in ("unused", "same") else first
                looked_at += 1
            if looked_at == _LOOKED_AT:
                break
        return first

    def effect_in(self, entry: LexiconEntry, paragraph: str, place: str | None) -> EntryEffect:
        specific = self._specific.get(place, []) if place is not None else []
        key = key_of("entry", self._lang, self._general_key, *map(_facts, specific), _facts(entry), paragraph)
        with suppress(ValueError):
            return EntryEffect(*from_tree(self._cache.recall(key), tuple[EntryVerdict, str, str]))
        # Entries whose words are not in the text do nothing in it, and a large lexicon is slow to make.
        others = [other for other in (*self._general, *specific) if may_use(other, paragraph)]
        without = [other for other in others if other is not entry]
        effect = entry_effect(entry, paragraph, self._lang, Lexicon(others, place), Lexicon(without, place))
        self._cache.keep(key, [effect.verdict, effect.rule, effect.spoken])
        return effect


def may_use(entry: LexiconEntry, paragraph: str) -> bool:
    """Tell whether `entry` may read something in `paragraph`; one that lacks its words it does not."""
    return all(head in paragraph for head in _word_beginnings(entry.written))


def _facts(entry: LexiconEntry) -> list[object]:
    return [entry.written, entry.spoken, dict(entry.forms), entry.place]


_OPENING = re.compile(r"[\s«„“\"(\[–—-]+$")  # quotes and brackets before the first word belong to the sentence
_SILENT = re.compile(rf"[^\w{STRESS}]+")


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence whose spoken form differs from the written one."""

    where: Where
    lang: Lang
    written: str
    spoken: str


def sentences_said_otherwise(project: Project, reader: Reader, langs: tuple[Lang, ...]) -> Iterator[ChangedSentence]:
    """Yield once each sentence whose spoken form differs from the written one in more than marks and capitals."""
    seen: set[tuple[Lang, str]] = set()
    for text in spoken_texts(project, reader):
        if text.lang in langs:
            for row in _sentences(text, reader):
                if _comparable(row.written) != _comparable(row.spoken) and (row.lang, row.written) not in seen:
                    seen.add((row.lang, row.written))
                    yield row


def repaired_words(project: Project, passages: Iterable[Passage], reader: Reader) -> Iterator[RepairedWord]:
    """Yield once each word of the appeals and of `passages` that is read as if it were typed well, by place."""
    found = {word.where: word for passage in passages for word in passage.repaired}
    for appeal in project.appeals.values():
        for lang, text in appeal.text.items():
            with suppress(ContentError):  # of an appeal that no playlist plays
                found |= {word.where: word for passage in reader.passages(text, lang) for word in passage.repaired}
    yield from (found[where] for where in sorted(found))


def _sentences(text: SpokenText, reader: Reader) -> Iterator[ChangedSentence]:
    for start, paragraph in paragraphs(text.text.value):
        try:
            said = reader.sentences(paragraph, text.lang, text.place)
        except ContentError:  # of a place that no playlist visits; a playlist that visits it reports it
            continue
        starts = [_start(paragraph, sentence.offset) for sentence in said]
        for sentence, first, end in zip(said, starts, [*starts[1:], len(paragraph)], strict=True):
            where = text.text.at(start + first)
            yield ChangedSentence(where, text.lang, paragraph[first:end].strip(), sentence.text)


def _start(paragraph: str, first_word: int) -> int:
    """Return where the sentence with its first word at `first_word` begins: a quote or bracket may come before."""
    before = _OPENING.search(paragraph, 0, first_word)
    return before.start() + len(before.group()) - len(before.group().lstrip()) if before else first_word


def _comparable(sentence: str) -> str:
    """Return the form in which sentences are compared; a stress may be typed as + before its vowel."""
    return _SILENT.sub(" ", re.sub(r"\+(\w)", rf"\1{STRESS}", sentence)).strip().casefold()


def unsigned_guesses(project: Project, passages: Iterable[Passage]) -> Iterator[GuessedReading]:
    """Yield each guess in `passages` that is not signed off as it is said, in order."""
    signed = {(lang, *_compared(entry)) for lang, entries in project.signed.items() for entry in entries}
    for passage in passages:
        yield from (guess for guess in passage.guesses if (guess.lang, *_compared(guess)) not in signed)


def guess_warnings(project: Project, passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield a warning at each guess that is not signed off, and at each signature that signs nothing off."""
    found = tuple(passages)
    yield from guesses_in(project, found)
    guessed = {(guess.lang, *_compared(guess)) for passage in found for guess in passage.guesses}
    for lang, entry in ((lang, entry) for lang, entries in project.signed.items() for entry in entries):
        if (lang, *_compared(entry)) not in guessed:
            yield Problem("signature-unused", entry.where, {"token": entry.written}, "warning")


def guesses_in(project: Project, passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield a warning at each guess that is not signed off."""
    for guess in unsigned_guesses(project, passages):
        facts = {"token": guess.written, "spoken": guess.spoken, "rule": guess.rule, "lang": guess.lang}
        yield Problem("reading-guessed", guess.where, facts, "warning", guess.offers)


def guess_keys(passages: Iterable[Passage]) -> frozenset[tuple[str, ...]]:
    """Return each guess in `passages` as signatures are compared with it."""
    return frozenset((guess.lang, *_compared(guess)) for passage in passages for guess in passage.guesses)


def _compared(reading: GuessedReading | LexiconEntry) -> tuple[str, str]:
    """Return what is written and what is said, as they are compared: spaces and capitals have no sound."""
    written, spoken = (" ".join(text.split()) for text in (reading.written, reading.spoken))
    return written, spoken.casefold()
