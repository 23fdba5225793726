"""Read numbers with a hyphen behind them: a suffix (102-ге), a noun (5-мектеп), a measure (10-күндік)."""

from __future__ import annotations

from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.number_tokens import (
    AMOUNT,
    AT_AMOUNT,
    HYPHEN,
    WORD,
    amount_words,
    is_joined,
    is_noun,
    number_words,
    ordinals,
    pair_words,
    whole_value,
)
from zt_audio.language.kk.numbered_nouns import bears_number
from zt_audio.language.kk.numbers import COLLECTIVES, kazakh_cardinal
from zt_audio.language.kk.sloppy.clipped_words import ORDERED_CUTS, is_clipped
from zt_audio.language.kk.sloppy.unknown_abbreviations import LONGEST_ABBREVIATION, SMALL_NAMES, may_be_word
from zt_audio.language.kk.suffixes import INFLECTION, Suffix, attach, parse_suffix
from zt_audio.language.kk.units import counts, may_count
from zt_audio.language.kk.vowel_harmony import final
from zt_audio.language.tables import word_set

# What begins so after a number is a suffix that no rule understands: 4-еуің, 5-мыз, 40-ымыз. Never a noun.
_NO_NOUN = re.compile(
    r"еу(?!р)|ау(?:[ыі]?м[ыі]з|[ыі]ң|$)|у(?:[ыі]|м[ыі]з|$)|с?[ыі]?нш[ыі]|с?[ыі]?[мң][ыі]з|(?:с[ыі]?ң|ң|ақ|ай|ғой|лап|леп)$"
)
_HOUR_OR_DECIMAL = re.compile(r"(?:0?\d|1\d|2[0-4]),[0-5]\d")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d")
_SUFFIX_AND_DASH = re.compile(rf"(?:с?[ыі]?н?ш[ыі]|{INFLECTION})(?<!^)-")  # 12-сі-бала: the second hyphen is a dash
_CUT_NOUNS = word_set("бөл сур көш ауд уч тарм қос пар") | {*ORDERED_CUTS}  # 204-каб without its full stop
# 5-мүшелі, 2-қатарлы count; 5-отряды, 3-пункті and 6-аяқты end alike, but may be nouns.
_ADJECTIVE = re.compile(r"[лдт][ыі]$")
_COUNTING = re.compile(r"л[ыі]$")
# «1-ден, тәртіп; 2-ден, тазалық»: in the first place, біріншіден
_IN_THE_FIRST_PLACE = re.compile(r"[1-9][-‑–](?:[дт][ае]н|нан),")
CLAUSE_START = re.compile(r"(?:^(?:[-–]\s)?|[.!?;:]\s|[«“(])$")
# «шілденің 5-нен»: бесінен, for бес alone takes -тен. Of a number that ends in a nasal (10-нан) it may be either.
_OWNED_ABLATIVE = re.compile(r"н[ае]н")
_OF_A_MONTH = re.compile(
    r"(?:(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)[ндт][ыі]ң|ай(?:ының|дың))\s+$",
    re.IGNORECASE,
)
OF_A_LAW = re.compile(r"№\s?$|(?:\w[Кк]|заң\w*|кодекс\w*|ба[пб]\w*)(?:-?(?:нің|ның|тің|тың))?[\s,]+(?:[\d, –-]+\s)?$")
# «1-орынды иеленді»: the first place; «20-орынды автобус» has twenty seats.
_TIMES, _SEVERAL = re.compile(r"(?<![\d-])[1-9][-‑–]рет(?!\w)"), 2  # «1-рет ескерту, 2-рет айыппұл»
_WON = re.compile(r"\s+(?:ал|иелен|жеңіп|бөліс|қанағат|қорға)", re.IGNORECASE)


def _say_hyphened(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    tail = match["tail"]
    if suffix := parse_suffix(tail):
        return _with_suffix(match, suffix, context)
    if tail == "ақ":  # only so many: 5-ақ адам
        amount = _amount(match, context)
        return amount and f"{amount}-{tail}"
    if _NO_NOUN.match(tail.lower()) or _SUFFIX_AND_DASH.match(tail):
        return None
    times = _TIMES.findall(context.text) if tail == "рет" else ()
    if counts(tail) and len(times) < _SEVERAL and not (tail == "орынды" and context.after(_WON)):
        amount = _amount(match, context)
        said = amount and f"{amount} {tail}"
        return Guess(said) if said and times else said  # «1-рет»: once, or the first time
    no_word = len(tail) <= LONGEST_ABBREVIATION and not may_be_word(tail.lower())  # 7агб
    if no_word or tail in SMALL_NAMES or tail.lower() in _CUT_NOUNS or is_clipped(context.text, match.start("tail")):
        return Unread("abbreviation-unknown")
    return None if match["sign"] else _with_noun(match, context)


def _amount(match: re.Match[str], context: Context) -> str | None:
    return pair_words(match) if match["high"] else amount_words(match, context)


def _with_suffix(match: re.Match[str], suffix: Suffix, context: Context) -> str | Guess | Unread | None:
    low, high = match["low"], match["high"]
    if is_joined(match):  # 434-2-ге of a law; 12-5-тен may be anything
        words = amount_words(match, context) if context.before(OF_A_LAW) else None
        return attach(words, suffix) if words else Unread("unreadable-token")
    if _IN_THE_FIRST_PLACE.match(context.text, context.start) and context.before(CLAUSE_START, 3):
        suffix = replace(suffix, ordinal=True)
    nasal = final(number_words(high or low) or "") == "nasal"
    if _OWNED_ABLATIVE.fullmatch(match["tail"]) and (not nasal or context.before(_OF_A_MONTH)):
        suffix = replace(suffix, owned=True)
    if suffix.ordinal and re.match(r"0\d", low):  # 02-ші
        return Unread("unreadable-token")
    if suffix.collective and kazakh_cardinal(whole_value(low) or 0) not in COLLECTIVES:
        return None
    if (suffix.case == "loc" and _HOUR_OR_DECIMAL.fullmatch(low)) or (not high and _DAY.fullmatch(low)):
        # 18,20-да, 25.05-тен
        return Unread("unreadable-token")
    amount = _amount(match, context)
    if amount is None:
        return None
    return attach(amount, suffix)  # 18-20-да is said alike at 18:20, and at 18 to 20


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


def _ordinals(low: str, high: str | None, noun: str) -> str | None:
    """Read 434-бап; 434–440-баптар as a pair; 434-2-бап with the hyphen spoken."""
    first, last = whole_value(low), whole_value(high) if high else None
    if first is None or re.match(r"0\d", low) or not is_noun(noun) or (high and last is None):
        return None
    return f"{ordinals(low, high)} {noun}"


RULES = (Rule("number-suffix", re.compile(rf"{AMOUNT}{HYPHEN}(?P<tail>{WORD})(?!\w)"), _say_hyphened, AT_AMOUNT),)
