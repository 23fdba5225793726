"""Find the noun that the text to the right of a number begins with."""

from __future__ import annotations

from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.ru.words.morphology import Form, forms
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.ru.words.short_adjectives import without_short_adjective

# «дома-пн»: a dash
WORD_BEHIND = re.compile(r"\s+([а-яё]{2,}(?:-(?!(?:пн|вт|ср|чт|пт|сб|вс)(?!\w))[а-яё]+)*)", re.IGNORECASE)
_MAX_ADJECTIVES = 3
# A trait of nouns that decline as adjectives («полицейский», «пострадавший»): after 2-4 they take the genitive plural.
SUBSTANTIVE = "substantive"
# A trait of nouns whose adjective is in the singular: 2-4 cannot count them («2 мировой войны» is the second one).
OF_ONE = "of-one"
# ... and in the plural, so that the number only counts: «в районе 4 аварийных дома».
OF_FEW = "of-few"
_ADJECTIVE_LEMMA = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")
_ADJECTIVE_PLURALS = ("ых", "их", "ые", "ие", "ым", "им", "ыми", "ими")
_ADJECTIVE_ENDINGS = (*_ADJECTIVE_PLURALS, "ого", "его", "ому", "ему", "ую", "юю")
# «1 золотая, 3 серебряные и 5 бронзовых медалей»: the noun of several adjectives stands behind the last one
_MORE_ADJECTIVES = re.compile(
    r"(?:\s*,|\s+и|\s*,?\s+а\s+также)\s+\d+\s+(?:[а-яё]+(?:-[а-яё]+)*(?:\s*,|\s+и|\s*,?\s+а\s+также)\s+\d+\s+){0,5}"
    r"(?=(?P<adjective>[а-яё]+(?:-[а-яё]+)*)\s+(?P<noun>[а-яё]+(?:-[а-яё]+)*))"
)
_NAMES = frozenset({"Surn", "Name", "Patr"})
# Adjectives of things that stand for their noun; others that stand alone speak of people («двое пострадавших»).
_THINGS = ("столов", "животн", "пирожн", "насеком", "запят", "набережн", "данн", "производн", "прачечн", "скор")


def head_forms(right: str) -> tuple[Form, ...]:
    """Return the ways to take the first noun of `right`, which adjectives may precede; () where there is none.

    A word that may be an adjective is one where a noun that it agrees with follows («3 пожарных расчёта»); else an
    adjective in the plural stands for people («3 пожарных погибли», «4 пропавших»).
    """
    right = without_short_adjective(right)
    pos = 0
    passed: list[tuple[Form, ...]] = []
    for _ in range(_MAX_ADJECTIVES + 1):
        match = WORD_BEHIND.match(right, pos)
        word = match.group(1) if match else ""
        kinds = _common(word) if match else ()
        if not match or not kinds or word == "наличными" or kinds[0].kind in {"ADVB", "PRCL", "CONJ", "PREP", "PRED"}:
            return ()  # a word that is likeliest one of these is no noun: «уже», «после»
        adjectives = tuple(form for form in kinds if form.kind == "ADJ" and form.case)
        nouns = tuple(form for form in kinds if form.kind == "NOUN" and form.case)
        if adjectives and (shared := _shared_noun(kinds, right, match.end())):
            return shared
        if nouns and not (
            adjectives and word.endswith(_ADJECTIVE_ENDINGS) and _agrees_on(adjectives, right, match.end())
        ):
            if kinds[0].kind == "NOUN" or not _agrees_on(adjectives, right, match.end()):
                return _agreeing(_as_substantive(nouns, word), passed)
        elif not adjectives:
            return ()
        elif not _agrees_on(adjectives, right, match.end()) and not _goes_on(adjectives, right, match.end()):
            return _people(adjectives, word)
        passed.append(adjectives)
        pos = match.end()
    return ()


def _common(word: str) -> tuple[Form, ...]:
    """Return the ways to take `word` that a number counts.

    In small letters it is no name («21 машиной» is no lady Mashina), and «часов» are hours, no clocks.
    """
    kinds = forms(word)
    if word[0].islower():
        kinds = tuple(form for form in kinds if not _NAMES & form.traits) or kinds
    if any(form.lemma == "час" for form in kinds):
        kinds = tuple(form for form in kinds if form.lemma == "час")
    return kinds


def _shared_noun(kinds: tuple[Form, ...], right: str, pos: int) -> tuple[Form, ...]:
    """Return the noun behind a later number as it would stand behind this adjective; () where there is none.

    Participles speak of people without a noun: «2 пострадавших и 1 разбитая машина».
    """
    more = _MORE_ADJECTIVES.match(right, pos)
    if more is None or kinds[0].kind != "ADJ" or any("PRTF" in form.traits for form in kinds):
        return ()
    found = _last_noun(right[more.end() - 1 :], more["adjective"], more["noun"])
    if found is None or (found.case == "gen" and OF_ONE in found.traits):  # «2 республиканского и 1 местного значения»
        return ()
    ways = [form for form in kinds if form.kind == "ADJ" and form.case and (form.plural or form.gender == found.gender)]
    return tuple(
        replace(found, case=case, plural=plural, traits=found.traits - {OF_ONE, OF_FEW})
        for form in ways
        for case, plural in _behind_number(form)
    )


