"""The Kazakh reading rules, in the order in which they are tried: what is more special first."""

from __future__ import annotations

import re

from zt_audio.language.kk import abbreviations, addresses, dates, fractions, law, measures, roman, times
from zt_audio.language.kk import initials as names
from zt_audio.language.kk import organisations as bodies
from zt_audio.language.kk import quantities as counts
from zt_audio.language.kk import signs as marks
from zt_audio.language.kk import telephone_numbers as phones
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import HYPHEN, LETTER
from zt_audio.language.kk.suffixes import attach, parse
from zt_audio.language.reading import Context, Grammar
from zt_audio.model import LexiconEntry

_SUFFIX = re.compile(rf"{HYPHEN}({LETTER}+)(?!\w)")


def _entry(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    """Return an entry's reading; a suffix after it (АЕК-ке) goes on the spoken words, or its own form is used."""
    match = _SUFFIX.match(context.text, context.end)
    suffix = parse(match[1]) if match else None
    if match is None or suffix is None:
        return entry.spoken, context.end
    if suffix.case in entry.forms:
        return entry.forms[suffix.case], match.end()
    return attach(entry.spoken, suffix, owned=owned(entry.spoken)), match.end()


GRAMMAR = Grammar(
    rules=(
        *phones.RULES,
        *dates.RULES,
        *measures.RULES,
        *times.RULES,
        *law.RULES,
        *addresses.RULES,
        *abbreviations.RULES,
        *fractions.RULES,
        *counts.RULES,
        *roman.RULES,
        *names.RULES,
        *bodies.RULES,
        *marks.RULES,
    ),
    entry=_entry,
)
