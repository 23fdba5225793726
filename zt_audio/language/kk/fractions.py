"""Read numbers with a stroke or a letter: 1/2, 12/3-үй, 12а, 9 «А» сыныбы."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.initialisms import letter_name
from zt_audio.language.kk.number_tokens import LETTER, WORD, is_noun, number_words, whole_value
from zt_audio.language.kk.numbers import fraction, kazakh_ordinal
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.tables import DIGITS

_FRACTION = re.compile(rf"(?P<part>\d+)/(?P<of>\d+)(?!\d|/)(?:-(?P<tail>{WORD}))?(?!\w)")
_HOUSE_LETTER = re.compile(r"(?P<number>\d+)-?(?P<letter>[абвгдеАБВГДЕ])(?:-(?=үй|пәтер|корпус)|(?!\w))")
_CLASS = re.compile(rf"(?P<number>\d{{1,2}})[-\s]?[«“\"]?(?P<letter>{LETTER})[»”\"]?(?=-?\s?сыны[бп])")
_VULGAR = {"½": "жарты", "¼": "төрттен бір", "¾": "төрттен үш", "⅓": "үштен бір", "⅔": "үштен екі"}
_ADDRESS = re.compile(r"(?:(?:көше|даңғыл|аудан|ауыл)\w*|көш\.|даңғ\.|мкр\.|/а),?\s+$")


_LARGEST_DENOMINATOR, _HUNDREDTHS = 20, 100


def _say_fraction(match: re.Match[str], context: Context) -> str | Unread | None:
    part, of, tail = whole_value(match["part"]), whole_value(match["of"]), match["tail"]
    if part is None or of is None:
        return None
    suffix = parse_suffix(tail) if tail else Suffix()
    whole = number_words(match["part"])
    if match.group() == "24/7":
        return "жиырма төрт жеті"  # day and night: a native speaker may prefer «тәулік бойы»
    if suffix is None:
        return f"{whole} бөлшек {kazakh_ordinal(of)} {tail}" if is_noun(tail) else None
    in_address = _ADDRESS.search(context.text, max(0, context.start - 40), context.start)
    if not in_address and _LARGEST_DENOMINATOR < of != _HUNDREDTHS:
        return Unread("unreadable-token")  # 102/112 are two numbers to call, 220/380 two voltages
    if 0 < part < of and not in_address:
        return attach(fraction(part, of), suffix)
    return attach(f"{whole} бөлшек {number_words(match['of'])}", suffix)


def _say_house_letter(match: re.Match[str], _context: Context) -> str | None:
    words = number_words(match["number"])
    return None if words is None else f"{words} {letter_name(match['letter'])} "


def _say_class(match: re.Match[str], _context: Context) -> str | None:
    number = whole_value(match["number"])
    return None if number is None else f"{kazakh_ordinal(number)} {letter_name(match['letter'])}"


RULES = (
    Rule("class", _CLASS, _say_class, DIGITS),
    Rule("house-letter", _HOUSE_LETTER, _say_house_letter, DIGITS),
    Rule("fraction", _FRACTION, _say_fraction, DIGITS),
    Rule("fraction-sign", re.compile("[½¼¾⅓⅔]"), lambda match, _: f" {_VULGAR[match.group()]} ", frozenset(_VULGAR)),
)
