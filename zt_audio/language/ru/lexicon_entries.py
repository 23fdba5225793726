"""Staff's lexicon entry and where it stands in, what is said there out, in the case of the sentence if it has it."""

from __future__ import annotations

from zt_audio.language.reading import Context
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.model import LexiconEntry


def entry_form(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    """Return what is said for `entry` and where it ends in the text."""
    if not entry.forms:
        return entry.spoken, context.end
    cases = noun_cases(context.text[: context.start])
    return next((entry.forms[case] for case in cases if case in entry.forms), entry.spoken), context.end
