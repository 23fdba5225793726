"""Offer a mend for what is wrong in a text, where one press can do it: a person hears it before, and may undo it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zt_audio.app.shown import Mark
from zt_audio.language.cleaner import clean_text
from zt_audio.messages.message import message_of
from zt_audio.model import Lang, Offer

_WORD_BEFORE = re.compile(r"\S*\Z")
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.!?…](?=\S))*")  # «5.5» is within one
_COMMA = re.compile(r"(\S+)(?:,|;| –) (\S)(\S*)")
_MOST_PARTINGS = 2  # of one sentence: those nearest to its middle


def with_mend(mark: Mark, text: str, lang: Lang) -> Mark:
    """Return `mark`, which stands in `text`, with what may be typed instead where nothing is offered yet."""
    if mark.problem is None or mark.offers:
        return mark
    return replace(mark, offers=tuple(_MENDS[message_of(mark.problem).mend](text, mark, lang)))


def _right_letters(text: str, mark: Mark, lang: Lang) -> Iterator[Offer]:
    begin = mark.start - len(_WORD_BEFORE.findall(text[: mark.start])[0])
    written = text[begin : mark.end]
    if (clean := clean_text(written, lang).text) != written:
        yield Offer(begin, mark.end, clean, clean)


def _final_stop(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    last = text[mark.start : mark.start + 1]
    if last.isalnum():
        begin = mark.start - len(_WORD_BEFORE.findall(text[: mark.start])[0])
        typed = f"{text[begin : mark.start + 1]}."
        yield Offer(begin, mark.start + 1, typed, typed)


def _once(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    """Take out the second of two equal words, with what parts them."""
    before = text[: mark.start].rstrip()
    begin = len(before) - len(_WORD_BEFORE.findall(before)[0])
    yield Offer(begin, mark.end, before[begin:] + text[mark.start : mark.end][len(before) - begin :], before[begin:])


def _partings(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    """Make two sentences of one at a comma."""
    found = _SENTENCE.match(text, mark.start)
    begin, end = found.span() if found else (mark.start, mark.end)
    commas = sorted(_COMMA.finditer(text, begin, end), key=lambda each: abs(begin + end - 2 * each.end(1)))
    for comma in commas[:_MOST_PARTINGS]:
        typed = f"{comma[1]}. {comma[2].upper()}{comma[3]}"
        yield Offer(comma.start(), comma.end(), typed, typed)


_MENDS = {"letters": _right_letters, "stop": _final_stop, "once": _once, "parts": _partings}
