"""Fit a lexicon entry to its place: it is said in the case that the sentence asks for."""

from __future__ import annotations

from zt_audio.language.grammar import Context
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.model import LexiconEntry


def entry_in_case(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    """Return what is said for `entry` and where it ends in the text; its plain reading where it lacks the form."""
    if not entry.forms:
        return entry.spoken, context.end
    cases = noun_cases(context.text[: context.start])
    return next((entry.forms[case] for case in cases if case in entry.forms), entry.spoken), context.end
