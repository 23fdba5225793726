"""Split written texts into paragraphs, and readings into spoken sentences with their places in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zt_audio.language import late_re as re
from zt_audio.language.registry import language_of
from zt_audio.model import Lang, Reading

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n[^\S\n]*\n|\s*\Z)", re.DOTALL)
# Abbreviations are spoken out by now, so a full stop in the spoken text always ends a sentence.
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
_PRINTED = re.compile(r"[^.!?…]+[.!?…]*[»”\"')\]]*\s*")
_LOOSE_MARK = re.compile(r" +(?=[,;:.!?…])|(?<=[,;])(?=[^\W\d_])")  # «нельзя ,штраф» is said as «нельзя, штраф»


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    offset: int  # of its first word in the written text
    syllables: int
    printed: str = ""  # with the dashes and quotation marks that are written there; "" where there are none


def paragraphs(value: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph of `value`, between empty lines, with its offset; line ends inside it become spaces."""
    if "\n" not in value:  # a greeting: the pattern takes 10 times as long
        if said := value.strip():
            yield value.index(said), said
        return
    for match in _PARAGRAPH.finditer(value):
        yield match.start(), match.group().replace("\n", " ")


def sentences(reading: Reading, lang: Lang, written: str = "") -> tuple[Sentence, ...]:
    """Split `reading` into sentences; a stretch without a syllable goes with the sentence before it.

    `written` is what was read, for how the sentences look in print.
    """
    voiced = [piece for piece in reading.pieces if piece.rule not in ("mark", "space")]
    starts = [piece.start for piece in voiced for _ in piece.spoken.split()]
    found: list[Sentence] = []
    words = 0
    for match in _SENTENCE.finditer(reading.spoken):
        text = match.group().strip()
        count = language_of(lang).syllables(text)
        if count or not found:
            found.append(Sentence(text, starts[min(words, len(starts) - 1)] if starts else 0, count))
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        words += len(text.split())
    return _with_print(found, _printed(reading, written, lang)) if written else tuple(found)


def _printed(reading: Reading, written: str, lang: Lang) -> list[str]:
    """Return the sentences as people print them: numbers in words, marks as they are written."""
    pieces = (written[each.start : each.end] if each.rule == "mark" else each.spoken for each in reading.pieces)
    found: list[str] = []
    line = _LOOSE_MARK.sub(lambda gap: "" if gap.group() else " ", " ".join("".join(pieces).split()))
    for match in _PRINTED.finditer(line):
        text = match.group().strip()
        if language_of(lang).syllables(text) or not found:
            found.append(text)
        else:
            found[-1] = f"{found[-1]} {text}"
    return found


def _with_print(found: list[Sentence], printed: list[str]) -> tuple[Sentence, ...]:
    if len(printed) != len(found):  # the marks do not match the sentences: print what is said
        return tuple(found)
    pairs = zip(found, printed, strict=True)
    return tuple(replace(one, printed="" if text == one.text else text) for one, text in pairs)
