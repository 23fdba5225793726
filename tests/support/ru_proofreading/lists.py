"""Tell the case of what a comma or «и» joins a group to: «для больницы, 12 школ и детсада», «рейд полиции и ДЧС».

Source: Русская грамматика (1980), vol. 2, on coordination: words that «и» joins stand in one case.
"""

from __future__ import annotations

from tests.support.ru_proofreading.clauses import (
    Surroundings,
    fits_subject,
    group_ending_at,
    kind_of,
    nouns_behind,
    predicate_of,
)
from tests.support.ru_proofreading.fits import GENITIVE, MEASURED, NOMINATIVE, STRAIGHT, Cases
from tests.support.ru_proofreading.groups import Group
from tests.support.ru_proofreading.noun_phrases import Phrase, phrase_before
from tests.support.ru_proofreading.ungoverned import by_itself, by_predicate, straight_case
from tests.support.ru_proofreading.verbs import VERBS
from zt_audio.language.ru.cases.owners import HAD, RELATED
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import ACTIONS, DONE_TO, OF_BOTH, PREPOSITIONS
from zt_audio.language.ru.words.morphology import forms

_NEAR = 4  # words


def joined_licence(around: Surroundings, at: int) -> Cases | None:
    """Return the cases of what the comma or «и» at `at` joins the group to; None where they are open."""
    group, comma, before = around.group, around.words[at].text == ",", at - 1
    if "nom" in group.cases and group.rule in ("address", "house") and comma:
        return NOMINATIVE  # «ул. Абая, д. 5»
    named = before
    while before > 0 and (around.words[before].is_mark or _is_name_of(around, before)):
        before -= 1
    if before < 0:
        return by_itself(around)
    if before < named and around.words[before].text in PREPOSITIONS:  # «в Алге и с. Бестамак»
        return frozenset(PREPOSITIONS[around.words[before].text]) & group.cases or None
    if ahead := group_ending_at(around, before) or _content_of(around, before):
        return _beside_group(around, ahead, comma=comma)
    phrase = phrase_before(around, before)
    joined = _case_of_phrase(around, phrase) if phrase else frozenset()
    if joined is None:
        return _of_address(around)
    return _beside_noun(around, at, joined, comma=comma) if joined else by_itself(around)


def _beside_group(around: Surroundings, ahead: Group, *, comma: bool) -> Cases | None:
    """Return the case of the group `ahead`, or of a group of its kind before it: «100 МРП для ТОО и 40 для ИП»."""
    group = around.group
    if group.count and not ahead.count:
        ahead = next((one for one in reversed(around.groups) if one.count), ahead)
    if comma and (found := predicate_of(around)) and found[0] > group.start:
        return by_itself(around)
    if shared := ahead.cases & group.cases:
        if ahead.rule == "address" and group.rule == "body" and _needs_two(around):
            return None  # «акимат г. Актобе и АО «КТЖ» подписали»
        return shared if not shared <= STRAIGHT or group.cases >= STRAIGHT else straight_case(around)
    return by_predicate(around) if comma and not _list_goes_on(around) else None


def _beside_noun(around: Surroundings, at: int, joined: Cases, *, comma: bool) -> Cases | None:
    group, last = around.group, around.groups[-1] if around.groups else None
    measured = last is not None and {last.lemma, group.lemma} <= MEASURED
    if measured and last and not joined & group.cases and last.cases & group.cases:
        return last.cases  # «100 тг наличными и 80 тг по карте»
    found = predicate_of(around)
    if comma and not _list_goes_on(around) and not group.cases & joined:
        apart = found is None and around.group.start - at > 1  # «скончались на месте, ещё 2 – в больнице»
        return by_itself(around) if apart or (found and fits_subject(group, found[1])) else None
    if not STRAIGHT & joined:
        return joined
    if group.count and not group.cases >= STRAIGHT and found and takes_object((found[1],)):
        return None  # «изъяли нож и 1 тыс. патронов»
    both = not group.count and "nom" in joined and found is not None and found[1].plural
    return NOMINATIVE if both else by_itself(around)  # «полиция и ДЧС проводят рейд»


def _needs_two(around: Surroundings) -> bool:
    found = predicate_of(around)
    return found is not None and found[1].plural


def _of_address(around: Surroundings) -> Cases | None:
    """«На пересечении пр. Абая и ул. Тургенева»: two of an address stand in one case."""
    last = around.groups[-1] if around.groups else None
    return last.cases if last is not None and last.rule == around.group.rule == "address" else None


def _is_name_of(around: Surroundings, at: int) -> bool:
    """Tell whether the word at `at` is a name behind a noun, or initials: «улице А. Молдагуловой»."""
    word, before = around.words[at], around.words[at - 1]
    initials = word.ruled and around.pieces[word.piece].rule == "initials"
    return initials or word.text == "а" or (word.capital and not word.ruled and before.text not in ("!", "?", ";"))


def _content_of(around: Surroundings, at: int) -> Group | None:
    """Return the group whose content the noun at `at` tells: «3 кг марихуаны и …», «14 мм осадков, или …»."""
    last = next((group for group in reversed(around.groups) if group.count), None)
    if last is None or not any(form.case == "gen" for form in forms(around.words[at].text)):
        return None
    end = last.end + nouns_behind(around.words, last)
    return last if end <= at < end + _NEAR else None


def _list_goes_on(around: Surroundings) -> bool:
    """Tell whether «и» follows before the clause has its predicate: «для больницы, 12 школ и детсада»."""
    for word in around.words[around.behind : around.behind + _NEAR + 1]:
        if word.text in ("и", "или"):
            return True
        if kind_of(word) in VERBS:
            return False
    return False


def _case_of_phrase(around: Surroundings, phrase: Phrase) -> Cases | None:
    """Return the cases of the noun that ends a phrase; None where the group may be joined to another one of it."""
    cases = frozenset(form.case for form in phrase.nearest if form.case)
    if len(phrase.nouns) == 1:
        if phrase.governor != "preposition":
            return cases
        return cases & frozenset(PREPOSITIONS.get(around.words[phrase.at].text, ())) or cases
    owner, found = phrase.nouns[1][0], predicate_of(around)
    if found and found[1].plural and phrase.governor == "nothing" and not phrase.first[0].plural:
        return None if "gen" in around.group.cases else NOMINATIVE  # «акимат города и АО подписали»
    owned = owner.lemma in RELATED | HAD | OF_BOTH | ACTIONS | DONE_TO or owner.lemma.endswith(("ение", "ание"))
    return GENITIVE if owned and "gen" in cases else None
