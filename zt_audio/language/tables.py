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


def any_of(written: Iterable[str]) -> str:
    """Return a pattern for any of `written`, the longest first."""
    return "|".join(sorted((re.escape(one) for one in written), key=len, reverse=True))
