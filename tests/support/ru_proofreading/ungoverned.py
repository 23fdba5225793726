"""Tell the case of a group that nothing before it governs: the predicate says whether it is subject or object."""

from __future__ import annotations

from tests.support.ru_proofreading.clauses import (
    Surroundings,
    fits_subject,
    is_impersonal,
    other_object,
    other_subject,
    predicate_of,
)
from tests.support.ru_proofreading.fits import ACCUSATIVE, NOMINATIVE, STRAIGHT, Cases
from zt_audio.language.ru.cases.measure_case import PASSING_VERBS
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import UNDERGO
from zt_audio.language.ru.words.morphology import Form, forms

_LASTING = frozenset({"минута", "секунда", "неделя"})  # the feminine ones, whose accusative differs


def by_itself(around: Surroundings) -> Cases | None:
    """Return the nominative of a group that nothing governs, unless a verb has it as its object."""
    group, found = around.group, predicate_of(around)
    if found is None or (group.count and group.cases >= STRAIGHT):
        return NOMINATIVE
    at, predicate = found
    if is_impersonal(around, at, predicate):
        return ACCUSATIVE  # «1 удалось потушить»
    fits = fits_subject(group, predicate)
    if fits and (predicate.lemma in UNDERGO or not (predicate.plural and "tran" in predicate.traits)):
        return NOMINATIVE
    if takes_object((predicate,)) and not other_object(around, at):
        return None if fits else ACCUSATIVE
    if not fits and not group.count and around.next_word == "и" and predicate.plural:
        return NOMINATIVE  # «КСК и ОСИ обязаны»
    if not fits and not group.count and at == around.behind and predicate.plural:
        return None  # «ОСИ получили деньги»
    return NOMINATIVE if fits or other_subject(around, predicate) else None


def by_predicate(around: Surroundings) -> Cases | None:
    """Return the case of a group that may be the subject; None where the predicate speaks of something else."""
    found = predicate_of(around)
    return by_itself(around) if found is None or fits_subject(around.group, found[1]) else None


def straight_case(around: Surroundings) -> Cases | None:
    """Return the nominative or the accusative, whichever the predicate leaves, where the two differ."""
    if around.group.cases >= STRAIGHT:
        return STRAIGHT
    found = predicate_of(around)
    if around.group.lemma in _LASTING and found:
        return NOMINATIVE if found[1].lemma in PASSING_VERBS else ACCUSATIVE
    verb = found[1] if found else _infinitive(around)
    if verb is None or not takes_object((verb,)) or (found and other_object(around, found[0])):
        return NOMINATIVE
    if found is None or not fits_subject(around.group, verb) or other_subject(around, verb):
        return ACCUSATIVE
    return NOMINATIVE if verb.lemma in UNDERGO else None


def _infinitive(around: Surroundings) -> Form | None:
    """«Взыскать с нарушителя 61 тыс. тенге»."""
    ways = (forms(word.text)[0] for word in around.words if not word.ruled and forms(word.text))
    return next((form for form in ways if form.kind in ("INFN", "GRND")), None)
