"""Read a capital letter, a hyphen and a number as the name of a road or a type: М-32, А-27, АИ-92."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.number_tokens import number_words
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of

# Roads of the republic and of its regions (Law on Motor Roads), and petrol; the letters are said as in school.
_LETTERS = {"М": "эм", "А": "а", "Р": "эр", "К": "ка", "E": "е", "Е": "е", "АИ": "а и", "A": "а", "M": "эм"}
_PATTERN = re.compile(rf"(?<![\w-])(?P<letter>АИ|[МАРКЕMAE])[-‑–](?P<number>\d{{1,3}})(?:{SUFFIX})?(?![\w/-])")


def _say(match: re.Match[str], _context: Context) -> str | None:
    return attach(f"{_LETTERS[match['letter']]} {number_words(match['number'])}", suffix_of(match))


RULES = (Rule("road", _PATTERN, _say, frozenset("МАРКЕMAE")),)
