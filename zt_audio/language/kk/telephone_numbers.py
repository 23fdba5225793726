"""Read telephone numbers group by group, with a pause between the groups."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.numbers import digits_in_groups
from zt_audio.language.tables import DIGITS

_GAP = "[ \u00a0\u202f‑–-]*"
# Codes of towns begin with 71 or 72 and have four digits, those of mobile networks three: 7132, 701.
# The country code, a code of three or four digits, and the rest: eleven digits in all.
_LONG = re.compile(
    rf"(?<![\w-])(?P<plus>\+)?(?P<country>[78]){_GAP}\(?(?P<code>7[12]\d\d|\d{{3,4}}?)\)?{_GAP}"
    rf"(?P<first>\d{{2,3}}){_GAP}(?P<second>\d\d){_GAP}(?P<third>\d\d)(?![\w-])"
)
_AREA = re.compile(rf"\((?P<code>\d{{3,4}})\){_GAP}(?P<first>\d{{2,3}})-(?P<second>\d\d)-(?P<third>\d\d)(?![\w-])")
_LOCAL = re.compile(r"(?<![\w-])(?P<first>\d{2,3})-(?P<second>\d\d)-(?P<third>\d\d)(?![\w-])")
_LENGTH = 11
_LONG_CODE = 4


def _halves(code: str) -> list[str]:
    """Return a code as it is said: one of four digits in pairs, 7132 is жетпіс бір, отыз екі."""
    return [code[:2], code[2:]] if len(code) == _LONG_CODE else [code]


def _groups(match: re.Match[str]) -> list[str]:
    return [match["first"], match["second"], match["third"]]


def _say_long(match: re.Match[str], _context: Context) -> str | None:
    groups = [match["country"], *_halves(match["code"]), *_groups(match)]
    if len("".join(groups)) != _LENGTH:
        return None
    return ("плюс " if match["plus"] else "") + digits_in_groups(groups)


def _say_area(match: re.Match[str], _context: Context) -> str:
    return " " + digits_in_groups([*_halves(match["code"]), *_groups(match)])


def _say_local(match: re.Match[str], _context: Context) -> str:
    return digits_in_groups(_groups(match))


RULES = (
    Rule("phone", _LONG, _say_long, DIGITS | {"+"}),
    Rule("phone-area", _AREA, _say_area, frozenset("(")),
    Rule("phone-local", _LOCAL, _say_local, DIGITS),
)
