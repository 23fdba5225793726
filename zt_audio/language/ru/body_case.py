"""Choose the case of an abbreviated body or event by its clause: «рейд проведён ДЧС», «по данному факту ДЧС начал …».

The abbreviation shows neither case nor number, so the words around must: a predicate that agrees makes it the subject,
a passive with a subject of its own makes it the one who acts, in the instrumental. Source: Русская грамматика (1980),
vol. 2, on the passive and on verbs with the dative.
"""

from __future__ import annotations

import re

from zt_audio.language.ru.clauses import subject_of
from zt_audio.language.ru.government import CHARGING_VERBS, DATIVE_VERBS, TELLING_VERBS
from zt_audio.language.ru.left_text import before, last_word
from zt_audio.language.ru.morphology import Form, forms
from zt_audio.language.ru.noun_case import OFFICERS, is_clause_of_participle, listed_cases, noun_cases
from zt_audio.language.ru.numbers import Case, Gender
from zt_audio.language.tables import word_set

# Who is at the head of a firm each: several heads have several firms.
_HEADS = word_set("владелец председатель хозяин директор собственник руководитель")
_NAMED_BEHIND = re.compile(r"\s*(?:«|\"|№|\d|[А-ЯЁ])")
_PLACE_AND = re.compile(r"(?<=[а-яё])\s+(?:г|с|пос)\.\s*[А-ЯЁ][\w-]*\s+и\s+$")
_GOES_THERE = re.compile(
    r"(?:\s+«[^«»]*»|\s+№\s*\d+)?(?:\s+[а-яё]+){0,2}?\s+(?:обрати|обращ|поступ|приш|приход|приех|приез|достав|направ|переда|перевед|"
    r"вызва|зарегистрир|запис|явил|пожалова|подал|подан|подав|зашл|ворва|позвон)[а-яё]*"
)
# What is handed in goes to a body: «сдать документы в ЦОН», but «сдать вторсырьё на пл. Астана»
_HANDED_IN = re.compile(r"(?<!\w)сда(?:ть|йте|ли|л|ла)(?:\s+[а-яё]+){0,3}\s+в\s+$", re.IGNORECASE)
_WORDS = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[.,;:!?()–—]")
_COUNTED = re.compile(r"\d\s?(?:час\w*|дн\w+|сут\w+|недел\w+|чел\.?|человек\w?|минут\w*|тенге|тг|ч|мин)\s+$")
_NEAR = 3  # words


def body_case(left: str, right: str, gender: Gender, *, happens: bool) -> Case | None:
    """Return the case of an abbreviated noun of `gender` between `left` and `right`; None where it stays open.

    What `happens` (a road accident) acts in no passive: «зарегистрировано ДТП», but «объявлено МЧС».
    """
    if place := _PLACE_AND.search(left):
        left = f"{left[: place.start()]} и "  # «акимат г. Актобе и АО «КТЖ»»
    if listed := listed_cases(left, right):
        return listed[0][0] if listed[1] else None  # «сотрудники полиции, ДЧС и акимата»
    word = last_word(left)
    kinds = forms(word) if word else ()
    case = noun_cases(left)[0]
    if case == "prep" and word in ("в", "во", "на") and (_GOES_THERE.match(right) or _HANDED_IN.search(left)):
        return "acc"  # «в ЦОН обратились 40 человек»
    if not kinds or kinds[0].kind == "PREP":
        return case
    if kinds[0].kind == "NOUN" and case == "gen":
        counted = _COUNTED.search(left)  # «нет света 3 часа КСК молчит»
        return "nom" if counted or _begins_clause_of(left, right, gender) else "gen"
    if kinds[0].kind not in ("VERB", "PRTS", "INFN"):
        return case if is_clause_of_participle(kinds, before(left, word)) else _beside_adjective(kinds, case, gender)
    return _behind_verb(kinds[0], case, left, right, gender, happens=happens)


