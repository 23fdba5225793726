"""Read Roman numerals, Latin or typed with Kazakh І and Х, as ordinals: XXI ғасыр, II тоқсан, XIX–XX ғасырлар."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.number_tokens import CAPITAL, HYPHEN, LETTER, RANGE_DASH, SMALL, WORD, is_noun
from zt_audio.language.kk.numbers import kazakh_cardinal, kazakh_ordinal
from zt_audio.language.kk.suffixes import attach, parse_suffix
from zt_audio.language.lexicon import STRESS
from zt_audio.language.roman_numerals import roman_value

_NUMERAL = "[IVXLCІХ]+"
_NOUN_FOLLOWS = re.compile(rf"\s+{SMALL}|,\s+{_NUMERAL}(?!\w)")  # «І тоқсан», «І, ІІ топ»
_SOMEONE = re.compile(r"\s+(?:есімді|атты|деген)")
# «XL өлшем», «CV»: sizes and English words; fifty and more only number what is counted so far.
_LARGE = re.compile("[LC]")
_COUNTED_SO_FAR = re.compile(r"\s+(?:сессия|съез|құрылтай|олимпиада|чемпионат|форум|ғасыр|том|тарау|бөлім)")
_NOUN_OR_NUMERAL = re.compile(
    rf"\s+(?:[«“\"]?{LETTER}{{2,}}|ғ\.)|\s*(?:,|–|—|-|және|мен|пен|бен|не|немесе)\s*{_NUMERAL}(?!\w)"
)
_NAME_BEFORE = re.compile(rf"{CAPITAL}{SMALL}+\s$")
_ONE, _ALONE = frozenset("I"), frozenset("ІVXХ")
_NEVER_WORDS = frozenset("ІХ")  # Kazakh letters that are no word by themselves: their meaning is unknown


def _say(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    """Say a numeral; where no noun follows it (Кірме II) the reading is a guess."""
    spoken = _said(match, context)
    sure = (
        match["tail"]
        or context.after(_NOUN_OR_NUMERAL)
        or (len(match.group()) > 1 and not context.before(_NAME_BEFORE))
    )
    return spoken if sure or not isinstance(spoken, str) else Guess(spoken)


def _said(match: re.Match[str], context: Context) -> str | Unread | None:
    written, high, tail = match["low"] or match["last"], match["high"], match["tail"]
    low = roman_value(written)
    last = roman_value(high) if high else low
    if low is None or last is None:
        return None
    if _LARGE.search(written) and not (tail or context.after(_COUNTED_SO_FAR)):
        return Unread("unreadable-token")
    if not _is_numeral(written, tail or high, context):
        return Unread("abbreviation-unknown") if written in _NEVER_WORDS else None
    spoken = f"{kazakh_ordinal(low)}-{kazakh_ordinal(last)}" if high else kazakh_ordinal(low)
    suffix = parse_suffix(tail) if tail else None
    if suffix is not None:
        return spoken if suffix.ordinal and suffix.case == "nom" else attach(spoken, suffix)
    if tail and not is_noun(tail):
        return Unread("abbreviation-unknown") if written in _NEVER_WORDS else None
    return f"{spoken} {tail}" if tail else spoken


def _is_numeral(written: str, joined: str | None, context: Context) -> bool:
    """Tell whether letters are a numeral; a single one is where it is a Latin I, or where a noun goes with it."""
    if len(written) > 1 or written in _ONE:
        return True
    if context.after(_SOMEONE):  # «X есімді азамат» has no name in this text
        return False
    return written in _ALONE and (bool(joined) or bool(context.after(_NOUN_FOLLOWS)))


def _say_after_number(match: re.Match[str], context: Context) -> str | None:
    """Say the hyphen in the number of a law: № 235-V."""
    number = roman_value(match["low"])
    follows_digit = context.start > 0 and context.text[context.start - 1].isdigit()
    return f" тире {kazakh_cardinal(number)}" if number and follows_digit else None


RULES = (
    Rule(
        "roman",
        re.compile(
            rf"(?P<low>{_NUMERAL})(?:{RANGE_DASH}(?P<high>{_NUMERAL}))?(?:{HYPHEN}(?P<tail>{WORD}))?(?![\w.{STRESS}])"
            rf"|(?P<last>[IVXLCІХ]{{2,}})(?=\.)"
        ),
        _say,
        frozenset("IVXLCІХ"),
    ),
    Rule("roman-after-number", re.compile(r"-(?P<low>[IVX]+)(?!\w)"), _say_after_number, frozenset("-")),
)
