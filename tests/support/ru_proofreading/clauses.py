"""Look at the clause around a group of a Russian reading: its predicate, its subject, the phrase before the group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.support.ru_proofreading.groups import Group
from tests.support.ru_proofreading.words import SpokenWord
from zt_audio.language.ru.words.government import PREPOSITIONS, TIMES
from zt_audio.language.ru.words.morphology import Form, forms
from zt_audio.language.tables import word_set
from zt_audio.model import Piece

_CLAUSE_MARKS = frozenset(".,!?;:()–—-…")
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS"})
_PRONOUNS = word_set("он она оно они кто никто это всё все двое трое четверо пятеро шестеро оба обе многие некоторые")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A group among the words of its text; `groups` are those before it, in order; `by_word` finds that of a word."""

    words: Sequence[SpokenWord]
    group: Group
    groups: Sequence[Group]
    by_word: Mapping[int, Group]
    pieces: Sequence[Piece]

    @property
    def behind(self) -> int:
        """Return where the words begin that follow the group and its noun."""
        return self.group.end + nouns_behind(self.words, self.group)

    @property
    def past(self) -> int:
        """Return where the words begin that follow the group and what belongs to it in the genitive."""
        at = self.behind
        while at < len(self.words) and any(
            form.case == "gen" and form.kind in ("NOUN", "ADJ") for form in forms(self.words[at].text)
        ):
            at += 1
        return at

    @property
    def next_word(self) -> str:
        """Return the word behind the group and its noun; '' at the end."""
        return self.words[self.behind].text if self.behind < len(self.words) else ""


def nouns_behind(words: Sequence[SpokenWord], group: Group) -> int:
    """Return how many words behind the number of a group lead to the writer's noun and include it."""
    if not group.own_noun:
        return 0
    for far, word in enumerate(words[group.end : group.end + 5], 1):
        if any(form.lemma == group.lemma for form in forms(word.text)):
            return far
    return 0


def group_ending_at(around: Surroundings, at: int) -> Group | None:
    """Return the group before this one that the word at `at` belongs to."""
    found = around.by_word.get(at)
    return found if found and found.start < around.group.start else None


def likeliest(word: SpokenWord) -> Form | None:
    """Return the likeliest way to take a word: «нашли» found, though it may also be a command."""
    kinds = forms(word.text)
    if kinds and kinds[0].kind == "VERB":
        return next((form for form in kinds if form.kind == "VERB" and "impr" not in form.traits), kinds[0])
    return kinds[0] if kinds else None


def kind_of(word: SpokenWord) -> str:
    """Return the likeliest kind of a word."""
    form = likeliest(word)
    return form.kind if form else ""


def clause_of(around: Surroundings) -> tuple[int, int]:
    """Return where the clause of the group begins and ends, by its marks."""
    first, last = around.group.start, around.behind
    while first > 0 and around.words[first - 1].text not in _CLAUSE_MARKS:
        first -= 1
    while last < len(around.words) and around.words[last].text not in _CLAUSE_MARKS:
        last += 1
    return first, last


def predicate_of(around: Surroundings) -> tuple[int, Form] | None:
    """Return the predicate of the group's clause and where it stands."""
    first, last = clause_of(around)
    for at in (*range(first, around.group.start), *range(around.behind, last)):
        form = likeliest(around.words[at])
        if form and form.kind in _PREDICATES and not around.words[at].ruled and "impr" not in form.traits:
            return at, form
    return None


def is_impersonal(around: Surroundings, at: int, predicate: Form) -> bool:
    """Tell whether the predicate at `at` says nothing of a thing: «решено начать работы»."""
    behind = around.words[at + 1 : at + 4]
    return predicate.gender == "n" and any(kind_of(word) == "INFN" for word in behind)


