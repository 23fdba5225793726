"""A reading in, its spoken sentences out, each with where it begins in the written text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zt_audio.language.reading import syllables
from zt_audio.model import Lang, Reading

# Abbreviations are spoken out by now, so a full stop in the spoken text always ends a sentence.
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    offset: int  # of its first word in the written text
    syllables: int


def sentences(reading: Reading, lang: Lang) -> tuple[Sentence, ...]:
    """Split `reading` into sentences; a stretch without a syllable goes with the sentence before it."""
    voiced = [piece for piece in reading.pieces if piece.rule not in ("mark", "space")]
    starts = [piece.start for piece in voiced for _ in piece.spoken.split()]
    found: list[Sentence] = []
    words = 0
    for match in _SENTENCE.finditer(reading.spoken):
        text = match.group().strip()
        count = syllables(text, lang)
        if count or not found:
            found.append(Sentence(text, starts[min(words, len(starts) - 1)] if starts else 0, count))
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        words += len(text.split())
    return tuple(found)
