"""Proofread a Russian reading: a case that the words around do not ask for is a guess, however it was chosen.

The rules of the language choose a case by all that they can see. The proofreader reads what was said as a stranger
would: do number and noun agree, which case do the words around ask for, and do they leave another one open?
"""

from __future__ import annotations

from collections.abc import Sequence

from zt_audio.language.ru.numbered_nouns import DESIGNATED, is_ordered
from zt_audio.language.ru.proofreading.antecedents import agrees_with_counted
from zt_audio.language.ru.proofreading.clauses import Surroundings
from zt_audio.language.ru.proofreading.groups import groups_of
from zt_audio.language.ru.proofreading.licences import licensed_cases
from zt_audio.language.ru.proofreading.names import is_name
from zt_audio.language.ru.proofreading.words import spoken_words
from zt_audio.model import Piece


def unlicensed(text: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """Return which of `pieces` stand in a case that nothing licenses."""
    words = spoken_words(text, pieces)
    groups = list(groups_of(words, pieces, text))
    return frozenset(
        words[group.start].piece
        for index, group in enumerate(groups)
        if not _is_licensed(Surroundings(words, group, groups[:index], groups, pieces))
    )


def _is_licensed(around: Surroundings) -> bool:
    group = around.group
    if not group.cases:
        return False
    others = group.shown - group.cases
    asked = licensed_cases(around, settled=not others)
    if _is_first_or_one(around):
        return False
    if asked is None or not asked & group.cases or asked & others:
        return False
    return is_name(around) or agrees_with_counted(around)


def _is_first_or_one(around: Surroundings) -> bool:
    """Tell whether «1» stands before a noun that numbers name, so that it may be the first: «муки 1 сорта»."""
    group = around.group
    if group.written != "1" or group.in_order or not group.own_noun or group.living:
        return False
    if group.start and around.words[group.start - 1].text in ("и", "или") and around.groups:
        return False  # «в 3 больницах и 1 доме»
    return group.lemma in DESIGNATED or is_ordered(group.head, "")