def fits_subject(group: Group, predicate: Form) -> bool:
    """Tell whether the predicate agrees with the group: «погибли пять», «погиб один», «обнаружено пять»."""
    if {"1per", "2per"} & predicate.traits:
        return False  # «ждём представителей СМИ»
    if group.count == "one" and not group.head:
        return not predicate.plural
    if group.count == "one" or not group.count:
        ways = [form for form in group.head if form.case == "nom" and not (form.plural and group.rule == "address")]
        ways = ways or [form for form in group.head if form.case in group.cases]
        plural = bool(ways) and all(form.plural for form in ways)
        gender = next((form.gender for form in ways), None)
        return predicate.plural == plural and (plural or predicate.gender in (None, gender))
    return predicate.plural or predicate.gender == "n" or (predicate.kind == "VERB" and predicate.gender is None)


def subject_of_clause(around: Surroundings, predicate: Form) -> bool:
    """Tell whether a noun of the clause stands in the nominative and agrees with the predicate."""
    first, last = clause_of(around)
    outside = (*range(first, around.group.start), *range(around.past, last))
    return any(_may_be_subject(around, at, first, predicate) for at in outside)


def other_subject(around: Surroundings, predicate: Form) -> bool:
    """Tell whether something else of the clause may be what the predicate speaks of: a noun, or another number."""
    if subject_of_clause(around, predicate):
        return True
    behind = (around.by_word.get(at) for at in range(around.past, clause_of(around)[1]))
    return any(
        one.start >= around.past
        and "nom" in one.cases
        and kind_of(around.words[one.start - 1]) in _PREDICATES
        and fits_subject(one, predicate)
        for one in behind
        if one and one.count
    )


def other_object(around: Surroundings, predicate_at: int) -> Form | None:
    """Return another noun of the clause that may be the object of its verb; None where there is none."""
    first, last = clause_of(around)
    outside = (at for at in (*range(first, around.group.start), *range(around.past, last)) if at != predicate_at)
    predicate = likeliest(around.words[predicate_at])
    one = predicate is not None and predicate.gender is not None  # «суд взыскал»: its subject, and no object
    free = (
        forms(around.words[at].text)
        for at in outside
        if _is_free(around, at, first) and not (one and predicate and _may_be_subject(around, at, first, predicate))
    )
    return next((form for ways in free for form in ways if _is_object(form, ways[0])), None)


def _is_object(form: Form, first: Form) -> bool:
    """Tell whether a form may be an object; «спасатели» are people, though there are things of that name."""
    return form.kind == "NOUN" and form.case == "acc" and form.animate == first.animate


def any_nominative(around: Surroundings) -> bool:
    """Tell whether a noun before the group may stand in the nominative by itself: «встреча с жителями …»."""
    first, _ = clause_of(around)
    return any(
        _is_free(around, at, first)
        and not (at > first and (around.words[at].capital or kind_of(around.words[at - 1]) == "NOUN"))
        and any(form.case == "nom" and form.kind == "NOUN" for form in forms(around.words[at].text)[:2])
        for at in range(first, around.group.start)
    )


def _may_be_subject(around: Surroundings, at: int, first: int, predicate: Form) -> bool:
    word = around.words[at]
    if word.text in _PRONOUNS:
        return at == first or around.words[at - 1].text not in PREPOSITIONS
    if not _is_free(around, at, first):
        return False
    kinds = [form for form in forms(word.text) if form.kind in ("NOUN", "NPRO") and form.case == "nom"]
    owner = forms(around.words[at - 1].text) if at > first else ()
    if (
        owner
        and owner[0].kind == "NOUN"
        and owner[0].lemma not in TIMES
        and any(form.case == "gen" for form in forms(word.text))
    ):
        return False
    return any(
        form.plural == predicate.plural and (form.plural or predicate.gender in (None, form.gender)) for form in kinds
    )


def _is_free(around: Surroundings, at: int, first: int) -> bool:
    """Tell whether the noun at `at` stands behind no preposition and no number."""
    word = around.words[at]
    kinds = forms(word.text)
    if not kinds or kinds[0].kind not in ("NOUN", "NPRO") or word.is_mark:
        return False
    before = at - 1
    while before >= first and kind_of(around.words[before]) == "ADJ":
        before -= 1
    if before < first:
        return True
    other = around.words[before]
    counted = around.by_word.get(before)
    if counted and counted.count and before < counted.end:
        return False
    return other.text not in PREPOSITIONS and kind_of(other) != "PREP"
