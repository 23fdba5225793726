"""Read letters with a number as names of roads and types (М-32, АИ-92, А4), and kilometres of a road (705-км-де)."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.number_tokens import closing_stop, number_words
from zt_audio.language.kk.numbers import kazakh_ordinal
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of
from zt_audio.language.tables import DIGITS

# Roads of the republic and of its regions (Law on Motor Roads), and petrol; the letters are said as in school.
_LETTERS = {"М": "эм", "А": "а", "Р": "эр", "К": "ка", "E": "е", "Е": "е", "АИ": "а и", "A": "а", "M": "эм"}
_POSTS = {"км": "километр", "шақ": "шақырым"}


def _say_post(match: re.Match[str], _context: Context) -> str | None:
    suffix, unit = suffix_of(match), _POSTS[match["unit"]]
    if suffix.derived:
        return attach(f"{number_words(match['number'])} {unit}", suffix)
    return attach(f"{kazakh_ordinal(int(match['number']))} {unit}", suffix)


def _say_ordinal_post(match: re.Match[str], context: Context) -> str:
    post = attach(f"{kazakh_ordinal(int(match['number']))} {_POSTS[match['unit']]}", suffix_of(match))
    return post + closing_stop(match, context)


RULES = (
    Rule(
        "kilometre",
        re.compile(rf"(?P<number>\d{{1,4}})[-‑–]?[ыі]?н?ш[ыі]\s(?P<unit>км|шақ)(?!\w)(?:\.|{SUFFIX})?"),
        _say_ordinal_post,
        DIGITS,
    ),
    # With a hyphen on both sides a unit names one kilometre of a road; «40-км-лік» is so long.
    Rule("kilometre", re.compile(rf"(?P<number>\d{{1,4}})[-‑–](?P<unit>км|шақ)\.?{SUFFIX}"), _say_post, DIGITS),
    Rule(
        "paper",
        re.compile(r"(?<![\w-])[АA](?P<number>[2-6])(?=\s+(?:форма|пара[қғ]|қағаз|бет))"),
        lambda match, _: f"а {number_words(match['number'])}",
        frozenset("АA"),
    ),
    Rule(
        "road",
        re.compile(
            rf"(?<![\w-])(?P<letter>АИ|[МАРКЕMAE])(?:[-‑–]|(?=\d{{1,3}}\s(?:тас|авто|жол|трасса)))(?P<number>\d{{1,3}})(?:{SUFFIX})?(?![\w/-])"
        ),
        lambda match, _: attach(f"{_LETTERS[match['letter']]} {number_words(match['number'])}", suffix_of(match)),
        frozenset("МАРКЕMAE"),
    ),
)
