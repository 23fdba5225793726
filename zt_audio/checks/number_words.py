"""Make a pattern of a number's words in any case: «екі» is 2 where the other language has the figure."""

from __future__ import annotations

import re
from functools import cache

from zt_audio.language.registry import language_of
from zt_audio.model import Lang

_LIMIT = 1000  # longer ones are written in figures


@cache
def in_words(number: int, lang: Lang) -> re.Pattern[str] | None:
    """Return a pattern of `number` in words, one after the other; None where it is too large to be written so."""
    if not 0 <= number < _LIMIT:
        return None
    stems = language_of(lang).check_facts().number_stems(number)
    return re.compile(r"\W+".join(rf"\b(?:{stem})\w*" for stem in stems), re.IGNORECASE)