def _last_noun(right: str, adjective: str, noun: str) -> Form | None:
    """Return the noun that the last adjective stands before; it may be in the plural: «1 бронзовая медали»."""
    ways = forms(noun)
    found = next((form for form in head_forms(right) if form.lemma in {way.lemma for way in ways}), None)
    genders = {form.gender for form in forms(adjective) if form.kind == "ADJ" and form.case == "nom"}
    shared = (form for form in ways if form.kind == "NOUN" and form.plural and form.case == "nom")
    return found or next((form for form in shared if form.gender in genders), None)


def _behind_number(adjective: Form) -> tuple[tuple[Case, bool], ...]:
    """Return the case and number of a noun that stands with `adjective` behind a number: «3 золотые медали»."""
    case = adjective.case or "nom"
    if not adjective.plural:
        return ((case, False),)
    few: tuple[tuple[Case, bool], ...] = (("gen", False),)
    return few if case in ("nom", "acc") else (*few, ("gen", True)) if case == "gen" else ((case, True),)


def _agreeing(nouns: tuple[Form, ...], adjectives: list[tuple[Form, ...]]) -> tuple[Form, ...]:
    """Keep the forms of the noun that every adjective before it fits, or all where none does."""
    kept = [noun for noun in nouns if all(any(_fits(one, noun) for one in ways) for ways in adjectives)]
    return tuple(_of_one(noun, adjectives) for noun in kept) or nouns


def _of_one(noun: Form, adjectives: list[tuple[Form, ...]]) -> Form:
    fitting = [[one for one in ways if _fits(one, noun)] for ways in adjectives]
    if noun.plural or not fitting:
        return noun
    singular = any(not any(one.plural for one in ways) for ways in fitting)
    return replace(noun, traits=noun.traits | {OF_ONE if singular else OF_FEW})


def _agrees_on(adjectives: tuple[Form, ...], right: str, pos: int) -> bool:
    """Tell whether the next word of `right` is a noun, or an adjective before one, that one of `adjectives` fits."""
    match = WORD_BEHIND.match(right, pos)
    following = forms(match.group(1)) if match else ()
    return any(
        _fits(adjective, form)
        for adjective in adjectives
        for form in following
        if form.kind in ("NOUN", "ADJ") and form.case and (form.kind == "NOUN" or adjective.case == form.case)
    )


def _fits(adjective: Form, noun: Form) -> bool:
    if adjective.plural and not noun.plural:  # «3 пожарных расчёта», «2 новые улицы»
        return noun.kind == "NOUN" and noun.case == "gen" and adjective.case in ("gen", "nom", "acc")
    same_gender = adjective.plural or adjective.gender == noun.gender
    living = (
        noun.animate and noun.case == "acc" and adjective.case == "gen" and noun.gender != "f"
    )  # «пожилого мужчину»
    return adjective.plural == noun.plural and same_gender and (adjective.case == noun.case or living)


def _goes_on(adjectives: tuple[Form, ...], right: str, pos: int) -> bool:
    """Tell whether an adjective that agrees with no noun beside it may still have one: «2 новых, красных дома».

    «17 потерпевшим, которые ждут» has none.
    """
    match = WORD_BEHIND.match(right, pos + 1) if right[pos : pos + 1] == "," else None
    return match is not None and any(
        form.kind == "ADJ" and form.plural == adjective.plural and form.case == adjective.case
        for form in forms(match.group(1))
        for adjective in adjectives
    )


def _as_substantive(nouns: tuple[Form, ...], word: str) -> tuple[Form, ...]:
    declines_so = word.endswith(_ADJECTIVE_PLURALS) and nouns[0].lemma.endswith(_ADJECTIVE_LEMMA)
    return tuple(_substantive(form) for form in nouns) if declines_so else nouns


def _people(adjectives: tuple[Form, ...], word: str) -> tuple[Form, ...]:
    # 2-4 before an adjective in the nominative count something feminine: «на 2 соседние» (РГ-80, vol. 2, on numerals)
    living = not word.startswith(_THINGS) and not word.endswith(("ые", "ие"))
    return tuple(
        replace(_substantive(form), kind="NOUN", animate=living, gender=None if form.gender == "pl" else form.gender)
        for form in adjectives
    )


def _substantive(form: Form) -> Form:
    return replace(form, traits=form.traits | {SUBSTANTIVE})


def is_of_study(head: tuple[Form, ...]) -> bool:
    """Tell whether the noun is one of study: «учащиеся 5–9 классов» are in the fifth to the ninth."""
    return bool(head) and head[0].lemma in ("класс", "курс")