def _behind_verb(verb: Form, case: Case, left: str, right: str, gender: Gender, *, happens: bool) -> Case | None:
    asked_to_tell = verb.lemma in TELLING_VERBS and (verb.kind == "INFN" or {"impr", "2per"} & verb.traits)
    if verb.lemma in DATIVE_VERBS or asked_to_tell or (verb.lemma in CHARGING_VERBS and _has_task(right)):
        return "dat"
    agrees = not verb.plural and verb.gender in (None, gender)
    if verb.lemma in CHARGING_VERBS and not (verb.kind == "VERB" and agrees):
        return None
    if verb.kind != "PRTS" and not (verb.kind == "VERB" and last_word(left).endswith("ся")):
        return case
    if subject_of(left, verb):
        return "ins"  # «рейд проведён ДЧС»
    if agrees and (happens or verb.gender != "n"):
        return "nom"
    return "ins" if verb.gender == "n" and gender != "n" else None  # «установлено ДЧС, что …»


def _beside_adjective(kinds: tuple[Form, ...], case: Case, gender: Gender) -> Case | None:
    """«проведённая ДЧС акция» tells who acts; «созданный ДЧС» may be the body itself, and stays open."""
    if kinds[0].kind != "ADJ" or "pssv" not in kinds[0].traits:
        return case
    return None if any(not form.plural and form.gender == gender for form in kinds) else "ins"


def _begins_clause_of(left: str, right: str, gender: Gender) -> bool:
    """Tell whether a predicate of `gender` follows at once, and no other word of the clause can be its subject."""
    if not left.rstrip()[-1:].islower() or left.rstrip().split()[-1].isupper():
        return False  # «УК РК»
    clause = _CLAUSE_ENDS.split(right)[0]
    first = _WORDS.match(clause.lstrip())
    behind = next(iter(forms(first.group())), None) if first else None
    if behind is None or behind.kind not in ("VERB", "PRTS") or behind.plural or behind.gender not in (None, gender):
        return False
    if behind.kind == "PRTS" and forms(last_word(left))[0].case == "ins":
        return False  # «сотрудниками УАП выявлено»
    return not subject_of(left, behind) and not subject_of(clause.lstrip()[first.end() :] if first else "", behind)


def _has_task(right: str) -> bool:
    """Tell whether an infinitive is near: «поручено ДЧС провести проверку»."""
    return any(forms(word) and forms(word)[0].kind == "INFN" for word in _WORDS.findall(right)[:_NEAR])


def is_several(left: str, right: str) -> bool:
    """Tell whether the words beside a body speak of several: «все АЗС», «произошли ДТП», «ОСИ получили деньги»."""
    word = last_word(left)
    kinds = forms(word) if word else ()
    joined = bool(kinds) and (kinds[0].kind == "CONJ" or kinds[0].lemma in DATIVE_VERBS | CHARGING_VERBS)
    if joined or (word and is_clause_of_participle(kinds, before(left, word))):
        return False  # «полиция и ДЧС проводят рейд», «помогли ДЧС», «рейды, организованные ДЧС»
    if kinds and kinds[0].kind == "ADJ":
        if kinds[0].lemma in OFFICERS or right.lstrip().startswith("№"):
            return False  # «участковые ОП № 2»
        return all(form.plural for form in kinds if form.kind == "ADJ")
    if kinds and kinds[0].kind in ("VERB", "PRTS") and kinds[0].plural and "impr" not in kinds[0].traits:
        return ("tran" not in kinds[0].traits or kinds[0].kind == "PRTS") and not subject_of(left, kinds[0])
    if kinds and kinds[0].kind == "NOUN" and kinds[0].plural and kinds[0].lemma in _HEADS:
        return not _NAMED_BEHIND.match(right)  # «владельцы АЗС», but «руководители ТОО «Нур»»
    behind = next((forms(match.group()) for match in [_WORDS.search(right)] if match and match.start() == 1), ())
    said = behind[0] if behind and behind[0].kind in ("VERB", "PRTS") and behind[0].plural else None
    return said is not None and noun_cases(left)[0] == "nom" and not subject_of(left, said)
