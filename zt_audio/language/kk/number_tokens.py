"""Say written numbers, share pieces of patterns among the Kazakh rules, and tell which texts are typed in haste."""

from __future__ import annotations

from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.endings import KazakhCase, case_ending
from zt_audio.language.kk.numbers import LIMIT, digits_in_groups, kazakh_cardinal, kazakh_decimal, kazakh_ordinal
from zt_audio.language.lexicon import STRESS
from zt_audio.language.tables import DIGITS

LETTER = f"[{''.join(sorted(LANGUAGE.letters))}{STRESS}]"
SMALL = f"[{''.join(sorted(letter for letter in LANGUAGE.letters if letter.islower()))}]"
CAPITAL = f"[{''.join(sorted(letter for letter in LANGUAGE.letters if letter.isupper()))}]"
# No word begins with a sign that only softens or parts.
WORD_START = LANGUAGE.letters - frozenset("ьъЬЪ")
WORD = rf"(?!{STRESS}){LETTER}+(?:-{LETTER}+)*"
_GROUP_SPACE = "[ \u00a0\u202f\u2009]"
INTEGER = rf"(?:\d{{1,3}}(?:{_GROUP_SPACE}\d{{3}})+(?!\d)|\d+)"
_NUMBER = rf"{INTEGER}(?:[,.]\d{{1,6}}(?!\d|[.,]\d))?"
# The full stop of an abbreviation, where the sentence goes on after it.
OPTIONAL_STOP = rf"(?:\.(?=\s*(?:{SMALL}|[\d,;:)»–—-])))?"
RANGE_DASH = r"(?:\s?[–—]\s?|-|\s-\s)"
WIDE_DASH = r"\s?[-–—]\s?"  # between dates and times a hyphen may have spaces
HYPHEN = "[-‑–]"  # staff type all three before a suffix: 102-ге

# A signed number or a range of two; a sign stands only where no word or number ends right before it.
# Forecasts write a range with three dots and a sign of its own: –5…–10 °C, 0…+5.
_SIGN = r"[-−–+](?=\d)"
_DOTS = r"\s?(?:…|\.{2,3})\s?"
AMOUNT = (
    rf"(?P<sign>(?<![\w.,)%‰°₸]){_SIGN})?(?P<low>{_NUMBER})"
    rf"(?:(?:{RANGE_DASH}|{_DOTS}|\s-\s(?=[-−–+]))(?P<high_sign>{_SIGN})?(?P<high>{_NUMBER}))?"
)

AT_AMOUNT = DIGITS | frozenset("-−–+")
_SIGNS = {"-": "минус ", "−": "минус ", "–": "минус ", "+": "плюс ", None: ""}
_MOST_DIGITS = len(str(LIMIT - 1))
_LONGEST_ABBREVIATION = 4
# These have no other meaning after a number, so a case that is not written is sure.
_POSTPOSITIONS: dict[str, KazakhCase] = {
    **dict.fromkeys(("дейін", "дейінгі", "жуық", "таяу"), "dat"),
    **dict.fromkeys(("кейін", "кейінгі", "астам", "бастап"), "abl"),
}
# Verbs and the case that they ask of an amount before them: «12 млн тг жетті» is теңгеге. «2 тең бөлік» are equal.
_VERBS: dict[KazakhCase, re.Pattern[str]] = {
    "dat": re.compile(
        r"\s(?:жет(?:ті|ед|кен|іп|се|уі)|тең(?=\W*(?:$|бол|емес))|бағалан|теңел|өс(?:ті|ед|кен|іп)|арт(?:ты|ад|қан|ып)|азай"
        r"|төменде|көбей|қысқар|қымбатта|арзанда|кемі[дг])"
    ),
    "abl": re.compile(
        r"\s(?:ас(?:ты|ад|қан|ып|са|атын|па(?![нзп]))|(?:кем|артық)(?!\w)|(?:төмен|жоғары)\s(?:болс|болған|түс))"
    ),
    "loc": re.compile(
        r"(?<!мин)(?<!мин\.)(?<!сағ)\sтоқта(?:ды|п|й|ғ)|(?<=[°CСс])\s(?:сақта(?:[лй]|ңыз|уға)|тұрсын|ұста(?:ңыз|лсын))"
    ),
}
_NEXT_WORD = re.compile(rf"[\s,]*({LETTER}+)")
# «аралығында» (between) within the phrase
BETWEEN = re.compile(r"[^,.;:!?]{0,40}?\s(?:аралы(?!қ)|арасы)", re.IGNORECASE)


def number_words(written: str) -> str | None:
    """Return a written number (group spaces, decimals) in words; None where it is too long to have a name."""
    digits = re.sub(_GROUP_SPACE, "", written)
    whole, _, decimals = digits.replace(".", ",").partition(",")
    if len(whole) > _MOST_DIGITS:
        return None
    if decimals:
        return kazakh_decimal(int(whole), decimals)
    if whole[0] == "0" and len(whole) > 1:
        return digits_in_groups(re.split(_GROUP_SPACE, written))
    return kazakh_cardinal(int(whole))


def whole_value(written: str) -> int | None:
    """Return a written integer; None where it has decimals or no name."""
    digits = re.sub(_GROUP_SPACE, "", written)
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


