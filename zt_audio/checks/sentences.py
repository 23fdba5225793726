"""Warn about likely mistakes in a single text.

A new warning of this kind is a function here, a line in `text_warnings`, and its sentence in messages/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from zt_audio.language.registry import language_of
from zt_audio.language.sentences import paragraphs
from zt_audio.model import Lang, Problem
from zt_audio.suggestions import cut

_MAX_WORDS = 25  # of a sentence that can be said in one breath
_MAX_S = 15.0
_ENDED = re.compile(r"[.!?…:][\s»”“\"')\]]*$")
_SHOWN_TAIL_CHARS, _SHOWN_HEAD_CHARS = 30, 40  # of a paragraph's end, of a sentence's beginning
_PARTNERS = {"»": "«", ")": "(", "]": "["}
_OPENING = frozenset("«([„")
# «1)», «а)»: the number of an item in a list has a closing bracket only.
_ITEM = re.compile(r"(?:^|\s)\w{1,2}$")
_ITEM_CHARS = 3
# A hyphen makes one word of two (күн-күн, еле-еле), and a mark parts them («Нет, нет!»): neither is a slip.
_GAP = r"[^\S\n]{0,20}\s[^\S\n]{0,20}"  # one line end at most; bounded, for a text may be full of spaces
_DOUBLED = re.compile(rf"(?<![\w-])(?P<word>[^\W\d_]+){_GAP}(?P<again>(?P=word))(?![\w-])", re.IGNORECASE)


def text_warnings(text: str, lang: Lang, *, is_label: bool) -> Iterator[Problem]:
    """Yield every warning about `text` with its offset; a label (a title, a name) is not a sentence."""
    yield from doubled_words(text, lang)
    yield from unbalanced_marks(text)
    if not is_label:
        yield from missing_final_marks(text)
    yield from language_of(lang).check_facts().slips(text)


def missing_final_marks(text: str) -> Iterator[Problem]:
    """Yield `no-final-mark` at the last character of each paragraph of `text` that does not end like a sentence."""
    for start, paragraph in paragraphs(text):
        if not _ENDED.search(paragraph):
            yield Problem.warning("no-final-mark", start + len(paragraph) - 1, token=paragraph[-_SHOWN_TAIL_CHARS:])


def unbalanced_marks(text: str) -> Iterator[Problem]:
    """Yield `unbalanced-mark` at each quote or bracket without a partner in its paragraph."""
    for start, paragraph in paragraphs(text):
        for offset in _partnerless(paragraph):
            yield Problem.warning("unbalanced-mark", start + offset, token=paragraph[offset])


def _partnerless(paragraph: str) -> list[int]:
    """Return the offsets of marks without a partner, in their order."""
    opened: list[int] = []
    lonely: list[int] = []
    for offset, mark in enumerate(paragraph):
        if mark in _OPENING:
            opened.append(offset)
        elif mark in '“”"':
            _quote(paragraph, offset, opened)
        elif mark in _PARTNERS:
            if opened and paragraph[opened[-1]] == _PARTNERS[mark]:
                opened.pop()
            elif not (mark == ")" and _ITEM.search(paragraph, max(0, offset - _ITEM_CHARS), offset)):
                lonely.append(offset)
    return sorted(opened + lonely)


def _quote(paragraph: str, offset: int, opened: list[int]) -> None:
    """Close the open quote, or open a new one. “ does both („so“, “so”), and so does a straight quote."""
    last = paragraph[opened[-1]] if opened else ""
    closes = last == '"' if paragraph[offset] == '"' else last in ("„", "“")
    if closes:
        opened.pop()
    else:
        opened.append(offset)


def doubled_words(text: str, lang: Lang) -> Iterator[Problem]:
    """Yield `doubled-word` at the second of two equal words."""
    for match in _DOUBLED.finditer(text):
        if match["word"].lower() not in language_of(lang).check_facts().said_twice:
            yield Problem.warning("doubled-word", match.start("again"), token=match["word"])


def long_sentences(spoken: str, syllables: int, rate_syl_per_s: float) -> Iterator[Problem]:
    """Yield `long-sentence` where `spoken` has too many words or lasts too long at that rate."""
    words = sum(any(char.isalpha() for char in word) for word in spoken.split())
    length_s = syllables / rate_syl_per_s
    if words > _MAX_WORDS or length_s > _MAX_S:
        yield Problem.warning(
            "long-sentence", 0, token=cut(spoken, _SHOWN_HEAD_CHARS), words=words, seconds=ceil(length_s)
        )
