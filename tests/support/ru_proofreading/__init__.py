"""Proofread a Russian reading: a case that the words around do not ask for is a guess, however it was chosen.

The rules of the language choose a case by all that they can see. The proofreader reads what was said as a stranger
would: do number and noun agree, which case do the words around ask for, and do they leave another one open?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.support.ru_proofreading.antecedents import agrees_with_counted
from tests.support.ru_proofreading.clauses import Surroundings, nouns_behind
from tests.support.ru_proofreading.groups import Group, groups_of
from tests.support.ru_proofreading.licences import licensed_cases
from tests.support.ru_proofreading.names import is_name
from tests.support.ru_proofreading.words import SpokenWord, spoken_words
from zt_audio.language.ru.cases.counting import DESIGNATED, is_ordered
from zt_audio.model import Piece

_LONG, _LONGEST = 60, 80  # words of a sentence; the longest of 1 000 in notices has 41


def unlicensed(text: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """Return which of `pieces` stand in a case that nothing licenses."""
    return frozenset(
        piece
        for words in _sentences(spoken_words(text, pieces))
        for piece in _unlicensed_in(words, list(groups_of(words, pieces, text)), pieces)
    )


def _sentences(words: Sequence[SpokenWord]) -> Iterator[Sequence[SpokenWord]]:
    """Yield the sentences of `words`; a longer one in parts, so that the time grows with its length and no faster."""
    start = 0
    for at, word in enumerate(words, 1):
        if word.text in ".!?…" or at - start >= _LONGEST or (word.text == "," and at - start >= _LONG):
            yield words[start:at]
            start = at
    yield words[start:]


def _unlicensed_in(words: Sequence[SpokenWord], groups: list[Group], pieces: Sequence[Piece]) -> Iterator[int]:
    by_word: dict[int, Group] = {}
    for group in groups:
        for at in range(group.start, group.end + nouns_behind(words, group)):
            by_word.setdefault(at, group)
    for index, group in enumerate(groups):
        if not _is_licensed(Surroundings(words, group, groups[:index], by_word, pieces)):
            yield words[group.start].piece


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
