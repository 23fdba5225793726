"""Tell which cases the words around ask of a group; None where they leave them open.

This is a second opinion. It knows less than the rules that choose a case, and says so. Source: Русская грамматика
(1980), vol. 2, on government and on the subject.
"""

from __future__ import annotations

import re

from tests.support.ru_proofreading.clauses import (
    Surroundings,
    fits_subject,
    group_ending_at,
    kind_of,
    other_subject,
    predicate_of,
)
from tests.support.ru_proofreading.fits import ACCUSATIVE, GENITIVE, MEASURED, NOMINATIVE, Cases
from tests.support.ru_proofreading.groups import Group
from tests.support.ru_proofreading.lists import joined_licence
from tests.support.ru_proofreading.names import is_name
from tests.support.ru_proofreading.noun_phrases import phrase_before
from tests.support.ru_proofreading.phrases import phrase_licence
from tests.support.ru_proofreading.prepositions import date_licence, preposition_licence
from tests.support.ru_proofreading.ungoverned import by_itself, by_predicate, straight_case
from tests.support.ru_proofreading.verbs import VERBS, governs, is_giving, verb_licence
from tests.support.ru_proofreading.words import SpokenWord, numeral_forms
from zt_audio.language.ru.cases.counting import PARTS
from zt_audio.language.ru.cases.noun_case import OFFICERS, is_clause_of_participle
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import PREPOSITIONS, TRANSPARENT
from zt_audio.language.ru.words.morphology import Form, forms
from zt_audio.language.tables import word_set

_SKIPPED = frozenset({"ADVB", "PRCL", "CONJ"})
_JOINING = word_set("и или также да")
_COLLECTIVES = word_set("двое трое четверо пятеро двоих троих братья сёстры")
_ALL_OF_THEM = word_set("все всех всем всеми")
_AGES = word_set("год месяц")
_ORDERED_IN_TIME = word_set("числа числу числе число")
_OF_TIMES = word_set("пройти следовать остаться предстоять истечь наступить прошедший следующий оставшийся")
_LONGEST_NAME = 3  # words of a street
_OBLIQUE = frozenset({"dat", "ins", "prep"})
_LAST_WRITTEN = re.compile(r"[а-яё]{3,}$")


def licensed_cases(around: Surroundings, *, settled: bool) -> Cases | None:
    """Return the cases that the words around ask of the group; None where they leave them open.

    Where the writer's own noun has settled the case, only a preposition can speak against it.
    """
    group, words = around.group, around.words
    if group.rule == "date":
        return date_licence(around)
    if is_name(around):
        return group.cases
    at = _left_of(around, group.start)
    if at >= 0 and words[at].text in PREPOSITIONS and not words[at].ruled:
        return preposition_licence(around, words[at].text)
    if settled or group.rule in ("number-sign", "ending", "weekday", "time") or _shows_case(group):
        return group.cases
    if at < 0:
        return by_itself(around)
    if group.rule == "year":
        return group.cases if words[at].is_mark else GENITIVE
    return _behind_word(around, at)


def _shows_case(group: Group) -> bool:
    """Tell whether what is written shows the case by itself: «12 тыс. семьям», «5 числа»."""
    noun = _LAST_WRITTEN.search(group.written)
    oblique = noun is not None and any(form.case in _OBLIQUE for form in forms(noun.group())[:1])
    return oblique or (group.in_order and group.lemma == "число")


def _left_of(around: Surroundings, start: int) -> int:
    """Return where the word stands that may govern what begins at `start`, before adverbs and particles."""
    at = start - 1
    while at >= 0 and not around.words[at].is_mark and not around.words[at].ruled:
        word = around.words[at]
        passes = word.text in TRANSPARENT or kind_of(word) in _SKIPPED
        if word.text in PREPOSITIONS or word.text in _JOINING or not passes:
            break
        at -= 1
    return at


def _behind_word(around: Surroundings, at: int) -> Cases | None:
    word, group = around.words[at], around.group
    if word.is_mark:
        return _behind_mark(around, at)
    if word.text == "числе" and around.words[at - 1].text == "том":
        return _of_part(around)
    if word.text in _JOINING:
        return joined_licence(around, at)
    if group.rule == "house" and "nom" in group.cases and _ends_street(around, at):
        return NOMINATIVE
    if ahead := group_ending_at(around, at):
        return _behind_group(around, ahead, at)
    if word.ruled and word.text in numeral_forms():
        return by_predicate(around) if group.count else GENITIVE
    if word.text in PARTS and group.in_order:
        return group.cases  # «в части третьей»
    return None if _is_of_wrong_number(word, group) else _behind_plain_word(around, at)


def _ends_street(around: Surroundings, at: int) -> bool:
    """Tell whether the word at `at` ends the name of a street or a part of its address: «ул. Абая д. 5 кв. 12»."""
    return any(
        word.ruled and around.pieces[word.piece].rule in ("address", "house")
        for word in around.words[max(at - _LONGEST_NAME, 0) : at + 1]
    )


