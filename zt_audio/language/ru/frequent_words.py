"""Tell which frequent Russian words begin with the letters of a word that is cut short.

`frequent_words.txt` is written by `scripts/frequent_words.py` from the frequencies of wordfreq (Robyn Speer, CC BY-SA
4.0); words of notices count as more frequent.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, order=True)
class FrequentWord:
    """A lemma: `kind` is `n` noun, `N` one mostly in the plural, `a` adjective, `v` verb, `w` what never changes.

    `plain` has е for ё; `level` is ten times the decimal logarithm of how often it is used.
    """

    plain: str
    word: str
    kind: str
    level: int


@cache
def frequent_words() -> tuple[FrequentWord, ...]:
    """Return the words in the order of the alphabet."""
    found: list[FrequentWord] = []
    word = ""
    for line in Path(__file__).with_name("frequent_words.txt").read_text(encoding="utf-8").split():
        word = word[: _ALPHABET.index(line[0])] + line[1:-2]
        found.append(FrequentWord(word.replace("ё", "е"), word, line[-2], _ALPHABET.index(line[-1])))
    return tuple(sorted(found))


def words_that_begin(cut: str) -> tuple[FrequentWord, ...]:
    """Return the words longer than `cut`, in small letters, that begin with it."""
    words, plain = frequent_words(), cut.replace("ё", "е")
    start = bisect_left(words, plain, key=lambda each: each.plain)
    end = bisect_left(words, plain + "\uffff", key=lambda each: each.plain)
    return tuple(each for each in words[start:end] if each.plain != plain)
