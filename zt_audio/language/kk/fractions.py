"""Read numbers with a stroke or a letter: 1/2, 12/3-үй, 12а, 9 «А» сыныбы."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.forms import letter_name
from zt_audio.language.kk.number_tokens import (
    CAPITAL,
    LETTER,
    SMALL,
    WORD,
    is_message,
    is_noun,
    number_words,
    whole_value,
)
from zt_audio.language.kk.numbers import fraction, kazakh_ordinal
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.tables import DIGITS

_HOUSE_BEHIND = re.compile(rf"\s(?:үй|пәтер|корпус)(?!{LETTER}*(?:лер|лар|тер))")
_VULGAR = {"½": "жарты", "¼": "төрттен бір", "¾": "төрттен үш", "⅓": "үштен бір", "⅔": "үштен екі"}
_ADDRESS = re.compile(r"(?:(?:көше|даңғыл|аудан|ауыл)\w*|көш\.|даңғ\.|мкр\.|/а)(?:,\s*|\s+)$")


# «Қан қысымы 140/90», «41/42 пойыз»: two numbers side by side
_PRESSURE = re.compile(r"(?:қысым|давлени)\w*\s+(?:\w+\s+)?$", re.IGNORECASE)
_TRAIN = re.compile(r"\s*(?:пойыз|рейс|поезд)")
# «Абай, 5/12» is a house; of a whole there are halves, thirds, tenths, hundredths, and more only where it is said so.
_NAME_BEFORE = re.compile(rf"(?:{CAPITAL}{SMALL}+|[»”])(?:,\s*|\s+)$")
_NUMBER_SIGN = re.compile(r"№\s?$")
_OF_A_WHOLE = re.compile(r"\s+бөлі[кг]")
_LARGEST_DENOMINATOR, _SAID_ALONE, _HUNDREDTHS = 20, 10, 100


def _say_fraction(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    part, of, tail = whole_value(match["part"]), whole_value(match["of"]), match["tail"]
    if part is None or of is None:
        return None
    before = context.text[max(0, context.start - 40) : context.start]
    pair = _PRESSURE.search(before) or (not tail and context.after(_TRAIN))
    if pair and (suffix := parse_suffix(tail) if tail else Suffix()):
        return attach(f"{number_words(match['part'])} {number_words(match['of'])}", suffix)
    if tail and "-" in tail and parse_suffix(tail.partition("-")[0]):
        return Unread("unreadable-token")  # 1/4-і-аналар
    suffix = parse_suffix(tail) if tail else Suffix()
    if suffix is None or (not tail and context.after(_HOUSE_BEHIND)):
        said = _say_house_number(match, of)
        return Guess(said) if said and not tail and is_message(context.text) else said
    return _say_part(match, (part, of), suffix, context)


def _say_house_number(match: re.Match[str], of: int) -> str | None:
    """Say 12/3-үй and 12/3 үй: the second number is an ordinal."""
    said, tail = f"{number_words(match['part'])} бөлшек {kazakh_ordinal(of)}", match["tail"]
    if not tail:
        return said
    return f"{said} {tail}" if is_noun(tail) else None


def _say_part(match: re.Match[str], of: tuple[int, int], suffix: Suffix, context: Context) -> str | Unread:
    before = context.text[max(0, context.start - 40) : context.start]
    of_a_whole = bool(context.after(_OF_A_WHOLE))
    in_address = not of_a_whole and bool(_ADDRESS.search(before) or _NUMBER_SIGN.search(before))
    if not in_address and _may_be_other(*of, before, of_a_whole=of_a_whole or bool(match["tail"])):
        return Unread("unreadable-token")
    if 0 < of[0] < of[1] and not in_address:
        return attach(fraction(*of), suffix)
    return attach(f"{number_words(match['part'])} бөлшек {number_words(match['of'])}", suffix)


def _may_be_other(part: int, of: int, before: str, *, of_a_whole: bool) -> bool:
    """Tell whether a stroke may join two numbers to call (102/112), two voltages (220/380) or the parts of a house."""
    if _LARGEST_DENOMINATOR < of != _HUNDREDTHS:
        return True
    if of_a_whole or not 0 < part < of:
        return False
    return _SAID_ALONE < of != _HUNDREDTHS or bool(_NAME_BEFORE.search(before))


def _say_with_whole(match: re.Match[str], _context: Context) -> str | Unread:
    """«1½» is бір жарым; other parts beside a whole number have no short name."""
    words = number_words(match["number"])
    return f"{words} жарым " if words and match["part"] == "½" else Unread("unreadable-token")


def _say_house_letter(match: re.Match[str], _context: Context) -> str | None:
    words = number_words(match["number"])
    return None if words is None else f"{words} {letter_name(match['letter'])} "


def _say_class(match: re.Match[str], _context: Context) -> str | None:
    number = whole_value(match["number"])
    return None if number is None else f"{kazakh_ordinal(number)} {letter_name(match['letter'])}"


RULES = (
    Rule(
        "class",
        re.compile(rf"(?P<number>\d{{1,2}})[-\s]?[«“\"]?(?P<letter>{LETTER})[»”\"]?(?=-?\s?(?:сыны[бп]|клас))"),
        _say_class,
        DIGITS,
    ),
    Rule(
        "house-letter",
        re.compile(
            r"(?P<number>\d+)(?:-|\s(?=[А-Е][\s-]?үй))?(?P<letter>[абвгдеАБВГДЕ])(?:-(?=үй|пәтер|корпус)|(?!\w))"
        ),
        _say_house_letter,
        DIGITS,
    ),
    # day and night; a native speaker may prefer «тәулік бойы»
    Rule("fraction", re.compile(r"24/7(?![\w/-])"), lambda _match, _context: "жиырма төрт жеті", frozenset("2")),
    Rule(
        "fraction",
        re.compile(rf"(?P<part>\d+)/(?P<of>\d+)(?!\d|/|-\d)(?:-(?P<tail>{WORD}))?(?!\w)"),
        _say_fraction,
        DIGITS,
    ),
    Rule("fraction-sign", re.compile(r"(?P<number>\d{1,6})\s?(?P<part>[½¼¾⅓⅔])"), _say_with_whole, DIGITS),
    Rule("fraction-sign", re.compile("[½¼¾⅓⅔]"), lambda match, _: f" {_VULGAR[match.group()]} ", frozenset(_VULGAR)),
)
