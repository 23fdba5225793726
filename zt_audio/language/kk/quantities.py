"""Read numbers: plain, in a range, with a suffix or a noun after a hyphen, after a name (Батыс-2)."""

from __future__ import annotations

import re
from dataclasses import replace

from zt_audio.language.grammar import Context, Guess, Rule, Unread
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
    is_joined,
    is_noun,
    is_range,
    missing_case,
    number_words,
    pair_words,
    whole_value,
)
from zt_audio.language.kk.numbered_nouns import bears_number, may_be_a_name
from zt_audio.language.kk.numbers import COLLECTIVES, kazakh_cardinal, kazakh_ordinal, last_word_in
from zt_audio.language.kk.suffixes import INFLECTION, Suffix, attach, parse_suffix
from zt_audio.language.kk.units import counts, may_count
from zt_audio.language.kk.vowel_harmony import final
from zt_audio.language.tables import DIGITS, word_set

_HYPHENED = re.compile(rf"{AMOUNT}{HYPHEN}(?P<tail>{WORD})(?!\w)")
_TWICE = re.compile(rf"(?P<number>{INTEGER})\s?\((?P<words>{WORD}(?:\s{WORD}){{0,8}})\)")
_PLAIN = re.compile(rf"{AMOUNT}(?P<plus>\+(?!\w))?(?!\d)(?!{LETTER})")
# What begins so after a number is a suffix that no rule understands: 4-еуің, 5-мыз, 40-ымыз. Never a noun.
_NO_NOUN = re.compile(
    r"еу(?!р)|ау(?:[ыі]?м[ыі]з|[ыі]ң|$)|у(?:[ыі]|м[ыі]з|$)|с?[ыі]?нш[ыі]|с?[ыі]?[мң][ыі]з|(?:с[ыі]?ң|ң|ақ|ай|ғой|лап|леп)$"
)
_HOUR_OR_DECIMAL = re.compile(r"(?:0?\d|1\d|2[0-4]),[0-5]\d")
_HOUR, _MINUTES = re.compile(r"0?\d|1\d|2[0-4]"), re.compile(r"[0-5]\d")
_SUFFIX_AND_DASH = re.compile(rf"(?:с?[ыі]?н?ш[ыі]|{INFLECTION})(?<!^)-")  # 12-сі-бала: the second hyphen is a dash
_CUT_NOUNS = word_set("каб пәт бөл сур көш ауд корп подъ под уч кв тарм қос сын пар")  # 204-каб without its full stop
# 5-мүшелі, 2-қатарлы count; 5-отряды, 3-пункті and 6-аяқты end alike, but may be nouns.
_ADJECTIVE = re.compile(r"[лдт][ыі]$")
_COUNTING = re.compile(r"л[ыі]$")
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
_AND_A_WHOLE = re.compile(r"\s+(?:және|немесе|не)\s+\d+(?![\d,.])")
_LONG_DECIMAL = re.compile(r"\d{3}[,.]\d{3,}$")  # 111,1414: two telephones
_GAME_BEFORE = re.compile(r"(?:шайқас|матч|ойын)\W*$", re.IGNORECASE)
_SCORED = re.compile(r"\s+есе[бп]")  # 3.1 есебімен
# «Маметова, 5-12»: house and flat, or houses
_STREET_BEFORE = re.compile(
    rf"(?:көшесі|даңғылы|к-сі|көш\.|даңғ\.|{CAPITAL}{SMALL}*(?:[ое]ва?|ина?|ский|ұлы|қызы|хан|бай|батыр)),?\s+$"
)
_NO_NOUN_AFTER = re.compile(r"\s*(?:[,.;:)»”]|$)")
_NEAR = 40  # characters
_OF_A_LAW = re.compile(r"№\s?$|(?:\w[Кк]|заң\w*|кодекс\w*|ба[пб]\w*)(?:-?(?:нің|ның|тің|тың))?[\s,]+(?:[\d, –-]+\s)?$")
_DASH_MEANT = re.compile(r"[ \u00a0]\d{3}(?!\d)|\s*жыл")
_JOINED_NUMBER = re.compile(r"\d{1,3}|(?:19|20)\d\d")  # Ту-154, Жасыл ел-2026
_SHORT_NUMBER = 2  # digits
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


