"""Numbers as amounts in, spoken numbers out: plain, with a suffix or noun after a hyphen, with units, in ranges."""

from __future__ import annotations

import re

from zt_audio.language.kk.initialisms import letter_name
from zt_audio.language.kk.numbers import fraction, ordinal
from zt_audio.language.kk.suffixes import Suffix, attach, parse
from zt_audio.language.kk.units import MEASURED, PER, SCALES, UNITS
from zt_audio.language.kk.written import (
    CAPITAL,
    DASH,
    DIGITS,
    GROUP_SPACE,
    HYPHEN,
    LETTER,
    NUMBER,
    STOP,
    WORD,
    and_with,
    is_range,
    number_words,
    range_words,
    whole_number,
    word_before,
)
from zt_audio.language.reading import Context, Rule

_SIGN = r"(?P<sign>(?<![\w.,)])[-−–+](?=\d))?"
_AMOUNT = rf"{_SIGN}(?P<low>{NUMBER})(?:{DASH}(?P<high>{NUMBER}))?"
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_PER = "|".join(sorted(PER, key=len, reverse=True))
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_SUFFIX = rf"(?:{HYPHEN}(?P<suffix>{LETTER}+))?"

_MEASURE = re.compile(
    rf"{_AMOUNT}(?:\s?(?P<scale>{_SCALE})(?!{LETTER}){STOP})?\s?(?P<unit>{_UNIT})(?:/(?P<per>{_PER}))?(?![\w/])"
    rf"{STOP}{_SUFFIX}"
)
_HYPHENED = re.compile(rf"{_AMOUNT}{HYPHEN}(?P<tail>{WORD})(?!\w)")
_LETTERED = re.compile(rf"(?P<number>\d+)-?(?P<letter>[абвгдеАБВГДЕ])(?:-(?=үй|пәтер|корпус)|(?!\w))")
_FRACTION = re.compile(rf"(?P<part>\d+)/(?P<of>\d+)(?!\d|/)(?:-(?P<tail>{WORD}))?")
_PLAIN = re.compile(rf"{_AMOUNT}(?P<plus>\+(?!\w))?(?!\d)(?!{LETTER})")
_JOINED = re.compile(rf"(?<=\w)[-‑](?P<number>\d+)(?:-(?P<suffix>{LETTER}+))?(?!\w)")
_LETTERED_CLASS = re.compile(rf"(?P<number>\d+)[-\s]?[«“\"](?P<letter>{CAPITAL})[»”\"](?=-?\s?сыны)")
_AND = re.compile(r"[мбп]ен(?!\w)")
_VULGAR = {"½": "жарты", "¼": "төрттен бір", "¾": "төрттен үш", "⅓": "үштен бір", "⅔": "үштен екі"}
_AT_NUMBER = DIGITS | frozenset("-−–+")
_SIGNS = {"-": "минус ", "−": "минус ", "–": "минус ", "+": "плюс ", None: ""}
_ADDRESS = re.compile(r"(?:көше|даңғыл|шағын аудан|мөлтек аудан|ауыл)\w*,?\s+$|(?:көш|даңғ|мкр)\.,?\s+$|/а,?\s+$")


def _amount(match: re.Match[str], context: Context) -> str | None:
    low, high, sign = match["low"], match["high"], _SIGNS[match["sign"]]
    if high is None:
        words = number_words(low)
        return None if words is None else sign + words
    if is_range(low, high):
        words = range_words(low, high, context)
        return None if words is None else sign + words
    first, last = number_words(low), number_words(high)
    return None if first is None or last is None else f"{sign}{first} тіре {last}"


def _say_measure(match: re.Match[str], context: Context) -> str | None:
    suffix = parse(match["suffix"]) if match["suffix"] else Suffix()
    if suffix is None:
        return None
    low, high = match["low"], match["high"]
    if high and suffix != Suffix():
        first, last = number_words(low), number_words(high)
        amount = f"{first}-{last}" if first and last else None
    else:
        amount = _amount(match, context)
    if amount is None:
        return None
    scale = f"{UNITS.get(match['scale'], match['scale'])} " if match["scale"] else ""
    rate = f"{PER[match['per']]} " if match["per"] else ""
    return attach(f"{rate}{amount} {scale}{UNITS[match['unit']]}", suffix)


