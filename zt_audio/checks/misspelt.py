"""A text and a dictionary in, the words that it does not know out, with what they may have been meant to be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Protocol

from zt_audio.language.registry import language_of
from zt_audio.model import Lang, Problem

_STRESS = re.compile("[\u0300\u0301]")
_WORD = re.compile(r"(?<![\w-])(?:[^\W\d_][\u0300\u0301]?)+(?:-(?:[^\W\d_][\u0300\u0301]?)+)*(?![\w-])")
_SUGGESTED = 3
_SHORTEST = 2  # letters: one alone is an initial or an abbreviation


class Dictionary(Protocol):
    """What spylls.hunspell.Dictionary does."""

    def lookup(self, word: str) -> bool: ...

    def suggest(self, word: str) -> Iterable[str]: ...


class Speller:
    """`known` words are right whatever the dictionary says: staff's lexicon and the names of places."""

    def __init__(self, dictionary: Dictionary, lang: Lang, known: Collection[str]) -> None:
        self._facts = language_of(lang).check_facts()
        self._known = {word.lower() for word in known} | self._facts.known_words
        self._lookup = cache(dictionary.lookup)
        self._suggest = cache(lambda word: ", ".join(islice(dictionary.suggest(word), _SUGGESTED)))

    def misspelt(self, text: str) -> Iterator[Problem]:
        """Yield `misspelt-word` or `unknown-word` (nothing like it is known) at each word that is not known, once."""
        for match in _WORD.finditer(text):
            word = _STRESS.sub("", match.group())
            if not self._is_right(word):
                self._known.add(word.lower())
                nearest = self._suggest(word)
                slug = "misspelt-word" if nearest else "unknown-word"
                yield Problem.warning(slug, match.start(), token=match.group(), nearest=nearest)

    def _is_right(self, word: str) -> bool:
        if len(word) < _SHORTEST or word.isupper() or word.lower() in self._known:
            return True
        if self._lookup(word) or self._facts.has_known_stem(word.lower(), self._is_known):
            return True
        return "-" in word and all(map(self._is_right, word.split("-")))

    def _is_known(self, word: str) -> bool:
        return word in self._known or self._lookup(word)


def words_of(text: str) -> Iterator[str]:
    """Yield the words of `text` without stress marks, and the parts of those with a hyphen."""
    for match in _WORD.finditer(text):
        word = _STRESS.sub("", match.group())
        yield from {word, *word.split("-")}
