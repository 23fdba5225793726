"""Read numbers to three, and put names into the genitive."""

from __future__ import annotations

import re

from zt_audio.errors import ContentError
from zt_audio.language.grammar import Context, Rule
from zt_audio.language.registry import CheckFacts
from zt_audio.language.tables import DIGITS, word_list, word_set
from zt_audio.model import LexiconEntry, Problem

_NUMBERS = {"1": "бер", "2": "ике", "3": "өч"}
_NUMBER = re.compile(r"[1-3](?!\d)")
_WORDS = word_set("бу безнең бер ике")
_SUFFIXES = {"nom": "", "gen": "ның"}

RULES = (Rule("number", _NUMBER, lambda match, _context: _NUMBERS[match.group()], DIGITS),)


def entry_as_taught(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    return entry.spoken, context.end


def tatar_form(name: str, case: str) -> str:
    if case not in _SUFFIXES:
        raise ContentError(Problem("form-unknown", None, {"name": name, "case": case, "lang": "tt"}))
    return name + _SUFFIXES[case]


TATAR_FACTS = CheckFacts(
    lookalikes={"I": "И"},
    said_twice=word_set("тиз"),
    months=word_list("гыйнвар февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
    towns={},
    number_stems=lambda number: [_NUMBERS.get(str(number), "юк")],
    seems=lambda word: word.lower() in _WORDS,
)