def _behind_plain_word(around: Surroundings, at: int) -> Cases | None:
    word, kind = around.words[at], kind_of(around.words[at])
    if kind == "ADJ":
        by_body = not around.group.count and is_clause_of_participle(
            forms(word.text), around.words[at - 1].text if at else ""
        )
        return frozenset({"ins"}) if by_body else _behind_adjective(around, at)
    if kind in VERBS:
        return verb_licence(around, at)
    if kind == "NPRO" or word.text.startswith("котор"):
        return straight_case(around)
    if kind in ("COMP", "NUMR"):
        return GENITIVE
    return phrase_licence(around, at) if around.group.count else _of_body(around, at)


def _is_of_wrong_number(word: SpokenWord, group: Group) -> bool:
    """«все АЗС» are several; «сотрудникам 4 РОВД» are of the fourth or of four."""
    if not group.count and word.text in _ALL_OF_THEM:
        return not any(form.plural for form in group.head)
    return group.rule == "ordered-body" and group.written.split()[0].isdecimal() and _is_of_several(word)


def _is_of_several(word: SpokenWord) -> bool:
    return any(form.kind == "NOUN" and form.plural for form in forms(word.text)[:1])


def _behind_mark(around: Surroundings, at: int) -> Cases | None:
    mark = around.words[at].text
    if mark == ",":
        return joined_licence(around, at)
    if mark == ")":
        return by_predicate(around)
    people = any(group.living for group in around.groups) or any(word.text in _COLLECTIVES for word in around.words)
    return GENITIVE if around.group.lemma in _AGES and people else by_itself(around)  # «двое детей (3 и 6 лет)»


def _of_part(around: Surroundings) -> Cases | None:
    """«131 человека, в том числе 12 детей»: the part stands in the case of the whole."""
    whole = next((group for group in reversed(around.groups) if group.count), None)
    if whole is None or "nom" in whole.cases:
        return NOMINATIVE
    return ACCUSATIVE if "acc" in whole.cases else whole.cases


def _behind_group(around: Surroundings, ahead: Group, at: int) -> Cases | None:
    """«два часа тридцать минут», «пять лет шесть месяцев»: both in one case; what else follows is a clause's own."""
    group = around.group
    if ahead.living and group.lemma in _AGES:
        return GENITIVE
    if ahead.rule == "date" and not group.count:
        return _of_body(around, at)  # «с 1 января МРП составит …»
    if ahead.count == "group" or {ahead.lemma, group.lemma} <= MEASURED:
        return ahead.cases
    if not group.count and "gen" in group.cases:
        single = ahead.lemma == "процент" and not any(form.plural for form in group.head)
        return None if single else GENITIVE  # «80 процентов ДТП» are accidents
    if not ahead.count and ahead.head:
        return phrase_licence(around, at)
    return straight_case(around) if ahead.cases == {"dat"} else by_predicate(around)


def _behind_adjective(around: Surroundings, at: int) -> Cases | None:
    """«последние 5 дней», «учащихся 5–11 классов», «достигшие 18 лет», «погибших 2 чел.»."""
    word, group = around.words[at], around.group
    begins = at == 0 or around.words[at - 1].is_mark or around.words[at - 1].text == "среди"
    person = _stands_for_people(word)
    own = _agreeing_cases(word, group)
    if not group.count and any(form.lemma in OFFICERS for form in forms(word.text)):
        return GENITIVE  # «участковые ОП № 2»
    if own and not (person and (begins or group.lemma in MEASURED)):
        return own
    active = next((form for form in forms(word.text) if "actv" in form.traits), None)
    if active and governs(active):
        return verb_licence(around, at)
    if begins:
        return by_itself(around) if group.count and not word.text.startswith("кажд") else None
    if not group.count or word.text.startswith("кажд"):
        return None
    return GENITIVE if active and group.lemma not in MEASURED else phrase_licence(around, at)


def _stands_for_people(word: SpokenWord) -> bool:
    """Tell whether a participle in the plural speaks of people: «погибших», but not «прошедшие 5 дней»."""
    return any("actv" in form.traits and form.plural and form.lemma not in _OF_TIMES for form in forms(word.text))


def _agreeing_cases(word: SpokenWord, group: Group) -> Cases:
    several = group.count not in ("", "one") and not group.in_order
    return group.cases & frozenset(
        form.case
        for form in forms(word.text)
        if form.kind == "ADJ" and form.case and (form.plural if several else _is_of_number(form, group))
    )


def _is_of_number(adjective: Form, group: Group) -> bool:
    """Tell whether an adjective is in the singular or plural of the group's noun."""
    return not group.head or any(form.plural == adjective.plural for form in group.head)


def _of_body(around: Surroundings, at: int) -> Cases | None:
    """Return the genitive of a body behind a noun, unless the clause wants it as its subject."""
    group, found = around.group, predicate_of(around)
    phrase = phrase_before(around, at)
    if phrase and phrase.governor == "verb" and "dat" in group.cases and is_giving(around.words[phrase.at]):
        return frozenset({"dat"})  # «вручили грамоту ст. серж. Иванову»
    wanted = found and fits_subject(group, found[1]) and not other_subject(around, found[1]) and found[1].kind != "ADJS"
    if not wanted or found is None:
        return GENITIVE if "gen" in group.cases else None
    if "gen" in group.cases and found[0] > group.start:
        return None if takes_object((found[1],)) or found[1].kind == "VERB" else GENITIVE
    return group.cases & {"nom", "gen", "ins"}