def _say_hyphened(match: re.Match[str], context: Context) -> str | None:
    tail = match["tail"]
    suffix = parse(tail)
    if suffix and not (suffix.collective and not _collectable(match["low"])):
        amount = _amount(match, context) if not match["high"] else _pair(match["low"], match["high"])
        return None if amount is None else attach(amount, suffix)
    if tail.lower().startswith(tuple(MEASURED)):
        amount = _amount(match, context) if not match["high"] else _pair(match["low"], match["high"])
        return None if amount is None else f"{amount} {tail}"
    return _ordinals(match["low"], match["high"], tail)


def _collectable(written: str) -> bool:
    return (whole_number(written) or 0) in range(1, 8)


def _pair(low: str, high: str) -> str | None:
    first, last = number_words(low), number_words(high)
    return f"{first}-{last}" if first and last else None


def _ordinals(low: str, high: str | None, noun: str) -> str | None:
    """434-бап, and 434–440-баптар as a pair; 434-2-бап with the hyphen spoken."""
    first = whole_number(low)
    last = whole_number(high) if high else None
    if first is None or (high and last is None):
        return None
    if last is None:
        return f"{ordinal(first)} {noun}"
    if is_range(low, str(last)):
        return f"{ordinal(first)}-{ordinal(last)} {noun}"
    return f"{number_words(low)} тіре {ordinal(last)} {noun}"


def _say_lettered(match: re.Match[str], context: Context) -> str | None:
    words = number_words(match["number"])
    return None if words is None else f"{words} {letter_name(match['letter'])} "


def _say_class(match: re.Match[str], _context: Context) -> str:
    return f"{ordinal(int(match['number']))} {letter_name(match['letter'])}"


def _say_and(_match: re.Match[str], context: Context) -> str | None:
    """«9.00 мен 18.00»: the conjunction agrees with the number as it is spoken: тоғыз бен."""
    spoken = next((piece for piece in reversed(context.left) if piece.rule != "space"), None)
    if spoken is None or not context.text[spoken.start : spoken.end][-1:].isdigit():
        return None
    return and_with(spoken.spoken).rpartition(" ")[2]


def _say_fraction(match: re.Match[str], context: Context) -> str | None:
    part, of, tail = whole_number(match["part"]), whole_number(match["of"]), match["tail"]
    if part is None or of is None:
        return None
    suffix = parse(tail) if tail else Suffix()
    if suffix is None:
        return f"{number_words(match['part'])} бөлшек {ordinal(of)} {tail}"
    if part < of and of > 1 and not _ADDRESS.search(context.text, 0, context.start):
        return attach(fraction(part, of), suffix)
    return attach(f"{number_words(match['part'])} бөлшек {number_words(match['of'])}", suffix)


def _say_plain(match: re.Match[str], context: Context) -> str | None:
    words = _amount(match, context)
    return None if words is None else words + (" плюс" if match["plus"] else "")


def _say_joined(match: re.Match[str], context: Context) -> str | None:
    """Батыс-2: the number is said after the name."""
    suffix = parse(match["suffix"]) if match["suffix"] else Suffix()
    words = number_words(match["number"])
    if words is None:
        return None
    if suffix is None:
        return f" {ordinal(int(match['number']))} {match['suffix']}"
    return " " + attach(words, suffix)


RULES = (
    Rule("measure", _MEASURE, _say_measure, _AT_NUMBER),
    Rule("number-letter", _LETTERED, _say_lettered, DIGITS),
    Rule("class", _LETTERED_CLASS, _say_class, DIGITS),
    Rule("and", _AND, _say_and, frozenset("мбп")),
    Rule("number-suffix", _HYPHENED, _say_hyphened, _AT_NUMBER),
    Rule("fraction", _FRACTION, _say_fraction, DIGITS),
    Rule("number", _PLAIN, _say_plain, _AT_NUMBER),
    Rule("joined-number", _JOINED, _say_joined, frozenset("-‑")),
    Rule("fraction-sign", re.compile("[½¼¾⅓⅔]"), lambda match, _: f" {_VULGAR[match.group()]}", frozenset(_VULGAR)),
)