def amount_words(match: re.Match[str], context: Context) -> str | None:
    """Return what is said for a match of AMOUNT; None where a number is too long to have a name."""
    low, high, sign = match["low"], match["high"], _SIGNS[match["sign"]]
    if high and match["high_sign"]:
        words = _joined(low, f" {_SIGNS[match['high_sign']]}", high)
    elif high and sign:
        words = _joined(low, "-", high)  # -20-25 градус: the sign is of both
    elif high and is_range(low, high):
        words = _range_words(low, high, context)
    elif high:
        words = _joined(low, " тире ", high)  # 434-2
    else:
        words = number_words(low)
    return None if words is None else sign + words


def is_joined(match: re.Match[str]) -> bool:
    """Tell whether a match of AMOUNT has a second number that is no larger: 434-2, and no range."""
    return bool(match["high"] and not match["sign"] and not match["high_sign"]) and not is_range(
        match["low"], match["high"]
    )


def pair_words(match: re.Match[str]) -> str | None:
    """Return a match of AMOUNT with a range as two numbers side by side: бес-он."""
    words = _joined(
        match["low"],
        f" {_SIGNS[match['high_sign']]}" if match["high_sign"] else _side_by_side(match["low"]),
        match["high"],
    )
    return None if words is None else _SIGNS[match["sign"]] + words


def _joined(low: str, between: str, high: str) -> str | None:
    first, last = number_words(low), number_words(high)
    return None if first is None or last is None else first + between + last


def _range_words(low: str, high: str, context: Context) -> str | None:
    """Return a range as announcers read it, side by side: бес-он; before «аралығында» (between) бес пен он.

    «Бестен онға дейін» would put its noun in a case: бестен он минутқа дейін. After a decimal a pause parts the two.
    """
    if context.after(BETWEEN):
        first, last = number_words(low), number_words(high)
        return None if first is None or last is None else f"{and_with(first)} {last}"
    return _joined(low, _side_by_side(low), high)


def _side_by_side(low: str) -> str:
    return ", " if re.search("[,.]", low) else "-"


def and_with(words: str) -> str:
    """Return `words` with the «мен, бен, пен» that their last sound asks for: тоғыз бен."""
    return f"{words} {case_ending(words.rpartition(' ')[2], 'ins')}"


def is_range(low: str, high: str) -> bool:
    """Tell whether the second number is larger, as in a range; otherwise the hyphen only joins the two (434-2)."""
    return _size(low) < _size(high)


def is_noun(noun: str) -> bool:
    """Tell whether `noun` is a noun and not an abbreviation, which no number counts: 8-ӘҚБтК."""
    has_case = (
        noun.islower() or (noun.istitle() and len(noun) > 1) or (noun.isupper() and len(noun) > _LONGEST_ABBREVIATION)
    )
    return has_case and len(noun) > 1 and all(LANGUAGE.vowels & set(part) for part in noun.lower().split("-"))


def closing_stop(match: re.Match[str], context: Context) -> str:
    """Return "." where an abbreviation's own full stop ends the text, and so the sentence too."""
    return "." if match.group().endswith(".") and not context.text[context.end :].strip() else ""


def as_written(written: str, spoken: str) -> str:
    """Return `spoken` with a capital letter where `written` has one."""
    return spoken.capitalize() if written[0].isupper() else spoken


def ordinals(low: str, high: str | None) -> str:
    """Return one ordinal, the two of a range, or an article that was put between two others: 434-2."""
    if high is None:
        return kazakh_ordinal(int(low))
    last = kazakh_ordinal(int(high))
    return f"{kazakh_ordinal(int(low))}-{last}" if is_range(low, high) else f"{number_words(low)} тире {last}"


def missing_case(context: Context) -> KazakhCase:
    """Return the case that the postposition or verb after the match asks for, with no suffix written: 50 км дейін."""
    asked = (case for case, verbs in _VERBS.items() if verbs.match(context.text, context.end))
    return _POSTPOSITIONS.get(next_word(context), next(asked, "nom"))


def next_word(context: Context) -> str:
    """Return the word after the match, in small letters; empty where there is none."""
    match = context.after(_NEXT_WORD)
    return match[1].lower() if match else ""


def _size(written: str) -> float:
    return float(re.sub(_GROUP_SPACE, "", written).replace(",", "."))


_JOINED = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")  # «ҰБТ-дан» may have been typed as two words
_FEWEST, _FEW, _MANY = 2, 4, 5  # spaces; a title or a line of a list has less words
_HASTE = re.compile(
    rf"\d/?{SMALL}|,(?=[^\s\d»)])|[^\W\d][,:]\d|{SMALL}\.{CAPITAL}|\([+-]\)"
    # two words cut short, «қалыңд. 7 см», or a letter at the end: «2қ.»
    rf"|{SMALL}{{2}}\.\s(?:{SMALL}|\d).{{0,80}}{SMALL}{{2}}\.(?:\s(?:{SMALL}|\d)|[,;])|\s\d*{SMALL}\.$"
)


def is_message(text: str) -> bool:
    """Tell whether `text` is a sentence that was typed in haste: no full stop ends it."""
    return text.rstrip()[-1:] not in ".!?…:;" and text.count(" ") + len(_JOINED.findall(text)) >= _FEW


@lru_cache(maxsize=16)  # nine rules ask it of one text
def is_hasty(text: str) -> bool:
    """Tell whether `text` shows haste beyond a missing full stop: what it types badly may be read as a guess."""
    unstopped = not text.isupper() and text.rstrip()[-1:] not in ".…:;" and text.count(" ") >= _MANY
    begun = text[:1].islower() and text.count(" ") >= _FEW
    return bool(unstopped or begun or (text.count(" ") >= _FEWEST and _HASTE.search(text)))
