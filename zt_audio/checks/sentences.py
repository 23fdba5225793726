"""A text in, what is wrong with its marks out: a paragraph without an end, quotes and brackets without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.language.sentences import paragraphs
from zt_audio.model import Problem

_ENDED = re.compile(r"[.!?…:][\s»”“\"')\]]*$")
_SHOWN_CHARS = 30
_PARTNERS = {"»": "«", ")": "(", "]": "["}
_OPENING = frozenset("«([„")
# «1)», «а)»: the number of an item in a list has a closing bracket only.
_ITEM = re.compile(r"(?:^|\s)\w{1,2}$")


def final_mark(text: str) -> Iterator[Problem]:
    """Yield `no-final-mark` at the last character of each paragraph of `text` that does not end like a sentence."""
    for start, paragraph in paragraphs(text):
        if not _ENDED.search(paragraph):
            yield Problem.warning("no-final-mark", start + len(paragraph) - 1, token=paragraph[-_SHOWN_CHARS:])


def unbalanced(text: str) -> Iterator[Problem]:
    """Yield `unbalanced-mark` at each quote or bracket whose partner is missing from its paragraph."""
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
            elif not (mark == ")" and _ITEM.search(paragraph, 0, offset)):
                lonely.append(offset)
    return sorted(opened + lonely)


def _quote(paragraph: str, offset: int, opened: list[int]) -> None:
    """Close the quote that is open, else open one: “ does both („so“, “so”), and so does a straight one."""
    last = paragraph[opened[-1]] if opened else ""
    closes = last == '"' if paragraph[offset] == '"' else last in ("„", "“")
    if closes:
        opened.pop()
    else:
        opened.append(offset)
