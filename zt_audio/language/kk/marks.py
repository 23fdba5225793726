"""Signs that are words in (№, §, &), their words out; and what no rule may guess at: unknown abbreviations."""

from __future__ import annotations

import re

from zt_audio.language.kk.numbers import ordinal
from zt_audio.language.kk.sounds import VOWELS
from zt_audio.language.kk.suffixes import attach, parse
from zt_audio.language.kk.written import CAPITAL, LETTER
from zt_audio.language.reading import Context, Rule, Unread

_CLOSING_SUFFIX = re.compile(rf"(?<=[»”\"])-?(?P<suffix>{LETTER}+)(?!\w)")
_CAPITALS = re.compile(rf"{CAPITAL}{{2,4}}(?!\w)")
_NO_VOWEL = re.compile(rf"{LETTER}+(?![\w+-])")
_SMALL_WORD = re.compile(r"[а-яәғқңөұүһі]{2}")
_LETTERS = frozenset("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЫІЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя")


def _say_closing_suffix(match: re.Match[str], context: Context) -> str | None:
    """«Алтай»-ға, «Алтай»дың: the suffix goes on the word within the quotes."""
    suffix = parse(match["suffix"])
    words = [piece.spoken for piece in context.left if piece.rule not in ("mark", "space")]
    if suffix is None or not words:
        return None
    return attach(words[-1], suffix).removeprefix(words[-1])


def _say_capitals(_match: re.Match[str], context: Context) -> Unread | None:
    """Refuse a few capitals amid ordinary text (an abbreviation that nobody has taught us); not СТОП! alone."""
    return Unread("abbreviation-unknown") if _SMALL_WORD.search(context.text) else None


def _say_no_vowel(match: re.Match[str], _context: Context) -> Unread | None:
    """Refuse what has no vowel: no Kazakh word lacks one."""
    return None if VOWELS & set(match.group().lower()) else Unread("abbreviation-unknown")


RULES = (
    Rule("number-sign", re.compile("№№?"), lambda _match, _context: "нөмір ", frozenset("№")),
    Rule(
        "paragraph-sign",
        re.compile(r"§\s?(?P<number>\d{1,6})(?!\d)"),
        lambda match, _: f"{ordinal(int(match['number']))} параграф",
        frozenset("§"),
    ),
    Rule("and-sign", re.compile("&"), lambda _match, _context: " және ", frozenset("&")),
    Rule("dash", re.compile(r"(?<!\S)[-−‑](?=\s|$)"), lambda _match, _context: ",", frozenset("-−‑")),
    Rule("closing-suffix", _CLOSING_SUFFIX, _say_closing_suffix, _LETTERS | {"-"}),
    Rule("capitals", _CAPITALS, _say_capitals, _LETTERS),
    Rule("no-vowel", _NO_VOWEL, _say_no_vowel, _LETTERS),
)
