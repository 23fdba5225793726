"""List what is not said as it is written, so that a native speaker can approve it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from zt_audio.checks.texts import SpokenText, spoken_texts
from zt_audio.errors import ContentError
from zt_audio.language.lexicon import STRESS
from zt_audio.language.reader import Reader
from zt_audio.language.sentences import paragraphs
from zt_audio.model import Lang, Passage, Project, RepairedWord, Where

_OPENING = re.compile(r"[\s«„“\"(\[–—-]+$")  # quotes and brackets before the first word belong to the sentence
_SILENT = re.compile(rf"[^\w{STRESS}]+")


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence whose spoken form differs from the written one."""

    where: Where
    lang: Lang
    written: str
    spoken: str


def changed_sentences(project: Project, reader: Reader, langs: tuple[Lang, ...]) -> Iterator[ChangedSentence]:
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
    stressed = re.sub(r"\+(\w)", rf"\1{STRESS}", sentence)
    return _SILENT.sub(" ", stressed).strip().casefold()
