"""Parse written numbers (digits in groups, decimals, signs), and share pieces of patterns among the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zt_audio.language.ru.words.numbers import LARGEST
from zt_audio.language.tables import DIGITS, any_of

SPACE = "[ \u00a0\u202f\u2009]"
DASH = "[-\u2010\u2011–—−]"
_WHOLE = rf"(?:[1-9]\d{{0,2}}(?:{SPACE}\d{{3}})+(?!\d)|\d+)"
WRITTEN_NUMBER = rf"{_WHOLE}(?:,\d{{1,6}}(?!\d)|\.\d{{1,6}}(?![\d.]))?"
SIGN = r"[-−–+±]"
SIGNS = {"-": "минус ", "−": "минус ", "–": "минус ", "+": "плюс ", "±": "плюс-минус ", "": ""}
SIGNED = DIGITS | frozenset("-−–+±")


@dataclass(frozen=True, slots=True)
class Number:
    """`fraction` holds the digits after the comma, '' for a whole number."""

    whole: int
    fraction: str = ""

    @property
    def is_one_and_a_half(self) -> bool:
        return self.whole == 1 and self.fraction == "5"

    @property
    def value(self) -> float:
        return float(f"{self.whole}.{self.fraction or 0}")


def parsed(written: str) -> Number | None:
    """Return the number that is `written`, or None where it has no name."""
    whole, _, fraction = re.sub(r"\s", "", written).replace(".", ",").partition(",")
    value = int(whole)
    return None if value > LARGEST or (len(whole) > 1 and whole.startswith("0")) else Number(value, fraction)


def left_of_stop(match: re.Match[str]) -> str:
    """Return what remains of an abbreviation's full stop: a stop where the sentence ends, else a gap."""
    if not match.group().endswith("."):
        return ""
    text, end = match.string, match.end()
    if re.match(r"\s*$|\s+[«\"(]?[А-ЯЁ]", text[end:]):
        return "."
    return " " if re.match(r"\w", text[end:]) else ""


def capitals_of(written: str, said: str) -> str:
    """Return `said` with a capital letter where `written` has one."""
    return said[0].upper() + said[1:] if written[0].isupper() else said


def by_key(table: Mapping[str, str]) -> dict[str, str]:
    """Return `table` under its shorts without spaces, for a match of `any_short` of its keys; see `key`."""
    return {key(short): said for short, said in table.items()}


def key(short: str) -> str:
    """Return `short` without its spaces."""
    return re.sub(r"\s", "", short)


def any_short(shorts: Iterable[str]) -> str:
    """Return a pattern of any of `shorts`, the longest first; a space in one may be left out or doubled."""
    return any_of(sorted(shorts)).replace(r"\ ", f"{SPACE}*")
