"""Read tables of words and make patterns of them, for the rules of every language."""

from __future__ import annotations

import re
from collections.abc import Iterable

DIGITS = frozenset("0123456789")


def word_list(table: str) -> tuple[str, ...]:
    """Return the words of a table that is written as running text."""
    return tuple(table.split())


def word_set(table: str) -> frozenset[str]:
    """Return the words of a table as a set."""
    return frozenset(table.split())


def heads(written: Iterable[str], behind: str = "") -> frozenset[str]:
    """Return the first two characters of each of `written`, in any case; of one character with those of `behind`.

    Without `behind`, and where a space follows, which may be left out, it is the first character alone.
    """
    pairs = ((word[0], "" if word[1:2] == " " else word[1:2] or behind) for word in written)
    return frozenset(
        one + other for first, second in pairs for one in _any_case(first) for other in _any_case(second) or ("",)
    )


def _any_case(characters: str) -> frozenset[str]:
    return frozenset(characters + characters.lower() + characters.upper())


def any_of(written: Iterable[str]) -> str:
    """Return a pattern for any of `written`, the longest first."""
    return "|".join(sorted((re.escape(one) for one in written), key=len, reverse=True))
