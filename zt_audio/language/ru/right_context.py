"""Find the noun that the text to the right of a number begins with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from zt_audio.language.ru.morphology import Form, forms
from zt_audio.language.ru.short_adjectives import without_short_adjective

_WORD = re.compile(r"\s+([а-яё]+(?:-[а-яё]+)*)", re.IGNORECASE)
_MAX_ADJECTIVES = 3
# A trait of nouns that decline as adjectives («полицейский», «пострадавший»): after 2-4 they take the genitive plural.
SUBSTANTIVE = "substantive"
# A trait of nouns whose adjective is in the singular: 2-4 cannot count them («2 мировой войны» is the second one).
OF_ONE = "of-one"
# ... and in the plural, so that the number only counts: «в районе 4 аварийных дома».
OF_FEW = "of-few"
_ADJECTIVE_LEMMA = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")
_ADJECTIVE_PLURALS = ("ых", "их", "ые", "ие", "ым", "им", "ыми", "ими")
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
        match = _WORD.match(right, pos)
        word = match.group(1) if match else ""
        kinds = forms(word) if match else ()
        if not match or not kinds:
            return ()
        adjectives = tuple(form for form in kinds if form.kind == "ADJ" and form.case)
        nouns = tuple(form for form in kinds if form.kind == "NOUN" and form.case)
        if nouns and not (
            adjectives and word.endswith(_ADJECTIVE_PLURALS) and _agrees_on(adjectives, right, match.end())
        ):
            if kinds[0].kind == "NOUN" or not _agrees_on(adjectives, right, match.end()):
                return _agreeing(_as_substantive(nouns, word), passed)
        elif not adjectives:
            return ()
        elif not _agrees_on(adjectives, right, match.end()) and not _goes_on(right, match.end()):
            return _people(adjectives, word)
        passed.append(adjectives)
        pos = match.end()
    return ()


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
    match = _WORD.match(right, pos)
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


def _goes_on(right: str, pos: int) -> bool:
    """Tell whether an adjective that agrees with no noun beside it may still have one: «2 новых, красных дома»."""
    return right[pos : pos + 1] == ","


def _as_substantive(nouns: tuple[Form, ...], word: str) -> tuple[Form, ...]:
    declines_so = word.endswith(_ADJECTIVE_PLURALS) and nouns[0].lemma.endswith(_ADJECTIVE_LEMMA)
    return tuple(_substantive(form) for form in nouns) if declines_so else nouns


def _people(adjectives: tuple[Form, ...], word: str) -> tuple[Form, ...]:
    living = not word.startswith(_THINGS)
    return tuple(replace(_substantive(form), kind="NOUN", animate=living, gender=_gender(form)) for form in adjectives)


def _gender(form: Form) -> Literal["m", "f", "n"] | None:
    return None if form.gender == "pl" else form.gender


def _substantive(form: Form) -> Form:
    return replace(form, traits=form.traits | {SUBSTANTIVE})


def is_of_study(head: tuple[Form, ...]) -> bool:
    """Tell whether the noun is one of study: «учащиеся 5–9 классов» are in the fifth to the ninth."""
    return bool(head) and head[0].lemma in ("класс", "курс")
