"""Read tables of words and make patterns of them, for the rules of every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

DIGITS = frozenset("0123456789")
# Codes of mobile networks have three digits; those of towns and districts begin with 71 and 72 and have three to five.
TELEPHONE_CODE = r"(?:\(7[04678]\d\)|7[04678]\d|\(7[12]\d{1,3}\)|7[12]\d{1,3})"
TELEPHONE_DIGITS = 11  # with the country's 7 or 8
_LOCAL_DIGITS = 7  # of a number without its code: тел. 8712530
_SUM = re.compile(r"\d+|\d{1,3}(?:\s\d{3})+")
_MOST_SUMS = 2  # of a range
NUMERALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


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


def folded(words: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a line for each word: how many letters it shares with the one before, the rest, and what is known of it."""
    before = ""
    for word, told in words:
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False)))
        yield NUMERALS[shared] + word[shared:] + told
        before = word


def unfolded(lines: str, told: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the words of the lines that `folded` wrote, each with the `told` characters that follow it."""
    word = ""
    for line in lines.split():
        end = len(line) - told
        word = word[: NUMERALS.index(line[0])] + line[1:end]
        yield word, line[end:]


def is_cut_telephone(written: str, *, is_called: bool) -> bool:
    """Tell whether `written`, which begins as a whole telephone number does, has other than eleven digits.

    Where no one `is_called`, it may be a sum or a range of sums: 87450, 8 701 123, 87000-95000.
    """
    parts = [part.strip() for part in re.split("[-‑–]", written)]
    sums = [int(re.sub(r"\D", "", part)) for part in parts if _SUM.fullmatch(part)]
    may_be_sums = not is_called and len(sums) == len(parts) and sums == sorted(sums) and len(sums) <= _MOST_SUMS
    digits = re.sub(r"\D", "", written)
    is_local = digits.startswith(("871", "872")) and len(digits) <= _LOCAL_DIGITS
    return len(digits) != TELEPHONE_DIGITS and not may_be_sums and not is_local
