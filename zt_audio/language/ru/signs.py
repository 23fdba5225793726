"""Read signs beside numbers: «№ 5», «Батыс-2», «3:1», «18+»."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.government import PREPOSITIONS
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.number_tokens import SPACE
from zt_audio.language.ru.numbers import Case, cardinal
from zt_audio.language.ru.phrases import counted, declined
from zt_audio.language.ru.units import PHRASES
from zt_audio.language.tables import DIGITS, word_set

_NUMBER_TO = re.compile(rf"\d[\w/-]*{SPACE}(?:по|до){SPACE}№?{SPACE}?\d")
_NUMBER_AND = re.compile(rf"(?:№{SPACE}?\d[\w/-]*(?:{SPACE}?,|{SPACE}(?:и|или)){SPACE})+$")
_FROM_NUMBER = re.compile(rf"(?<!\w)со?{SPACE}№№?{SPACE}?\d[\w/-]*{SPACE}по{SPACE}$", re.IGNORECASE)
_RATIO = re.compile(rf"(?P<first>\d{{1,4}})(?::|\s:\s)(?P<second>\d{{1,3}}(?:{SPACE}\d{{3}})+|\d{{1,6}})(?![\w:])")
# Words that show what two numbers with a colon are; otherwise they may be a time, a score or a scale.
# «площадь Победы» and «День Победы» are no games.
_SCORE = re.compile(r"(?i:сч[её]т|матч|(?-i:(?!Победы))побед|выигра|проигра|ничь|игр[аы])")
_SCALE = re.compile(r"(?i:масштаб|пропорци|соотношени|отношени|разв[её]д|разбав|раствор)")
_NEAR = 40  # characters
# A time of day all the same, where a game or a mixture is spoken of: «матч начнётся в 19:30», «начало матча – 19:00»
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_BEFORE_TIMES = word_set("в во с со до к ко после около по на между")


def _number_sign(match: re.Match[str], context: Context) -> str | Unread:
    """«№ 5» is a noun of its own behind a preposition: «от номера пять»; elsewhere it stays as it is."""
    left = _NUMBER_AND.sub("", context.text[: match.start()][-_NEAR:])  # «между № 5 и № 7»
    word, several = last_word(left), match["many"] == "№№"
    if word not in PREPOSITIONS:
        glued = " " * context.text[: match.start()][-1:].isalpha()  # «стол№7»
        return f"{glued}номера " if several else f"{glued}номер "
    case = _case_of_number(word, left, context.text[match.end() :])
    return f"{declined('*номер', case, plural=several)} " if case else Unread("unreadable-token")


def _case_of_number(word: str, left: str, right: str) -> Case | None:
    """Return the case that the preposition `word` asks of «№»; None where it may ask for several."""
    if word in ("с", "со"):
        return "gen" if _NUMBER_TO.match(right) else None  # «с № 12» alone may be together with it
    if word == "по":
        return "acc" if _FROM_NUMBER.search(left) else None
    if word in ("за", "под"):
        return "ins"  # «за № 145», «под № 7»
    cases = PREPOSITIONS[word]
    return cases[0] if len(cases) == 1 else None


def _behind_name(match: re.Match[str], _: Context) -> str:
    """«Батыс-2» is «Батыс два»."""
    number = int(match["number"])
    unit = f" {counted(PHRASES[match['unit']], number, 'nom')}" if match["unit"] else ""  # «ВЛ-10 кВ»
    return f" {cardinal(number)}{unit}"


def _ratio(match: re.Match[str], context: Context) -> str | None:
    """«счёт 3:1» is «три один», «масштаб 1:1000» «один к одной тысяче»."""
    if _is_clock(match, context):
        return None
    first, second = int(match["first"]), int(re.sub(r"\s", "", match["second"]))
    around = context.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if _SCALE.search(around):
        return f"{cardinal(first)} к {cardinal(second, 'dat')}"
    return f"{cardinal(first)} {cardinal(second)}" if _SCORE.search(around) else None


def _is_clock(match: re.Match[str], context: Context) -> bool:
    """Tell whether minutes are written as such («19:00»), or a preposition of time stands before them."""
    timed = match["second"].startswith("0") or last_word(context.text[: match.start()]) in _BEFORE_TIMES
    return timed and _CLOCK.fullmatch(match.group()) is not None


RATIO_RULES = (Rule("ratio", _RATIO, _ratio, DIGITS),)  # before the times of day
RULES = (
    Rule("number-sign", re.compile(rf"(?P<many>№№|№){SPACE}*(?=\d|[А-ЯЁ]\w*-?\d)"), _number_sign, frozenset("№")),
    Rule(
        "name-number",
        re.compile(rf"(?<=[А-ЯЁа-яё»])-(?P<number>\d{{1,6}})(?:{SPACE}?(?P<unit>кВ))?(?!\w|-\w)"),
        _behind_name,
        frozenset("-"),
    ),
    Rule("ratio-unclear", _RATIO, Unread("unreadable-token"), DIGITS),
    Rule(
        "plus",
        re.compile(r"(?P<number>\d{1,4})\+(?!\w)"),
        lambda match, _: f"{cardinal(int(match['number']))} плюс",
        DIGITS,
    ),
)
