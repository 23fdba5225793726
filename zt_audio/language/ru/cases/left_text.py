"""Take words and lists off the end of the text to the left of a number."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.language import late_re as re
from zt_audio.language.ru.words.morphology import Form, forms

NEAR = 60  # characters; a street and its name
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


def words_back(left: str, most: int) -> Iterator[tuple[str, tuple[Form, ...], str]]:
    """Yield up to `most` of the last words of `left`, the last one first, with their forms and what stands before."""
    for _ in range(most):
        word = last_word(left)
        if not word:
            return
        left = before(left, word)
        yield word, forms(word), left


def before_list(left: str) -> str:
    """Return `left`, as far as one sees, without the numbers that end it: «статьи 434, 437 и» gives «статьи»."""
    left = left[-SIGHT:]
    while match := NUMBER_LIST.search(left):
        left = left[: match.start()]
    return left
