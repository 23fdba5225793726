"""Tell in which cases a number and a noun agree: «пяти домов», «два дома», «третьего этажа».

Source: Русская грамматика (1980), vol. 1, on numerals with nouns.
"""

from __future__ import annotations

import re

from tests.support.ru_proofreading.words import NumeralForm, kind_of_numeral
from zt_audio.language.ru.cases.counting import DESIGNATED, is_ordered
from zt_audio.language.ru.cases.right_context import OF_ONE, SUBSTANTIVE
from zt_audio.language.ru.words.morphology import INDECLINABLE, Form, forms
from zt_audio.language.ru.words.numbers import CASES, Case, plural_kind
from zt_audio.language.ru.words.units import COUNTED_BODIES, UNITS
from zt_audio.language.tables import word_set

Cases = frozenset[Case]

NOMINATIVE: Cases = frozenset({"nom"})
GENITIVE: Cases = frozenset({"gen"})
ACCUSATIVE: Cases = frozenset({"acc"})
STRAIGHT: Cases = NOMINATIVE | ACCUSATIVE
ALL_CASES: Cases = frozenset(CASES)
# Heads of the units, and what else measures rather than counts things
MEASURED = frozenset(
    re.sub(r"^.*\*", "", phrase).split()[0]
    for short, phrase in UNITS.items()
    if short not in COUNTED_BODIES | {"чел", "ед"}
) | word_set("год раз тиын тысяча миллион миллиард сотка место показатель вольт ампер балл очко")
_OF_THINGS = word_set("два две три четыре двое трое четверо")


def numeral_cases(words: list[frozenset[NumeralForm]]) -> tuple[bool, Cases]:
    """Return whether a number is an ordinal, and its cases."""
    last = words[-1]
    if all(form.in_order for form in last):
        return True, frozenset(form.case for form in last)
    cases = ALL_CASES
    for ways in words:
        cases &= frozenset(form.case for form in ways if not form.in_order)
    return False, cases or (ACCUSATIVE if _is_in_portions(words) else cases)


def _is_in_portions(words: list[frozenset[NumeralForm]]) -> bool:
    """Tell whether thousands in the dative and the rest in the accusative make a number: «по одной тысяче триста»."""
    in_dative, in_accusative = (
        [any(form.case == case and not form.in_order for form in ways) for ways in words] for case in ("dat", "acc")
    )
    return any(all(in_dative[:at]) and all(in_accusative[at:]) for at in range(1, len(words)))


def count_kind(last: str, written: str) -> str:
    """Return which form of a noun the number takes."""
    if last in ("двое", "трое", "четверо"):
        return "many"
    kind = kind_of_numeral(last)
    digits = re.findall(r"\d+", written)
    return plural_kind(int(digits[-1][-2:])) if digits and kind != "group" and "," not in written else kind


def agreeing_cases(
    count: str, head: tuple[Form, ...], last: frozenset[NumeralForm], *, in_order: bool, listed: bool
) -> Cases:
    """Return the cases in which a number that ends with one of `last` agrees with a form of its noun.

    In a list of ordinals the noun may be in the plural: «первого и второго подъездов».
    """
    if not in_order:
        genders = {form.gender for form in last if not form.in_order}
        ways = tuple(noun for noun in head if not noun.gender or noun.gender in genders or None in genders)
        cases = frozenset(case for case in CASES if _may_stand(case, count, ways, in_order=False))
        return cases if _may_be_object(count, ways, last) else cases - {"acc"}
    return frozenset(
        form.case
        for form in last
        if any(
            _fits(form.case, count, noun, in_order=True)
            and (listed or noun.gender is None or form.gender == ("pl" if noun.plural else noun.gender))
            for noun in head
        )
    )


def _may_be_object(count: str, head: tuple[Form, ...], last: frozenset[NumeralForm]) -> bool:
    """Tell whether the number has the accusative of living beings before them, and that of things before things."""
    living, things = ({form.case == "acc" and form.living == alive for form in last} for alive in (True, False))
    if True in things:
        return count != "one" or any(not noun.animate or noun.gender != "m" for noun in head)
    return True in living and any(noun.animate and (noun.plural or count == "one") for noun in head)


def counted_cases(count: str, head: tuple[Form, ...], *, in_order: bool) -> Cases:
    """Return the cases in which a number of this kind may stand before the noun, as a cardinal or as an ordinal."""
    numbered = in_order or head[0].lemma in DESIGNATED or is_ordered(head, "")
    return frozenset(
        case
        for case in CASES
        if _may_stand(case, count, head, in_order=False) or (numbered and _may_stand(case, count, head, in_order=True))
    )


def _may_stand(case: Case, count: str, head: tuple[Form, ...], *, in_order: bool) -> bool:
    return any(_fits(case, count, form, in_order=in_order) for form in head)


def _fits(case: Case, count: str, noun: Form, *, in_order: bool) -> bool:
    """Tell whether a number in `case` may stand before this form of a noun."""
    if noun.lemma in INDECLINABLE or "Fixd" in noun.traits:
        return True
    same = noun.case == case or (noun.animate and case == "acc" and noun.case == "gen")
    if in_order:
        return same
    if count == "group":
        return noun.plural and noun.case == "gen"
    if count == "one":
        return (same and not noun.plural) or ("Pltm" in noun.traits and noun.case == case)
    if case not in STRAIGHT:
        return noun.plural and noun.case == case
    return _fits_few(case, noun) if count == "few" else noun.plural and noun.case == "gen"


def _fits_few(case: Case, noun: Form) -> bool:
    """«два дома», «две столовые», «трое детей», «двух сотрудников»; «2 мировой войны» is the second one."""
    if not noun.plural:
        return noun.case == "gen" and OF_ONE not in noun.traits
    if {SUBSTANTIVE, "Pltm"} & noun.traits or noun.lemma in ("ребёнок", "человек"):
        return noun.case in ("gen", "nom", "acc")
    return case == "acc" and noun.animate and noun.case in ("gen", "acc")


def not_as_object(numeral: str, head: tuple[Form, ...]) -> Cases:
    """Return the accusative where the number has the form of things: «двое детей», «два пострадавших»."""
    in_plural = all(form.plural for form in head if form.case == "gen")
    living = head[0].animate and in_plural and numeral in _OF_THINGS
    return frozenset({"acc"}) if living else frozenset()


def adjective_cases(word: str, noun: Form) -> Cases:
    """Return the cases of `word` before the noun, all where it is no adjective: «квадратный метр»."""
    kinds = forms(word)
    if not kinds or kinds[0].kind != "ADJ":
        return ALL_CASES
    living = noun.animate or noun.gender != "m"
    return frozenset(form.case for form in kinds if form.case and (form.case != "acc" or living or not form.animate))


def stands_with(noun: Form, adjectives: tuple[Form, ...]) -> bool:
    """Tell whether an adjective in one of these forms stands before the noun."""
    return any(
        form.case == noun.case and form.plural == noun.plural and (form.plural or form.gender == noun.gender)
        for form in adjectives
    )
