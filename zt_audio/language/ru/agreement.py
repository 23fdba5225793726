"""Decide how a number between two texts is said: cardinal or ordinal, in which case and gender.

What follows decides first: «2 жалобы», «2 жалобам» and «2 классе» leave little choice; what stands before chooses
among what is left («на 5 домов» is accusative, «до 5 домов» genitive).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zt_audio.language.ru.left_context import PREPOSITIONS, Cases, before, before_list, last_word, number_cases
from zt_audio.language.ru.morphology import Form, forms, nouns
from zt_audio.language.ru.numbers import CASES, Case, Gender, cardinal, plural_kind
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.right_context import head_forms
from zt_audio.language.tables import word_set

# Nouns that are numbered in order: «1 этаж» is the first floor, not one floor.
_ORDERED = word_set("этаж класс микрорайон разъезд квартал подъезд курс разряд век число степень категория маршрут")
# Beginnings of nouns after which a number is a name: it stays in the nominative and agrees with nothing.
_NAMED = word_set(
    "стать ст пункт подпункт номер телефон глав раздел абзац приложени кабинет кв квартир корпус строени тел канал "
    "офис форм палат аудитори"
)
# After these it is a name too, unless a noun follows that it counts: «дом 12», but «в доме 12 квартир».
_NAMED_LOOSELY = word_set(
    "дом школ гимнази лице участок участк пост отдел улиц служб бригад групп поликлиник лини"
)  # fmt: skip
_LONGEST_ENDING = 3
_PARTS = word_set("часть части частью частей частям частями частях")
_EMERGENCY = frozenset({101, 102, 103, 104, 109, 112, 1414})  # «звоните по 102»: names, they do not decline
_PART_OF_DAY = re.compile(r"\s+(?P<part>утра|вечера|ночи)(?!\w)")
_WHEN = word_set("в до с к после около на")
_OUT_OF = re.compile(r"\s+из(?:\s+\d+)?(?=\s)")  # «2 из 3 школ»
_MORE_NUMBERS = re.compile(
    r"(?:\s*(?:,|[-–—])\s*|\s+(?:до|по|и|или)\s+)\d+(?:[ \u00a0\u202f]\d{3})*(?:-\w+)?(?![\d.,:]\d)"
)


@dataclass(frozen=True, slots=True)
class NumberManner:
    """How a number is said."""

    case: Case = "nom"
    gender: Gender = "m"
    animate: bool = False
    in_order: bool = False


def say_number(number: int, manner: NumberManner) -> str:
    """Return `number` in words, said in this manner."""
    say = ordinal if manner.in_order else cardinal
    return say(number, manner.case, manner.gender, animate=manner.animate)


def manner_of(number: int, left: str, right: str) -> NumberManner:
    """Return how `number` between `left` and `right` is said."""
    list_owner = before_list(left)
    named = last_word(list_owner)
    more = _MORE_NUMBERS.match(right)
    if named in _PARTS:
        return _part(list_owner, named, listed=bool(more) or not left.endswith(list_owner))
    if _begins(named, _NAMED) or left.rstrip().endswith("№"):
        return NumberManner()
    head = head_forms(right[more.end() :] if more else right)
    if not head or _is_hour(left, right):
        return _alone(number, left, right)
    asked = number_cases(left)
    return _shared(head, asked) if more else _agreeing(number, head, asked, last_word(left))


def _is_hour(left: str, right: str) -> bool:
    """«в 5 утра» is an hour; «2 ночи» may be two nights, «в 2 ночи» is an hour."""
    part = _PART_OF_DAY.match(right)
    return part is not None and (part["part"] != "ночи" or last_word(left) in _WHEN)


def _alone(number: int, left: str, right: str) -> NumberManner:
    asked = number_cases(left)
    stays = number in _EMERGENCY and last_word(left) in ("по", "на")
    group = _OUT_OF.match(right)
    chosen = head_forms(right[group.end() :]) if group else ()
    gender = chosen[0].gender if chosen and chosen[0].plural else None
    return NumberManner(asked[0] if asked and not stays else "nom", gender or "m")


def _begins(word: str, stems: frozenset[str]) -> bool:
    return any(word[:length] in stems for length in range(max(len(word) - _LONGEST_ENDING, 1), len(word) + 1))


def _part(left: str, word: str, *, listed: bool) -> NumberManner:
    """Say a part of a law's article in order: «в части второй», «части вторая и третья»."""
    asked = number_cases(before(left, word))
    own = [form.case for form in nouns(word) if form.case and form.plural == listed] or ["nom"]
    case: Case = "nom" if listed and "nom" in own and not asked else own[0]
    return NumberManner(next((wanted for wanted in asked if wanted in own), case), "f", in_order=True)


def _shared(head: tuple[Form, ...], asked: Cases) -> NumberManner:
    """Agree with a noun behind a later number: it gives the gender, what stands before gives the case."""
    in_order = head[0].lemma in _ORDERED and not head[0].plural
    return NumberManner(asked[0] if asked else "nom", head[0].gender or "m", in_order=in_order)


def _agreeing(number: int, head: tuple[Form, ...], asked: Cases, word: str) -> NumberManner:
    """Count the noun where its form allows it, else take the number as its name («8 класса»)."""
    counting = [manner for form in head for manner in _counting(number, form)]
    ordering = [
        NumberManner(form.case or "nom", form.gender or "m", form.animate, in_order=True)
        for form in head
        if not form.plural
    ]
    numbered = head[0].lemma in _ORDERED and (plural_kind(number) == "one" or _is_noun(word))
    if ordering and not _begins(word, _NAMED_LOOSELY) and (numbered or not counting):
        return _choose(ordering, asked)
    return _choose(counting, asked) if counting else NumberManner(asked[0] if asked else "nom")


def _is_noun(word: str) -> bool:
    kinds = forms(word) if word else ()
    return bool(kinds) and kinds[0].kind == "NOUN"


def _counting(number: int, form: Form) -> tuple[NumberManner, ...]:
    """Return how `number` may be said before a noun in this form; () where it does not count it."""
    kind, case, gender = plural_kind(number), form.case or "nom", form.gender or "m"
    only_plural = "Pltm" in form.traits
    if kind == "one":
        fits = only_plural or not form.plural
        return (NumberManner(case, "pl" if form.plural else gender, form.animate),) if fits else ()
    straight = (NumberManner("nom", gender), NumberManner("acc", gender))
    if not form.plural:
        return straight if kind == "few" and case == "gen" else ()
    if case != "gen":
        return (NumberManner(case, gender),) if case in ("dat", "ins", "prep") else ()
    living = (NumberManner("acc", gender, animate=True),) if kind == "few" and form.animate else ()
    return (*(straight if kind == "many" or only_plural else ()), NumberManner("gen", gender), *living)


def _choose(manners: list[NumberManner], asked: Cases) -> NumberManner:
    """Take the first manner in the order of the cases that are asked, else in the order of all cases."""
    if asked == PREPOSITIONS["по"] and any(manner.case == "acc" for manner in manners):
        asked = ("acc",)  # each: «по пять тенге»; «по пяти улицам» has no accusative to choose
    order = (*asked, *CASES)
    return min(manners, key=lambda manner: order.index(manner.case))
