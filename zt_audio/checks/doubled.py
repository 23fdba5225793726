"""A text in, words that stand in it twice in a row out: mostly a slip of the hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.language.registry import language_of
from zt_audio.model import Lang, Problem

# A hyphen makes one word of two (күн-күн, еле-еле), and a mark parts them («Нет, нет!»): neither is a slip.
_DOUBLED = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]+)[^\S\n]*\s[^\S\n]*(?P<again>(?P=word))(?![\w-])", re.IGNORECASE)


def doubled_words(text: str, lang: Lang) -> Iterator[Problem]:
    """Yield `doubled-word` at the second of two equal words."""
    for match in _DOUBLED.finditer(text):
        if match["word"].lower() not in language_of(lang).check_facts().said_twice:
            yield Problem.warning("doubled-word", match.start("again"), token=match["word"])
