"""A number and the text on both its sides in, how it is to be said out: cardinal or ordinal, case and gender.

What follows decides first: «2 жалобы», «2 жалобам» and «2 классе» leave little choice; what stands before chooses
among what is left («на 5 домов» is accusative, «до 5 домов» genitive).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zt_audio.language.ru.left import PREPOSITIONS, Cases, before_list, last_word, number_cases
from zt_audio.language.ru.morphology import Form, adjectives, forms, nouns
from zt_audio.language.ru.numbers import CASES, Case, Gender, cardinal, plural_kind
from zt_audio.language.ru.ordinals import ordinal

# Nouns that are numbered in order: «1 этаж» is the first floor, not one floor.
_ORDERED = frozenset(
    "этаж класс микрорайон разъезд квартал подъезд курс разряд век число степень категория маршрут".split()
)
# After these a number is a name: it stays in the nominative and agrees with nothing.
_NAMED = (
    "стать ст пункт подпункт номер телефон глав раздел абзац приложени кабинет кв квартир корпус строени тел "
    "канал каналу офис форм палат аудитори"
).split()
# After these it is a name too, unless a noun follows that it counts: «в доме 12 квартир», «дом 12».
_NAMED_LOOSELY = "дом школ гимнази лице участок участк пост отдел улиц служб служба бригад групп поликлиник лини".split()
_PARTS = frozenset({"часть", "части", "частью", "частей", "частям", "частями", "частях"})
_EMERGENCY = frozenset({101, 102, 103, 104, 109, 112, 1414})
_WORD = re.compile(r"\s+([а-яё]+(?:-[а-яё]+)*)", re.IGNORECASE)
_MORE_NUMBERS = re.compile(r"(?:\s*(?:,|[-–—])\s*|\s+(?:до|по|и|или)\s+)\d+(?:[ \u00a0\u202f]\d{3})*(?:-\w+)?(?![\d.,:]\d)")
_MAX_ADJECTIVES = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """How a number is said."""

    case: Case = "nom"
    gender: Gender = "m"
    animate: bool = False
    in_order: bool = False


def said(number: int, left: str, right: str) -> str:
    """Return `number` in words, agreeing with the text on both its sides."""
    manner = manner_of(number, left, right)
    say = ordinal if manner.in_order else cardinal
    return say(number, manner.case, manner.gender, animate=manner.animate)


def manner_of(number: int, left: str, right: str) -> Manner:
    """Return how `number` between `left` and `right` is said."""
    word = last_word(left)
    named = last_word(before_list(left))
    if named in _PARTS:
        return _part(before_list(left), named, listed=bool(_MORE_NUMBERS.match(right)) or not word)
    if _starts_with(named, _NAMED):
        return Manner()
    asked = number_cases(left)
    more = _MORE_NUMBERS.match(right)
    head = _head(right[more.end() :] if more else right)
    if not head:
        return Manner("nom" if number in _EMERGENCY and word in ("по", "на") else asked[0] if asked else "nom")
    if more:
        return _shared(head, asked, number)
    loosely = _starts_with(word, _NAMED_LOOSELY)
    return _agreeing(number, head, asked, after_noun=_is_noun(word), may_order=not loosely)


def _starts_with(word: str, stems: list[str]) -> bool:
    return any(word.startswith(stem) and len(word) - len(stem) <= 3 for stem in stems)  # noqa: PLR2004 - a case ending


def _part(left: str, word: str, *, listed: bool) -> Manner:
    """A part of an article is said in order and agrees with the word «часть»."""
    asked = number_cases(left[: left.lower().rindex(word)])
    own = [form.case for form in nouns(word) if form.case and form.plural == listed] or ["nom"]
    case: Case = "nom" if listed and "nom" in own and not asked else own[0]
    return Manner(next((wanted for wanted in asked if wanted in own), case), "f", in_order=True)


def _is_noun(word: str) -> bool:
    kinds = forms(word) if word else ()
    return bool(kinds) and kinds[0].kind == "NOUN"


def head_forms(right: str) -> tuple[Form, ...]:
    """Return the ways to take the noun that `right` begins with, after its adjectives; () where there is none."""
    return _head(right)


def _head(right: str) -> tuple[Form, ...]:
    pos = 0
    for _ in range(_MAX_ADJECTIVES + 1):
        match = _WORD.match(right, pos)
        if not match:
            return ()
        word = match.group(1)
        found = nouns(word)
        kinds = forms(word)
        if found and not (adjectives(word) and kinds[0].kind == "ADJ"):
            return found if kinds[0].kind == "NOUN" else ()
        if not adjectives(word):
            return ()
        pos = match.end()
    return ()


def _shared(head: tuple[Form, ...], asked: Cases, number: int) -> Manner:
    """The noun stands after a later number («от 1 до 3 жалоб»): it gives its gender, what stands before the case."""
    case: Case = asked[0] if asked else "nom"
    ordered = plural_kind(number) and head[0].lemma in _ORDERED and not head[0].plural
    return Manner(case, head[0].gender or "m", in_order=bool(ordered))


def _agreeing(number: int, head: tuple[Form, ...], asked: Cases, *, after_noun: bool, may_order: bool) -> Manner:
    counting = [manner for form in head for manner in _counting(number, form)]
    ordering = [Manner(form.case or "nom", form.gender or "m", form.animate, in_order=True)
                for form in head if not form.plural]  # fmt: skip
    ordered_noun = head[0].lemma in _ORDERED and (plural_kind(number) == "one" or after_noun)
    if may_order and ordering and (not counting or ordered_noun):
        return _choose(ordering, asked)
    return _choose(counting, asked) if counting else Manner(asked[0] if asked else "nom")


def _counting(number: int, form: Form) -> tuple[Manner, ...]:
    """Return how `number` may be said before a noun in this form."""
    kind = plural_kind(number)
    gender: Gender = form.gender or "m"
    case = form.case or "nom"
    if kind == "one":
        if form.plural and "Pltm" not in form.traits:
            return ()
        return (Manner(case, "pl" if form.plural else gender, form.animate),)
    if not form.plural:
        fits = case == "gen" and kind == "few"
        return (Manner("nom", gender), Manner("acc", gender)) if fits else ()
    if case == "gen":
        own = (Manner("gen", gender),)
        many = (Manner("nom", gender), Manner("acc", gender)) if kind == "many" or "Pltm" in form.traits else ()
        living = (Manner("acc", gender, animate=True),) if kind == "few" and form.animate else ()
        return (*many, *own, *living)
    return (Manner(case, gender),) if case in ("dat", "ins", "prep") else ()


def _choose(manners: list[Manner], asked: Cases) -> Manner:
    """Take the first manner in the order of the cases that are asked, else in the order of all cases."""
    if asked == PREPOSITIONS["по"] and any(manner.case == "acc" for manner in manners):
        asked = ("acc",)  # each: «по пять тенге»; «по пяти улицам» has no accusative to choose
    for case in (*asked, *CASES):
        for manner in manners:
            if manner.case == case:
                return manner
    return manners[0]
