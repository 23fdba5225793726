"""Find Kazakh words that were typed without the letters that Russian lacks: «кукык» for «құқық»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zt_audio.language.kk.known_words import PLAIN_STEMS
from zt_audio.language.kk.spelling import FOLD, spelt
from zt_audio.model import Problem

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The endings of nouns in their order, folded: plural, possessive, case; then the particles written with a hyphen.
_ENDINGS = re.compile(
    "(?:[лдт][ае]р)?(?:и?м|и?н|с?и|и?миз|иниз|низ)?(?:дики|н?даги|н?деги)?"
    "(?:[ндт]ин|[гк][ае]|н?[ае]|[ндт]и|н|н?[дт][ае]|[дтн][ае]н|[мбп]ен)?(?:миз|сиз|нар)?"
    r"(?:-\w+)?"
)


def plain_kazakh(text: str) -> Iterator[Problem]:
    """Yield `kazakh-letters-missing` at each word of a Kazakh `text` that lacks Kazakh letters."""
    for match in _WORD.finditer(text):
        if meant := spelt(match.group().lower()):
            right = meant.capitalize() if match.group()[0].isupper() else meant
            yield Problem.warning("kazakh-letters-missing", match.start(), token=match.group(), right=right)


@lru_cache(maxsize=20_000)
def is_plain_word(word: str) -> bool:
    """Tell whether `word` (small letters) is a frequent one that has no Kazakh letters, with endings or without."""
    if word in PLAIN_STEMS:
        return True
    folded = word.translate(FOLD)
    lengths = range(_SHORTEST, len(word))
    return any(word[:length] in PLAIN_STEMS and _ENDINGS.fullmatch(folded, length) for length in lengths)


_SHORTEST = min(map(len, PLAIN_STEMS))
