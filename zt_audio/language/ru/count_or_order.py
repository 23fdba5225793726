"""Tell whether a number counts the noun behind it or puts it in order: «2 этажа сгорели», «жильцы 2 этажа»."""

from __future__ import annotations

import re

from zt_audio.language.ru.left_text import before, last_word
from zt_audio.language.ru.morphology import Form, forms, is_noun
from zt_audio.language.ru.number_manner import NumberManner
from zt_audio.language.ru.numbered_nouns import DESIGNATED, is_ordered, names_loosely
from zt_audio.language.ru.numbers import Case, plural_kind
from zt_audio.language.ru.owners import is_in_place, is_in_state, owns

NUMBER_ENDS = re.compile(r"\d+(?:-\w+)?\s+$")


def is_numbered(number: int, head: tuple[Form, ...], left: str, word: str) -> bool:
    """Tell whether the number puts in order what it could count as well: «начальник 2 отдела», «во 2 классе»."""
    if number == 2 and word in ("во", "со", "ко"):  # noqa: PLR2004 - «второй» alone asks for the vowel
        return True
    if owns(left, word) and head[0].lemma in DESIGNATED and plural_kind(number) == "few" and _is_of_one(head):
        return True
    return is_ordered(head, left) and (_is_first(number, head) or owns(left, word))


def beside_noun(head: tuple[Form, ...], left: str, word: str) -> NumberManner | None:
    """Say or refuse 2-4 that may count or order what follows: «квартиры 2 подъезда», «под угрозой сноса 2 дома»."""
    if not _is_of_one(head):
        return None
    if names_loosely(word):
        return _in_house(head, left, word)
    if is_ordered(head, left) and is_noun(word) and NUMBER_ENDS.search(before(left, word)):
        return NumberManner(unsayable=True)  # «на 3 путь 2 платформы»
    threatened = is_noun(word) and is_in_state(before(left, word))
    if head[0].lemma in DESIGNATED and (threatened or (owns(left, word) and is_in_place(left, word))):
        return NumberManner(unsayable=True)
    return None


def _is_of_one(head: tuple[Form, ...]) -> bool:
    """«начальник 2 отдела», but «жители 4 аулов»."""
    return any(form.case == "gen" and not form.plural for form in head)


def _in_house(head: tuple[Form, ...], left: str, word: str) -> NumberManner:
    """«квартиры 2 подъезда» are in the second one; «в доме 2 подъезда» has two, or speaks of the second."""
    if is_ordered(head, left) and any(form.plural and form.case == "nom" for form in forms(word)):
        return NumberManner("gen", head[0].gender or "m", in_order=True)
    within = last_word(NUMBER_ENDS.sub("", before(left, word))) in ("в", "на", "у")  # «на 5 этаже 3 квартиры»
    unsayable = is_ordered(head, left) or (head[0].lemma in DESIGNATED and not within)
    return NumberManner("nom", head[0].gender or "m", unsayable=unsayable)


def is_each(word: str) -> bool:
    return bool(word) and any(form.lemma == "каждый" and not form.plural for form in forms(word))


def uncounted(counting: list[NumberManner], ordering: list[NumberManner]) -> set[Case]:
    """Return the cases in which the noun can only be numbered in order."""
    return {manner.case for manner in ordering} - {manner.case for manner in counting}


def _is_first(number: int, head: tuple[Form, ...]) -> bool:
    """«1 этаж», «за 2 полугодие»: the noun stands in the singular of its own."""
    return plural_kind(number) == "one" or all(form.case != "gen" for form in head)
