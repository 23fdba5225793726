"""Find the phrase that a noun before a group ends: «в доме на улице Абая»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.support.ru_proofreading.clauses import Surroundings, group_ending_at
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.morphology import Form, forms

# What stands before the phrase that a group follows: a preposition, a verb, or nothing.
Governor = Literal["preposition", "verb", "nothing", "unknown"]

_LONGEST = 8  # nouns and adjectives of one phrase
_VERBS = frozenset({"VERB", "PRTS", "INFN", "GRND", "ADJS", "PRED"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun before a group with the nouns that it belongs to: «в доме на улице Абая», nearest noun first."""

    nouns: tuple[tuple[Form, ...], ...]
    named: bool  # a name ends it
    governor: Governor
    at: int  # where the governor stands

    @property
    def nearest(self) -> tuple[Form, ...]:
        return self.nouns[0]

    @property
    def first(self) -> tuple[Form, ...]:
        return self.nouns[-1]


def phrase_before(around: Surroundings, at: int) -> Phrase | None:
    """Return the phrase that the noun at `at` ends; None where no common noun is in it."""
    found: list[tuple[Form, ...]] = []
    named = False
    for _ in range(_LONGEST):
        if at < 0 or around.words[at].is_mark or _is_counted(around, at):
            return Phrase(tuple(found), named, "nothing", at) if found else None
        word = around.words[at]
        kinds = forms(word.text)
        if word.text in PREPOSITIONS or (kinds and kinds[0].kind == "PREP"):
            return Phrase(tuple(found), named, "preposition", at) if found else None
        if kinds and kinds[0].kind in ("VERB", "PRTS", "INFN", "GRND", "ADJS", "PRED"):
            return Phrase(tuple(found), named, "verb", at) if found else None
        nouns = tuple(form for form in kinds if form.kind == "NOUN" and form.case)
        if (word.capital and at > 0 and not around.words[at - 1].is_mark) or not kinds or kinds[0].kind == "UNKN":
            named = named or not found
        elif nouns and kinds[0].kind == "NOUN":
            found.append(nouns)
        elif kinds[0].kind in ("ADVB", "PRCL"):
            return Phrase(tuple(found), named, "nothing", at) if found else None
        elif kinds[0].kind not in ("ADJ", "NPRO", "NUMR"):
            return Phrase(tuple(found), named, "unknown", at) if found else None
        at -= 1
    return Phrase(tuple(found), named, "unknown", at) if found else None


def _is_counted(around: Surroundings, at: int) -> bool:
    """Tell whether a number before the group counts the word at `at`."""
    group = group_ending_at(around, at)
    return group is not None and bool(group.count)
