"""Find the values of figures in a text: 22:00 and «22-ден» are both 22, 86 500 and 86,5 мың are one sum.

A number may also be written in words, in any case: «екі» is 2 if the other language has the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zt_audio.language.registry import language_of
from zt_audio.model import Lang

_SPACE = r"[ \u00a0\u202f\u2009]"
_MAGNITUDES = {"мың": 3, "тыс": 3, "млн": 6, "миллион": 6, "млрд": 9, "миллиард": 9}
_FIGURES = re.compile(
    rf"""
    (?P<phone> (?:\+7|\b8) (?:[\s()\u2010-\u2013-]*\d){{10}} (?!\d) )
  | (?P<local> (?<![\d-]) \d{{2,3}}-\d\d-\d\d (?![\d-]) )
  | (?P<date> (?<![\d.]) (?P<day>\d\d?) \. (?P<month>\d\d?) \. (?P<year>\d{{4}}) (?!\d) )
  | (?P<time> (?<![\d.,]) (?P<hour>[01]?\d|2[0-4]) [:.] (?P<minute>[0-5]\d) (?!\d|\.\d) )
  | (?P<number> (?:\d{{1,3}} (?:{_SPACE}\d{{3}})+ (?!\d) | \d+) (?:[.,]\d+)? )
    (?: {_SPACE}? (?P<magnitude> мың | тыс | млн | млрд | миллион | миллиард ) )?
  | (?P<roman> (?<!\w) (?: [IVXLC]{{2,}} | [IVX] ) (?!\w) )
    """,
    re.VERBOSE,
)
_LIMIT = 1000  # larger numbers are written in figures
_DAY = re.compile(r"\b\d\d?\b")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a text names. `key` is the same in every language; `token` is the written form at `offset`."""

    key: str
    offset: int
    token: str


def figures_in(text: str, lang: Lang) -> Iterator[Mention]:
    """Yield every value in figures, and the months of dates as «month 12»."""
    for match in _FIGURES.finditer(text):
        for value in _read(match):
            yield Mention(value, match.start(), match.group().strip())
    if _DAY.search(text):
        yield from _named_months(text, lang)


def _read(match: re.Match[str]) -> Iterator[str]:
    if match["phone"]:
        yield "phone 7" + _digits(match.group())[-10:]
    elif match["local"]:
        yield "phone " + _digits(match.group())
    elif match["date"]:
        yield from (str(int(match["day"])), f"month {int(match['month'])}", match["year"])
    elif match["time"]:
        yield str(int(match["hour"]))
        if int(match["minute"]):
            yield str(int(match["minute"]))
    elif match["number"]:
        yield _number(match)
    elif match["roman"]:
        digits = [_ROMAN[letter] for letter in match["roman"]]
        yield str(
            sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))
        )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _number(match: re.Match[str]) -> str:
    number = Decimal(re.sub(r"\s", "", match["number"]).replace(",", "."))
    scaled = number.scaleb(_MAGNITUDES.get(match["magnitude"] or "", 0))
    return f"{scaled.normalize():f}"


def _named_months(text: str, lang: Lang) -> Iterator[Mention]:
    """Yield the months that stand beside a day. Alone, «наурыз» is a feast and «қазан» is a kettle."""
    for number, name in enumerate(language_of(lang).check_facts().months, start=1):
        for match in re.finditer(rf"\b\d\d?[\s-]+{name}\w*|\b{name}\w*\s+\d\d?\b", text, re.IGNORECASE):
            yield Mention(f"month {number}", match.start(), match.group())


@lru_cache(maxsize=4096)
def number_pattern(number: int, lang: Lang) -> re.Pattern[str] | None:
    """Return a pattern of `number` in words; None if a number so large is written in figures."""
    if not 0 <= number < _LIMIT:
        return None
    stems = language_of(lang).check_facts().number_stems(number)
    return re.compile(r"\W+".join(rf"\b(?:{stem})\w*" for stem in stems), re.IGNORECASE)