def _say_hyphened(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    tail = match["tail"]
    if suffix := parse_suffix(tail):
        return _with_suffix(match, suffix, context)
    if tail == _ONLY:
        amount = _amount(match, context)
        return amount and f"{amount}-{tail}"
    if _NO_NOUN.match(tail.lower()) or _SUFFIX_AND_DASH.match(tail):
        return None
    if counts(tail) and not (tail == "орынды" and _WON.match(context.text, context.end)):
        amount = _amount(match, context)
        return amount and f"{amount} {tail}"
    if tail.lower() in _CUT_NOUNS or is_clipped(context.text, match.start("tail")):
        return Unread("abbreviation-unknown")
    return None if match["sign"] else _with_noun(match, context)


def _amount(match: re.Match[str], context: Context) -> str | None:
    return pair_words(match) if match["high"] else amount_words(match, context)


def _with_suffix(match: re.Match[str], suffix: Suffix, context: Context) -> str | Guess | Unread | None:
    low, high = match["low"], match["high"]
    if is_joined(match):  # 434-2-ге of a law; 12-5-тен may be anything
        words = amount_words(match, context) if _OF_A_LAW.search(_before(context)) else None
        return attach(words, suffix) if words else Unread("unreadable-token")
    if _IN_THE_FIRST_PLACE.match(context.text, context.start) and _starts_a_clause(context):
        suffix = replace(suffix, ordinal=True)
    if _OWNED_ABLATIVE.fullmatch(match["tail"]) and _is_owned(high or low, context):
        suffix = replace(suffix, owned=True)
    if suffix.collective and kazakh_cardinal(whole_value(low) or 0) not in COLLECTIVES:
        return None
    if suffix.case == "loc" and _HOUR_OR_DECIMAL.fullmatch(low):  # 18,20-да
        return Unread("unreadable-token")
    amount = _amount(match, context)
    if amount is None:
        return None
    said = attach(amount, suffix)
    may_be_hour = high and suffix == Suffix(case="loc") and _HOUR.fullmatch(low) and _MINUTES.fullmatch(high)
    return Guess(said) if may_be_hour else said  # 18-20-да: at 18:20, or at 18 to 20


def _with_noun(match: re.Match[str], context: Context) -> str | Guess | None:
    """Read a number with a noun after its hyphen as an ordinal; what may be an adjective (5-мүшелі) is a guess."""
    tail, high = match["tail"], match["high"]
    ordinals = _ordinals(match["low"], high, tail)
    if ordinals and may_count(tail):
        return Guess(f"{_amount(match, context)} {tail}" if high else ordinals)
    if not _ADJECTIVE.search(tail) or bears_number(tail) or ordinals is None:
        return ordinals
    amount = _amount(match, context)
    return Guess(f"{amount} {tail}" if amount and _COUNTING.search(tail) else ordinals)


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


def _say_plain(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    if _may_be_other(match, context):
        return Unread("unreadable-token")
    if is_joined(match):
        return _say_numbered_between(match, context)
    words = amount_words(match, context)
    if words is not None and not match["high"] and not match["plus"]:
        words = last_word_in(words, missing_case(context))
        if may_be_a_name(match, context) or _may_be_a_list(match, context):
            return Guess(words)
    return None if words is None else words + (" плюс" if match["plus"] else "")


def _may_be_a_list(match: re.Match[str], context: Context) -> bool:
    """Tell whether a decimal may be two numbers of a list: 5,7 және 9 АЕК."""
    return bool(_DECIMAL.search(match.group()) and _AND_A_WHOLE.match(context.text, context.end))


def _say_numbered_between(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    """Say 434-2, an article put between two others, with its hyphen; elsewhere 5-3 may be a score or a size."""
    words = amount_words(match, context)
    if words is None or _OF_A_LAW.search(_before(context)):
        return words
    like_an_article = len(match["low"]) > _SHORT_NUMBER and len(match["high"]) < _SHORT_NUMBER
    return Guess(words) if like_an_article else Unread("unreadable-token")


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
    if _LONG_DECIMAL.search(written) or (
        _DECIMAL.search(written) and (_SCORED.match(text, end) or _GAME_BEFORE.search(before))
    ):
        return True
    clause = _CLAUSE_NUMBER.match(text, end) and _starts_a_clause(context)
    return bool(_DECIMAL.search(written) and (clause or _HAS_NUMBERS.match(text, end)))


def _say_twice(match: re.Match[str], _context: Context) -> str | None:
    """Say a number once that is written twice: 3 (үш) жұмыс күні."""
    words = number_words(match["number"])
    return words if words == match["words"].lower() else None


def _say_joined(match: re.Match[str], context: Context) -> str | Unread | None:
    """Say the number after the name: Батыс-2."""
    suffix = parse_suffix(match["tail"]) if match["tail"] else Suffix()
    words = number_words(match["number"])
    number = whole_value(match["number"])
    if _DASH_MEANT.match(context.text, context.end) or not _JOINED_NUMBER.fullmatch(match["number"]):
        return Unread("unreadable-token")  # халқы-48 912 адам, күдікті-1987 жылы туған, телефоны-1414
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
