"""Find the head of a place's name, and what the words before it agree with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zt_audio.language.ru.endings import town
from zt_audio.language.ru.morphology import INDECLINABLE, Form, adjectives, nouns
from zt_audio.language.ru.numbers import Gender
from zt_audio.language.ru.short_adjectives import SHORT_ADJECTIVES

ORDINAL = re.compile(r"(?P<number>\d+)-[оыиаья]?(?P<ending>й|я|е)")
_GENDER_OF_ORDINAL: dict[str, Gender] = {"й": "m", "я": "f", "е": "n"}
_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[оеё]в|ин|ья|ье|ьи)(?:-\d+)?$")
# Abbreviations keep their form: «ТРЦ», «ул.», «р-н»; the reader gives them their case later.
_FROZEN = re.compile(r"[А-ЯЁA-Z]{2,}\d*|\w+\.|[^\W\d]+-[^\W\d]\.?|мкр|рзд")
_PASSED_OVER = re.compile(r"№|\d+[а-яё]?|[а-яё]+/[а-яё]+")  # «№ 56 школа», «ж/д вокзал»
# Kinds of places in the classifier of settlements that the dictionary takes for surnames, or does not have
KINDS_OF_PLACES = frozenset({"кордон", "кашара", "подхоз", "селхоз", "сельхоз"})
_PERSON = frozenset({"Name", "Surn", "Patr"})


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head stands among the words, what it is, and what its adjectives agree with."""

    at: int
    gender: Gender
    plural: bool = False
    animate: bool = False
    kind: Literal["noun", "adjective", "frozen"] = "noun"


def find_head(words: tuple[str, ...]) -> Head | None:
    """Return the first nominative noun that the adjectives before it agree with; None where there is none."""
    gender: Gender | None = None
    quoted = False
    for at, word in enumerate(words):
        quoted = quoted or word.startswith(("«", '"'))
        if quoted or _PASSED_OVER.fullmatch(word) or _agrees_later(words[at : at + 2]):
            quoted = quoted and not word.rstrip(",").endswith(("»", '"'))
            continue
        if is_frozen(word):
            return Head(at, gender or "m", kind="frozen")
        if head := _as_head(word, at, gender):
            return head
        own = _ordinal_gender(word) or adjective_gender(word)
        if own is None or (gender and own != gender):
            return _adjective_before(words, at, gender)
        gender = own
    return _adjective_before(words, len(words), gender)


def _agrees_later(words: tuple[str, ...]) -> bool:
    """Tell whether the first of `words` keeps its form before the second: «мед. центр», «отдельно стоящий дом».

    The reader spells a short adjective out in the case of its noun; adverbs have no case.
    """
    first, second = words[0].lower(), words[-1]
    short = first in SHORT_ADJECTIVES and second[:1].islower()
    return len(words) > 1 and (short or first == "отдельно")


def _adjective_before(words: tuple[str, ...], at: int, gender: Gender | None) -> Head | None:
    """Take the adjective as the head where no noun follows: «Первая Набережная», «набережная реки Илек»."""
    if gender and at and adjective_gender(words[at - 1]):
        return Head(at - 1, gender, kind="adjective")
    return None


def _as_head(word: str, at: int, gender: Gender | None) -> Head | None:
    if word.lower() in INDECLINABLE or town(word, "nom"):
        return Head(at, gender or "m")
    if adjective_gender(word) and not _is_noun_alone(word):
        return None
    found = sorted((form for form in nouns(word) if form.case == "nom" and _fits(form, gender)), key=_is_plural)
    if not found:
        return None
    form = found[0]
    return Head(at, "pl" if form.plural else form.gender or "m", plural=form.plural, animate=form.animate)


def _is_noun_alone(word: str) -> bool:
    """«магазин» ends like an adjective, but the dictionary has it as a noun alone."""
    found = nouns(word)
    return bool(found) and found[0].known and not any(form.known for form in adjectives(word))


def _is_plural(form: Form) -> bool:
    return form.plural


def _fits(form: Form, gender: Gender | None) -> bool:
    return gender is None or ((gender == "pl") == form.plural and (form.plural or form.gender == gender))


def is_frozen(word: str) -> bool:
    """Tell whether `word` is an abbreviation, which keeps its form."""
    return _FROZEN.fullmatch(word) is not None


def is_person(word: str) -> bool:
    """Tell whether `word` is a person's name."""
    found = nouns(word)
    person = word[:1].isupper() and bool(found) and bool(_PERSON & found[0].traits)
    return person and word.lower() not in KINDS_OF_PLACES


def is_nominative(word: str) -> bool:
    """Tell whether `word` is likeliest a noun or adjective in the nominative."""
    found = [*nouns(word), *adjectives(word)]
    return bool(found) and found[0].case == "nom"


def _ordinal_gender(word: str) -> Gender | None:
    match = ORDINAL.fullmatch(word)
    if match and word.endswith(("ые", "ие")):
        return "pl"
    return _GENDER_OF_ORDINAL[match["ending"]] if match else None


@cache
def adjective_gender(word: str) -> Gender | None:
    """Return the gender of an adjective in the nominative, 'pl' in the plural; None where it is none."""
    found = next((form for form in adjectives(word) if form.case == "nom"), None)
    if found is None or not _ADJECTIVE.search(word.lower()):
        return None
    return "pl" if found.plural else found.gender
