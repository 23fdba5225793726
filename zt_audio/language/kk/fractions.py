"""Read numbers with a stroke or a letter: 1/2, 12/3-үй, 12а, 9 «А» сыныбы."""

from __future__ import annotations

from zt_audio.language import late_re as re
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
from zt_audio.language.kk.stems import TITLES
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.tables import DIGITS, any_of

_HOUSE_BEHIND = re.compile(rf"\s(?:үй|пәтер|корпус)(?!{LETTER}*(?:лер|лар|тер))")
_LETTERED = re.compile(r"\s(?:үй|пәтер|корпус|автобус|маршрут)")
_VULGAR = {"½": "жарты", "¼": "төрттен бір", "¾": "төрттен үш", "⅓": "үштен бір", "⅔": "үштен екі"}
_ADDRESS = re.compile(
    r"(?:(?:көше|даңғыл|аудан|ауыл|каб|бөлме|офис|кеңсе|үй|пәтер)\w*\.?|көш\.|даңғ\.|мкр\.|/а"
    rf"|{CAPITAL}\w{{2,}}\s(?:{any_of(TITLES)}))"
    r"(?:,\s*|\s+|\s\d+[а-е]?,\s?)$"
)


# «Қан қысымы 140/90», «41/42 пойыз»: two numbers side by side
_PRESSURE = re.compile(r"(?:қысым|давлени)\w*\s+(?:\w+\s+)?$", re.IGNORECASE)
_TRAIN = re.compile(r"\s*(?:пойыз|рейс|поезд)")
# «Абай, 5/12» is a house; of a whole there are halves, thirds, tenths, hundredths, and more only where it is said so.
_NAME_BEFORE = re.compile(rf"(?:{CAPITAL}{SMALL}+|[»”])(?:,\s*|\s+)$")
_NUMBER_SIGN = re.compile(r"№\s?$")
_OF_A_WHOLE = re.compile(r"\s+(?:бөлі[кг]|үлес|финал)")
_LARGEST_DENOMINATOR, _SAID_ALONE, _HUNDREDTHS = 20, 10, 100
_LAST_DAY, _MONTHS = 31, 12


def _say_fraction(match: re.Match[str], context: Context) -> str | Unread | None:
    part, of, tail = whole_value(match["part"]), whole_value(match["of"]), match["tail"]
    if part is None or of is None:
        return None
    suffix = parse_suffix(tail) if tail else Suffix()
    if suffix and (context.before(_PRESSURE) or (not tail and context.after(_TRAIN))):
        return attach(f"{number_words(match['part'])} {number_words(match['of'])}", suffix)
    # 15/06: a day; 1/4-і-аналар
    if match["of"][0] == "0" or (tail and "-" in tail and parse_suffix(tail.partition("-")[0])):
        return Unread("unreadable-token")
    if suffix is None or (not tail and context.after(_HOUSE_BEHIND)):
        if tail and not is_noun(tail):
            return None
        loose = not tail and is_message(context.text)  # 12/3 үй
        of_it = f"дробь {number_words(match['of'])}" if loose else f"бөлшек {kazakh_ordinal(of)}"
        return f"{number_words(match['part'])} {of_it} {tail or ''}".rstrip()
    return _say_part(match, part, of, suffix, context)


def _say_part(match: re.Match[str], part: int, of: int, suffix: Suffix, context: Context) -> str | Unread:
    of_a_whole = bool(context.after(_OF_A_WHOLE))
    in_address = not of_a_whole and bool(context.before(_ADDRESS) or context.before(_NUMBER_SIGN))
    # A stroke may join two numbers to call (102/112), two voltages (220/380) or the parts of a house.
    alone = not (of_a_whole or match["tail"]) and 0 < part < of
    unnamed = alone and (_SAID_ALONE < of != _HUNDREDTHS or bool(context.before(_NAME_BEFORE)))
    if not in_address and (unnamed or _LARGEST_DENOMINATOR < of != _HUNDREDTHS):
        return Unread("unreadable-token")
    house = in_address or context.before(_NAME_BEFORE) or context.after(_HOUSE_BEHIND)
    if part >= of and not house and part <= _LAST_DAY and of <= _MONTHS:  # «15/10 басталды»: a day, too
        return Unread("unreadable-token")
    if 0 < part < of and not in_address:
        return attach(fraction(part, of), suffix)
    return attach(f"{number_words(match['part'])} бөлшек {number_words(match['of'])}", suffix)


def _say_lettered(match: re.Match[str], context: Context) -> str | Guess:
    said = f"{number_words(match['number'])} {letter_name(match['letter'])} "
    of_a_house = match.group().isalnum() and (context.after(_LETTERED) or context.before(_ADDRESS))
    return said if of_a_house else Guess(said)


def _say_class(match: re.Match[str], _context: Context) -> str | Guess:
    said = f"{kazakh_ordinal(int(match['number']))} {letter_name(match['letter'])}"
    return Guess(said) if match["open"] else said  # «6 «А» арасында»: houses have letters, too


RULES = (
    Rule(
        "class",
        re.compile(
            rf"(?P<number>\d{{1,2}})[-\s]?[«“\"]?(?P<letter>{LETTER})[»”\"]?"
            r"(?=-?\s?(?:сыны[бп]|клас)|(?<=[»”\"])\s(?:оқушы|бала(?!бақша)|бітір|түлек|ата-ана|мұғалім|жетекші|саба[қғ]|(?P<open>ара[лс]ы)))"
        ),
        _say_class,
        DIGITS,
    ),
    Rule(
        "house-letter",
        re.compile(
            r"(?P<number>\d{1,15})(?:-|\s(?=[А-Е][\s-]?үй))?(?P<letter>[абвгдеАБВГДЕ])(?:-(?=үй|пәтер|корпус)|(?!\w))"
        ),
        _say_lettered,
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
    Rule(
        "fraction-sign",
        re.compile(r"(?P<number>\d{1,6})\s?(?P<part>[½¼¾⅓⅔])"),
        lambda match, _: (
            f"{number_words(match['number'])} жарым " if match["part"] == "½" else Unread("unreadable-token")
        ),
        DIGITS,
    ),
    Rule("fraction-sign", re.compile("[½¼¾⅓⅔]"), lambda match, _: f" {_VULGAR[match.group()]} ", frozenset(_VULGAR)),
)
