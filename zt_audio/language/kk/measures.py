"""Read amounts with a unit, money or percent: 60 км/сағ, 15 %-ға, 1,5 млн ₸."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import (
    AMOUNT,
    AT_AMOUNT,
    INTEGER,
    LETTER,
    OPTIONAL_STOP,
    SMALL,
    amount_words,
    is_joined,
    missing_case,
    number_words,
    pair_words,
)
from zt_audio.language.kk.numbers import halved, last_word_in
from zt_audio.language.kk.suffixes import SUFFIX, Suffix, attach, parse_suffix, suffix_of
from zt_audio.language.kk.units import MAGNITUDE_WORDS, PER, UNIT_WORDS
from zt_audio.language.tables import DIGITS, any_of

# Without its full stop «тең» may be the word for equal: 2 тең бөлікпен
_EQUAL = r"(?<=тең)\s+(?:бөл[іш]|үлес|жарт|топ|дәреж|мөлшер|құқық|шама|сан|көлем|ұзын|жағдай|шарт|мүше|қабырға|бұрыш)"

_ROAD_BEFORE = re.compile(r"(?:жолы|трассасы|бағыты)ның\s+$")
_LENGTH_OF = re.compile(r"\s+(?:бөлі[кг]|телім|учаске|жол|аралы|қашық)")  # жолының 23 км бөлігі
_LAW_BEFORE = re.compile(r"(?:ба[пб]|бөлі[кг])\w*,?\s+$|\dб\.,?\s+$|\d-?\s?б\.,?\s+$")
_EXACT = frozenset({"пайыз", "градус", "промилле", "Цельсий градусы"})  # their decimals are read as such
_NEAR = 40  # characters


def _say(match: re.Match[str], context: Context) -> str | Unread | None:
    suffix = suffix_of(match)
    if suffix == Suffix():
        suffix = Suffix(case=missing_case(context))
    if match["unit"] == "т" and _LAW_BEFORE.search(context.text, max(0, context.start - _NEAR), context.start):
        return Unread("abbreviation-unknown")  # 188-бап 1 т.: a part of the law
    at_one = suffix.case == "loc" or (suffix == Suffix() and not _LENGTH_OF.match(context.text, context.end))
    if match["unit"] == "км" and at_one and not match["per"] and _is_on_a_road(context):
        return Unread("unreadable-token")
    # «-тен -ге дейін» goes with a bare unit only: он бес-жиырма пайызға, екі жүз-үш жүз мың теңге.
    in_case = match["high"] and (suffix != Suffix() or match["scale"] or match["unit"] in MAGNITUDE_WORDS)
    if match["unit"] == "с" and match.group().endswith("."):
        return Unread("abbreviation-unknown")  # 5 с. қараңыз: a page
    if is_joined(match):  # 12-5 м; from ten degrees to five: 10-5 °C
        return Unread("unreadable-token")
    amount = pair_words(match) if in_case else amount_words(match, context)
    if amount is None:
        return None
    rate = f"{PER[match['per']]} " if match["per"] else ""
    scale = f"{UNIT_WORDS.get(match['scale'], match['scale'])} " if match["scale"] else ""
    space = " " if match.group().endswith(".") else ""  # 10 млн.теңге
    below_zero = match["unit"] == "гр" and match["sign"]  # -5 гр.: no grams are below zero
    unit = "градус" if below_zero else UNIT_WORDS[match["unit"]]
    amount = amount if unit in _EXACT else halved(amount)
    return attach(f"{rate}{amount} {scale}{unit}", suffix, owned=owned(unit)) + space


def _is_on_a_road(context: Context) -> bool:
    """«тас жолының 120 км-де»: at the 120th kilometre, or so far away."""
    return bool(_ROAD_BEFORE.search(context.text, max(0, context.start - _NEAR), context.start))


def _say_rate_from(match: re.Match[str], _context: Context) -> str | None:
    low, high = number_words(match["low"]), number_words(match["high"])
    if low is None or high is None:
        return None
    return attach(
        f"{PER[match['per']]} {last_word_in(low, 'abl')} {high} {UNIT_WORDS[match['unit']]}", suffix_of(match)
    )


def _say_money(match: re.Match[str], _context: Context) -> str | None:
    """5 000,50 теңге is so many tenge and so many tiyn, not a decimal."""
    tenge, tiyn = number_words(match["tenge"]), number_words(match["tiyn"].lstrip("0") or "0")
    suffix = parse_suffix(match["fused"]) if match["fused"] else suffix_of(match)
    return None if tenge is None or suffix is None else attach(f"{tenge} теңге {tiyn} тиын", suffix)


RULES = (
    # The unit of a rate goes before both numbers: 60-тан 90 км/сағ-қа дейін.
    Rule(
        "rate-from",
        re.compile(
            rf"(?P<low>{INTEGER})[-‑–](?:[тдн][ае]н)\s(?P<high>{INTEGER})\s?(?P<unit>{any_of(UNIT_WORDS)})/(?P<per>{any_of(PER)})(?:{SUFFIX})(?!\w)"
        ),
        _say_rate_from,
        DIGITS,
    ),
    Rule(
        "money",
        re.compile(rf"(?P<tenge>{INTEGER})[,.](?P<tiyn>\d\d)\s?(?:₸|тг|теңге)(?:{SUFFIX}|(?P<fused>{SMALL}+))?(?!\w)"),
        _say_money,
        DIGITS,
    ),
    Rule(
        "measure",
        re.compile(
            rf"{AMOUNT}(?:\s?(?P<scale>{any_of(MAGNITUDE_WORDS)})(?!{LETTER})\.?)?\s?(?P<unit>{any_of(UNIT_WORDS)})"
            rf"(?:/(?P<per>{any_of(PER)}))?(?![\w/]|\.\s?\w\.|(?<!%)\s?сыны[бп]|{_EQUAL}){OPTIONAL_STOP}(?:{SUFFIX})?"
        ),
        _say,
        AT_AMOUNT,
    ),
)
