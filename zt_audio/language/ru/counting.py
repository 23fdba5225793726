"""Count nouns: in which cases a number may stand before a form of a noun, and which of them is meant.

Source: Русская грамматика (1980), vol. 1, on numerals with nouns.
"""

from __future__ import annotations

from zt_audio.language.ru.government import PREPOSITIONS, Cases
from zt_audio.language.ru.morphology import Form
from zt_audio.language.ru.number_manner import NumberManner
from zt_audio.language.ru.numbers import CASES, Case, Gender, plural_kind
from zt_audio.language.ru.people import CHILD
from zt_audio.language.ru.right_context import OF_ONE, SUBSTANTIVE


def counting_manners(number: int, form: Form) -> tuple[NumberManner, ...]:
    """Return how `number` may be said before a noun in this form; () where it does not count it."""
    kind, case, gender = plural_kind(number), form.case or "nom", form.gender or "m"
    if "Pltm" in form.traits:
        return _counting_without_singular(number, form)
    if kind == "one":
        return () if form.plural else (NumberManner(case, gender, form.animate or SUBSTANTIVE in form.traits),)
    if kind == "few" and form.plural and (form.lemma == CHILD or SUBSTANTIVE in form.traits):
        return _counting_few(form, case, gender)
    straight = (NumberManner("nom", gender), NumberManner("acc", gender))
    if not form.plural:
        return straight if kind == "few" and case == "gen" and OF_ONE not in form.traits else ()
    if case != "gen":
        return (NumberManner(case, gender),) if case in ("dat", "ins", "prep") else ()
    living = (NumberManner("acc", gender, animate=True),) if kind == "few" and form.animate else ()
    return (*(straight if kind == "many" else ()), NumberManner("gen", gender), *living)


def _counting_few(form: Form, case: Case, gender: Gender) -> tuple[NumberManner, ...]:
    """Return how 2-4 may be said before children, and before nouns that decline as adjectives.

    «двое детей» (in the nominative the collective alone is right), «два полицейских пострадали», «наградили двух
    полицейских», «две столовые».
    """
    if case in ("nom", "acc") and not form.animate:
        return (NumberManner("nom", "f"), NumberManner("acc", "f"))
    if case != "gen":
        return (NumberManner(case, gender),) if case in ("dat", "ins", "prep") else ()
    child = form.lemma == CHILD
    nominative = NumberManner("nom", "pl", without_singular=True) if child else NumberManner("nom", gender)
    return (nominative, NumberManner("acc", gender, form.animate), NumberManner("gen", gender))


def _counting_without_singular(number: int, form: Form) -> tuple[NumberManner, ...]:
    if form.case in ("nom", "acc") and plural_kind(number) != "one":  # «на 4 сутки»
        return (NumberManner(form.case, "pl", in_order=True),)
    cases: tuple[Case, ...] = ("nom", "acc", "gen") if form.case == "gen" else (form.case or "nom",)
    return tuple(NumberManner(case, "pl", without_singular=True) for case in cases)


def choose_manner(manners: list[NumberManner], asked: Cases) -> NumberManner:
    """Take the first manner in the order of the cases that are asked, else in the order of all cases."""
    if asked == PREPOSITIONS["по"] and any(manner.case == "acc" for manner in manners):
        asked = ("acc",)  # each: «по пять тенге»; «по пяти улицам» has no accusative to choose
    order = (*asked, *CASES)
    return min(manners, key=lambda manner: order.index(manner.case))
