"""Read numbers: plain, in a range, with a suffix or a noun after a hyphen, after a name (Батыс-2)."""

from __future__ import annotations

import re
from dataclasses import replace

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.clipped_words import is_clipped
from zt_audio.language.kk.number_tokens import (
    AMOUNT,
    AT_AMOUNT,
    CAPITAL,
    HYPHEN,
    INTEGER,
    LETTER,
    SMALL,
    WORD,
    amount_words,
    and_with,
    is_noun,
    is_range,
    missing_case,
    number_words,
    pair_words,
    whole_value,
)
from zt_audio.language.kk.numbers import COLLECTIVES, kazakh_cardinal, kazakh_ordinal, last_word_in
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.kk.units import counts
from zt_audio.language.kk.vowel_harmony import final
from zt_audio.language.tables import DIGITS, word_set

_HYPHENED = re.compile(rf"{AMOUNT}{HYPHEN}(?P<tail>{WORD})(?!\w)")
_TWICE = re.compile(rf"(?P<number>{INTEGER})\s?\((?P<words>{WORD}(?:\s{WORD}){{0,8}})\)")
_PLAIN = re.compile(rf"{AMOUNT}(?P<plus>\+(?!\w))?(?!\d)(?!{LETTER})")
# What begins so after a number is a suffix that no rule understands: 4-еуің, 5-мыз, 40-ымыз. Never a noun.
_NO_NOUN = re.compile(
    r"еу(?!р)|ау(?:[ыі]?м[ыі]з|[ыі]ң|$)|у(?:[ыі]|м[ыі]з|$)|с?[ыі]?нш[ыі]|с?[ыі]?[мң][ыі]з|(?:с[ыі]?ң|ң|ақ|ай|ғой|лап|леп)$"
)
_CUT_NOUNS = word_set("каб пәт бөл сур көш ауд корп подъ под уч кв тарм қос сын пар")  # 204-каб without its full stop
_ONLY = "ақ"  # only so many: 5-ақ адам
_JOINED = re.compile(rf"(?<=\w)[-‑](?P<number>\d+)(?:-(?P<tail>{LETTER}+))?(?!\w)")
# A «decimal» before what has numbers is a list or a part of a law: 1,2 қабат, 3.2 тармақ.
_HAS_NUMBERS = re.compile(
    r"\s+(?:қабат|кіреберіс|подъез|сынып|сыныб|топ|нөмір|үй(?!\w*м)|пәтер|мектеп|шағын|ба[пб](?:$|\W|[ты])|тарма[қғ]|бөлі[кг]|тарау|кесте)",
    re.IGNORECASE,
)
# «1-ден, тәртіп; 2-ден, тазалық»: in the first place, біріншіден
_IN_THE_FIRST_PLACE = re.compile(r"[1-9][-‑–](?:[дт][ае]н|нан),")
_CLAUSE_START = re.compile(r"(?:^(?:[-–]\s)?|[.!?;:]\s|[«“(])$")
# «шілденің 5-нен»: бесінен, for бес alone takes -тен. Of a number that ends in a nasal (10-нан) it may be either.
_OWNED_ABLATIVE = re.compile(r"н[ае]н")
_OF_A_MONTH = re.compile(
    r"(?:(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)[ндт][ыі]ң|ай(?:ының|дың))\s+$",
    re.IGNORECASE,
)
# «1.1. Мақсаты»: the number of a clause
_CLAUSE_NUMBER = re.compile(r"\.\s")
_DECIMAL = re.compile(r"\d[,.]\d+$")
# «Маметова, 5-12»: house and flat, or houses
_STREET_BEFORE = re.compile(
    rf"(?:көшесі|даңғылы|к-сі|көш\.|даңғ\.|{CAPITAL}{SMALL}*(?:[ое]ва?|ина?|ский|ұлы|қызы|хан|бай|батыр)),?\s+$"
)
_NO_NOUN_AFTER = re.compile(r"\s*(?:[,.;:)»”]|$)")
_NEAR = 40  # characters
# «25.12 дейін», «9.05»: a day, a time or a decimal; decimals have a comma in Kazakh, or a measure behind them
_DAY_OR_TIME = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d(?:\s?[-–—]\s?(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d)?")
_MEASURE_AFTER = re.compile(
    r"\s+(?:пайыз|миллион|миллиард|мың|есе|балл?|тонна|(?:санти|кило|милли)?метр|градус|литр|грамм|килограмм|гектар|теңге"
    r"|доллар|еуро|рубль|промилле|адам|шаршы|текше)",
    re.IGNORECASE,
)
# «1-орынды иеленді»: the first place; «20-орынды автобус» has twenty seats.
_WON = re.compile(r"\s+(?:ал|иелен|жеңіп|бөліс|қанағат|қорға)", re.IGNORECASE)
_OLDEST_AGE = 21  # of a film: 18+
_NUMBER_AFTER = re.compile(r"[ \u00a0\u202f\u2009]\d")
_AND = re.compile(r"[мбп]ен(?!\w)")


def _say_hyphened(match: re.Match[str], context: Context) -> str | Unread | None:
    tail, low, high = match["tail"], match["low"], match["high"]
    suffix = parse_suffix(tail)
    if suffix and _IN_THE_FIRST_PLACE.match(context.text, context.start) and _starts_a_clause(context):
        suffix = replace(suffix, ordinal=True)
    if suffix and _OWNED_ABLATIVE.fullmatch(tail) and _is_owned(high or low, context):
        suffix = replace(suffix, owned=True)
    if suffix and suffix.collective and kazakh_cardinal(whole_value(low) or 0) not in COLLECTIVES:
        return None
    if suffix is None and tail != _ONLY and _NO_NOUN.match(tail.lower()):
        return None
    if (
        suffix is None
        and tail != _ONLY
        and (not counts(tail) or (tail == "орынды" and _WON.match(context.text, context.end)))
    ):
        if tail.lower() in _CUT_NOUNS or is_clipped(context.text, match.start("tail")):
            return Unread("abbreviation-unknown")
        return None if match["sign"] else _ordinals(low, high, tail)
    amount = pair_words(match) if high else amount_words(match, context)
    if amount is None:
        return None
    return attach(amount, suffix) if suffix else f"{amount}{'-' if tail == _ONLY else ' '}{tail}"


def _is_owned(written: str, context: Context) -> bool:
    """Tell whether -нен after a number is the ablative of its possessive: бесінен."""
    words = number_words(written) or ""
    return final(words) != "nasal" or bool(_OF_A_MONTH.search(_before(context)))


def _before(context: Context) -> str:
    return context.text[max(0, context.start - _NEAR) : context.start]


def _starts_a_clause(context: Context) -> bool:
    return bool(_CLAUSE_START.search(context.text[max(0, context.start - 3) : context.start]))


def _ordinals(low: str, high: str | None, noun: str) -> str | None:
    """Read 434-бап; 434–440-баптар as a pair; 434-2-бап with the hyphen spoken."""
    first, last = whole_value(low), whole_value(high) if high else None
    if first is None or not is_noun(noun) or (high and last is None):
        return None
    if last is None:
        return f"{kazakh_ordinal(first)} {noun}"
    if is_range(low, str(last)):
        return f"{kazakh_ordinal(first)}-{kazakh_ordinal(last)} {noun}"
    return f"{kazakh_cardinal(first)} тире {kazakh_ordinal(last)} {noun}"


def _say_plain(match: re.Match[str], context: Context) -> str | Unread | None:
    if _may_be_other(match, context):
        return Unread("unreadable-token")
    words = amount_words(match, context)
    if words is not None and not match["high"] and not match["plus"]:
        words = last_word_in(words, missing_case(context))
    return None if words is None else words + (" плюс" if match["plus"] else "")


def _may_be_other(match: re.Match[str], context: Context) -> bool:
    """Tell whether a plain number may be a time, a telephone, a day, houses, a clause of a text."""
    text, end, written = context.text, context.end, match.group()
    before = text[max(0, context.start - _NEAR) : context.start]
    if _NUMBER_AFTER.match(text, end):  # «18 00-де»: a time, a telephone or two counts
        return True
    if match["plus"]:  # «300+ адам»: so many and more
        return (whole_value(match["low"]) or 0) > _OLDEST_AGE
    if match["high"] and _STREET_BEFORE.search(before) and _NO_NOUN_AFTER.match(text, end):
        return True
    if _DAY_OR_TIME.fullmatch(written) and not _MEASURE_AFTER.match(text, end):
        return True
    clause = _CLAUSE_NUMBER.match(text, end) and _starts_a_clause(context)
    return bool(_DECIMAL.search(written) and (clause or _HAS_NUMBERS.match(text, end)))


def _say_twice(match: re.Match[str], _context: Context) -> str | None:
    """Say a number once that is written twice: 3 (үш) жұмыс күні."""
    words = number_words(match["number"])
    return words if words == match["words"].lower() else None


def _say_joined(match: re.Match[str], _context: Context) -> str | None:
    """Say the number after the name: Батыс-2."""
    suffix = parse_suffix(match["tail"]) if match["tail"] else Suffix()
    words = number_words(match["number"])
    number = whole_value(match["number"])
    if words is None or number is None:
        return None
    if suffix is None:
        return f" {kazakh_ordinal(number)} {match['tail']}" if is_noun(match["tail"]) else None
    return f" {attach(words, suffix)}"


def _say_and(_match: re.Match[str], context: Context) -> str | None:
    """Make the conjunction of «9.00 мен 18.00» agree with the number as it is spoken: тоғыз бен."""
    spoken = next((piece for piece in reversed(context.left) if piece.rule != "space"), None)
    if spoken is None or not context.text[spoken.start : spoken.end][-1:].isdigit():
        return None
    return and_with(spoken.spoken).rpartition(" ")[2]


RULES = (
    Rule("number-suffix", _HYPHENED, _say_hyphened, AT_AMOUNT),
    Rule("number", _TWICE, _say_twice, DIGITS),
    Rule("number", _PLAIN, _say_plain, AT_AMOUNT),
    Rule("joined-number", _JOINED, _say_joined, frozenset("-‑")),
    Rule("and", _AND, _say_and, frozenset("мбп")),
)
