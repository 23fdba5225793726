"""Fit a lexicon entry to its place: a suffix that is written after it goes on the spoken words, and not into it."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import CAPITAL, HYPHEN, LETTER
from zt_audio.language.kk.suffixes import attach, parse_suffix
from zt_audio.model import LexiconEntry

_SUFFIX = re.compile(rf"{HYPHEN}({LETTER}+)(?!\w)")
# «УАБП-ға», «Wi-Fi-ға»: a capital letter shows an abbreviation or a name. «м-гі» is contracted, and has no suffix.
_WITH_SUFFIX = re.compile(rf"(?P<word>(?=\S*[A-Z{CAPITAL[1:]})\S{{2,}}){HYPHEN}(?P<ending>{LETTER}+)")


def entry_with_suffix(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    """Return what is said for `entry` and where it ends; with a suffix (АЕК-ке) its own form in that case, if any."""
    match = _SUFFIX.match(context.text, context.end)
    suffix = parse_suffix(match[1]) if match else None
    if match is None or suffix is None:
        return entry.spoken, context.end
    if suffix.case in entry.forms:
        return entry.forms[suffix.case], match.end()
    return attach(entry.spoken, suffix, owned=owned(entry.spoken)), match.end()


def word_of_entry(written: str) -> str:
    """Return what of `written` an entry holds: one entry serves «УАБП», «УАБП-ға» and «УАБП-ның»."""
    match = _WITH_SUFFIX.fullmatch(written)
    return match["word"] if match and match["ending"].islower() and parse_suffix(match["ending"]) else written
