"""Tell which cases a verb asks of the group right behind it: «задержали 3 чел.», «рейд проведён ДЧС»."""

from __future__ import annotations

from tests.support.ru_proofreading.clauses import (
    Surroundings,
    fits_subject,
    kind_of,
    likeliest,
    other_object,
    other_subject,
)
from tests.support.ru_proofreading.fits import ACCUSATIVE, MEASURED, NOMINATIVE, STRAIGHT, Cases
from tests.support.ru_proofreading.words import SpokenWord
from zt_audio.language.ru.cases.measure_case import PASSING_VERBS
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import (
    CHARGING_VERBS,
    COST,
    DATIVE_VERBS,
    GENITIVE_VERBS,
    GIVING_VERBS,
    INSTRUMENTAL_VERBS,
    TELLING_VERBS,
    TIMES,
    UNDERGO,
)
from zt_audio.language.ru.words.morphology import Form, forms
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.tables import word_set

VERBS = frozenset({"VERB", "PRTS", "INFN", "GRND", "ADJS", "PRED"})
_OWES = word_set("должный должен должна должны")
_GOVERNING: tuple[tuple[frozenset[str], Case], ...] = (
    (GENITIVE_VERBS, "gen"),
    (DATIVE_VERBS, "dat"),
    (INSTRUMENTAL_VERBS, "ins"),
)
_NEAR = 3  # words


def governs(form: Form) -> bool:
    """Tell whether a verb or participle takes an object."""
    return takes_object((form,)) or form.lemma in GENITIVE_VERBS


def is_giving(word: SpokenWord) -> bool:
    """Tell whether a verb gives something to a person, or charges the person with it."""
    verb = likeliest(word)
    return verb is not None and verb.lemma in GIVING_VERBS | CHARGING_VERBS


def verb_licence(around: Surroundings, at: int) -> Cases | None:
    """Return the cases that the verb at `at` asks of the group behind it; None where they are open."""
    verb, group = likeliest(around.words[at]), around.group
    if verb is None:
        return None
    fits = fits_subject(group, verb)
    for verbs, case in _GOVERNING:
        if verb.lemma in verbs and case in group.shown:
            return NOMINATIVE if case == "ins" and fits and _is_people(around) else frozenset({case})
    asked_to_tell = verb.lemma in TELLING_VERBS and (verb.kind == "INFN" or "2per" in verb.traits) and not group.count
    if "dat" in group.cases and (asked_to_tell or verb.lemma in GIVING_VERBS | CHARGING_VERBS or _has_task(around)):
        return frozenset({"dat"})
    if verb.lemma in COST or verb.lemma in _OWES:
        return ACCUSATIVE
    if takes_object((verb,)) and verb.lemma not in PASSING_VERBS:
        return _behind_active(around, at, verb, fits=fits)
    if group.lemma in MEASURED and not (verb.kind == "PRTS" and fits):
        return _lasting(around, verb)
    if verb.kind in ("VERB", "PRTS", "ADJS"):
        return _behind_passive(around, verb, fits=fits)
    return group.cases & STRAIGHT or None


def _behind_passive(around: Surroundings, verb: Form, *, fits: bool) -> Cases | None:
    """«Погибли 5 человек», «задержан 1 водитель»; «рейд проведён ДЧС», «установлено ДЧС, что …» tell who acts."""
    another = other_subject(around, verb)
    if not around.group.count and "ins" in around.group.cases:
        return frozenset({"ins"}) if another or not fits else None
    return NOMINATIVE if fits and not another else None


def _behind_active(around: Surroundings, at: int, verb: Form, *, fits: bool) -> Cases | None:
    """Return the accusative behind a verb that takes an object, unless it has one and the group acts."""
    group = around.group
    if group.cases >= STRAIGHT:
        return STRAIGHT
    takes = other_object(around, at)
    if fits and group.living and not group.count and "nom" in group.cases and verb.gender is None and not verb.plural:
        return NOMINATIVE  # «приём ведёт подполковник»
    if fits and verb.plural and verb.lemma in UNDERGO and takes:
        return NOMINATIVE
    measured = group.lemma in MEASURED or group.count == "group"
    if not fits or verb.kind != "VERB" or measured or "impr" in verb.traits or other_subject(around, verb):
        return ACCUSATIVE
    if not verb.plural:
        return NOMINATIVE if takes or not group.count else None
    if takes:
        return NOMINATIVE if takes.lemma not in TIMES else None
    return None if verb.lemma in UNDERGO else ACCUSATIVE


def _lasting(around: Surroundings, verb: Form) -> Cases | None:
    """«Прошла 1 минута», «длится 1 минуту»."""
    if around.group.cases >= STRAIGHT:
        return STRAIGHT
    agrees = fits_subject(around.group, verb) and not other_subject(around, verb)
    return (NOMINATIVE if verb.gender is not None or verb.plural else None) if agrees else ACCUSATIVE


def _is_people(around: Surroundings) -> bool:
    """«Пользуются 90 % жителей»."""
    kinds = forms(around.next_word) if around.next_word else ()
    return bool(kinds) and kinds[0].animate and kinds[0].plural and kinds[0].case == "gen"


def _has_task(around: Surroundings) -> bool:
    """«Поручено ДЧС провести проверку»."""
    return any(kind_of(word) == "INFN" for word in around.words[around.behind : around.behind + _NEAR])
