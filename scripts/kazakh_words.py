"""Write the list of Kazakh words that tells what is a word at all: `zt_audio/language/kk/sloppy/known_words.txt`.

Run: `python scripts/kazakh_words.py kk_KZ.dic` (the dictionary of Debian's package hunspell-kk by Akmaral Mussayeva and
Rail Aliev, GPL 2 or later). Each line holds how many letters it shares with the word before it, and the rest.
Words of notices are added (`scripts/kazakh_notice_words.txt`). Left out are what the rules know without the list, but
no stem of a noun or verb that they take for a form of another («тағам», «аралау»), and what a more frequent word may be
cut to: «ерт», «тазал».
"""

from __future__ import annotations

import sys
from pathlib import Path

from zt_audio.language.kk.sloppy import known_words
from zt_audio.language.kk.sloppy.clipped_words import WHOLE_WORDS
from zt_audio.language.kk.sloppy.spelling import VERB_STEMS, ends_as_noun
from zt_audio.language.kk.stems import NOUNS, VERBS
from zt_audio.language.tables import folded

_NOTICE_WORDS = Path(__file__).with_name("kazakh_notice_words.txt")
_SHORTEST, _LONGEST = 4, 20  # letters
_OWN = frozenset((*NOUNS, *VERBS))


def main(source: Path) -> None:
    """Write the list from the dictionary at `source`."""
    typed = (line.partition("/")[0] for line in source.read_text(encoding="utf-8-sig").split("\n")[1:])
    words = {word for word in typed if word.islower() and word.isalpha() and _SHORTEST <= len(word) <= _LONGEST}
    cut = {word[:end] for word in (*NOUNS, *VERBS, *WHOLE_WORDS) for end in range(1, len(word))}
    added = _NOTICE_WORDS.read_text(encoding="utf-8").split()
    known_words.LIST.write_text("", encoding="utf-8")
    known_words.listed.cache_clear()
    missing = {word for word in words - cut if known_words.is_unknown(word) or _is_hidden(word)}
    lines = folded((word, "") for word in sorted({*missing, *added}))
    known_words.LIST.write_text("\n".join((*lines, "")), encoding="utf-8")


def _is_hidden(word: str) -> bool:
    """Tell whether `word` is a stem that the rules only know as a form of another: a verb, or a noun that is none."""
    if word in _OWN:
        return False
    if word.endswith("у"):
        return word[:-1] not in VERB_STEMS
    return not any(word[:end] in _OWN and ends_as_noun(word, end) for end in range(2, len(word)))


main(Path(sys.argv[1]))
