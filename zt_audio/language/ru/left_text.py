"""Take words and lists off the end of the text to the left of a number."""

from __future__ import annotations

import re

SIGHT = 200  # characters; what a number depends on does not stand further away
NUMBER = r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[,.:]\d+)?"
NUMBER_LIST = re.compile(rf"(?<![\w.])(?:{NUMBER}(?:-[а-яё]+)?(?:\s*,|\s+(?:и|или))\s+)++$")  # all of a list at once
_LAST_WORD = re.compile(r"(?<![/\w³²])([а-яё]+(?:-[а-яё]+)*)[\s«]+$", re.IGNORECASE)


def last_word(left: str) -> str:
    """Return the word that ends `left`, in small letters; '' where a mark or a number ends it."""
    match = _LAST_WORD.search(left[-60:])
    return match.group(1).lower() if match else ""


def before(left: str, word: str) -> str:
    """Return what stands in `left` before `word`, which ends it."""
    return left[: left.lower().rindex(word)]


def before_list(left: str) -> str:
    """Return `left`, as far as one sees, without the numbers that end it: «статьи 434, 437 и» gives «статьи»."""
    left = left[-SIGHT:]
    while match := NUMBER_LIST.search(left):
        left = left[: match.start()]
    return left
