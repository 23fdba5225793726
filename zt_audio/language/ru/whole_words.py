"""Say which words a word may stand for that is cut short, lacks its vowels or is mistyped, in the forms that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zt_audio.language.ru.frequent_words import frequent_words
from zt_audio.language.ru.morphology import forms, is_in_dictionary
from zt_audio.language.ru.spelt_out import ABBREVIATED, offered

_MOST_WORDS = 2
_ALPHABET, _VOWELS = "абвгдежзийклмнопрстуфхцчшщъыьэюя", frozenset("аеиоуыэюя")


def whole_words(cut: str, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield what `cut` between `start` and `end` of `text` may stand for, the likeliest first.

    Each is how many characters before the cut change as well, and what to type.
    """
    plain = cut.lower().replace("ё", "е")
    found = list(offered(plain, text, start, end)) or [(0, word) for word in _mistyped(plain)]
    for back, word in found:
        typed = word.lstrip(" ,")
        yield back, typed.capitalize() if cut[0].isupper() else typed


@lru_cache(maxsize=512)  # a text is read again with each repair
def _mistyped(word: str) -> list[str]:
    """Return the likeliest words that `word` lacks vowels or a letter of."""
    if word in ABBREVIATED:
        return []
    if not _VOWELS.intersection(word):
        skeleton = re.compile(".+".join(word) + ".*")
        found = sorted(frequent_words(), key=lambda each: -each.level)
        return [each.word for each in found if skeleton.fullmatch(each.plain)][:_MOST_WORDS]
    return [] if is_in_dictionary(word) else _slips_of(word)


def _slips_of(word: str) -> list[str]:
    """Return the forms of frequent words of which `word` lacks a letter, has one too many, or swaps two."""
    ends = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    typed = [first + rest[1:2] + rest[:1] + rest[2:] for first, rest in ends]
    typed += [first + rest[1:] for first, rest in ends]
    typed += [f"{first}{letter}{rest}" for first, rest in ends for letter in _ALPHABET]
    frequent = {each.word for each in frequent_words()}
    found = (form for form in dict.fromkeys(typed) if form != word and is_in_dictionary(form))
    return [form for form in found if forms(form)[0].lemma in frequent][:_MOST_WORDS]
