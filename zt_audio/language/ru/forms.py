"""A place's name in the nominative and a case in, the name in that case out.

The head declines, and the adjectives and ordinals before it with it; quotes and everything behind the head stay as
they are: «41-го разъезда», «рынка «Алтай»», «посёлка Ясный».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zt_audio.errors import ContentError
from zt_audio.language.ru.endings import by_ending
from zt_audio.language.ru.morphology import (
    INDECLINABLE,
    Form,
    adjectives,
    declined_adjective,
    declined_noun,
    nouns,
)
from zt_audio.language.ru.numbers import CASES, Case, Gender
from zt_audio.language.ru.towns import town
from zt_audio.model import Problem

_ORDINAL = re.compile(r"(?P<number>\d+)-(?P<ending>й|я|е)")
# How an ordinal's ending is written in each case: the last letter, and the vowel before it where a consonant ends it.
_ORDINAL_ENDINGS: dict[Gender, tuple[str, ...]] = {
    "m": ("й", "го", "му", "й", "м", "м"),
    "f": ("я", "й", "й", "ю", "й", "й"),
    "n": ("е", "го", "му", "е", "м", "м"),
    "pl": ("е", "х", "м", "е", "ми", "х"),
}
_FROZEN_HEAD = re.compile(r"[А-ЯЁA-Z]{2,}\d*|\w+\.|[^\W\d]+-[^\W\d]\.?|мкр")
_TITLES = frozenset({"батыр", "хан", "би", "ата", "ана", "апа", "султан", "тархан"})  # «Есет батыр»: both words decline
_PERSON = frozenset({"Name", "Surn", "Patr"})


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the head stands among the words, and what its adjectives agree with; no gender where it is frozen."""

    at: int
    gender: Gender
    plural: bool = False
    animate: bool = False
    kind: Literal["noun", "adjective", "frozen"] = "noun"


def inflect(name: str, case: str) -> str:
    """Return `name` in `case` (nom gen dat acc ins prep). Raises ContentError `form-unknown`."""
    wanted = next((known for known in CASES if known == case), None)
    form = _inflected(name, wanted) if wanted else None
    if form is None:
        raise ContentError(Problem("form-unknown", None, {"name": name, "case": case, "lang": "ru"}))
    return form


@cache
def _inflected(name: str, case: Case) -> str | None:
    if case == "nom":
        return name
    parts = re.split(r"(\s+)", name)
    words = parts[::2]
    declined = _phrase(tuple(words), case)
    if declined is None:
        return None
    return "".join(word + space for word, space in zip(declined, [*parts[1::2], ""], strict=True))


def _phrase(words: tuple[str, ...], case: Case) -> list[str] | None:
    if len(words) == 1:
        alone = _alone(words[0], case)
        return [alone] if alone else None
    if words[1] in _TITLES:
        return [*(by_ending(word, case, "person") or word for word in words[:2]), *words[2:]]
    head = _find_head(words)
    if head is None:
        return None
    declined = [*(_agreeing(word, case, head) for word in words[: head.at]), _declined_head(words[head.at], case, head)]
    said = [word for word in declined if word]
    return [*said, *_tail(words, head, case)] if len(said) == len(declined) else None


def _declined_head(word: str, case: Case, head: _Head) -> str | None:
    if head.kind == "frozen":
        return word
    if head.kind == "adjective":
        return _agreeing(word, case, head)
    return _noun(word, case, plural=head.plural)


def _alone(word: str, case: Case) -> str | None:
    """Decline a name of one word: a town, a noun of the dictionary, an adjective, else by its ending."""
    bare = word.strip('«»"')
    if bare != word:
        inside = _alone(bare, case) if bare else None
        return word.replace(bare, inside) if inside else None
    if match := re.fullmatch(r"(?P<name>[^\W\d]+(?:-[^\W\d]+)*)(?P<number>-\d+)", word):
        return (_noun(match["name"], case) or match["name"]) + match["number"]
    if _is_frozen(word):
        return word
    known = town(word, case) or _noun(word, case) or _noun(word, case, plural=True)
    if known:
        return known
    if gender := _adjective_gender(word):
        return declined_adjective(word, case, gender)
    return _unknown(word, case)


def _unknown(word: str, case: Case) -> str | None:
    """Decline a name that nobody knows by its ending; one in -ь may be of either gender."""
    if not re.fullmatch(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*", word):
        return None
    return by_ending(word, case)


def _find_head(words: tuple[str, ...]) -> _Head | None:
    """Return the first nominative noun that the adjectives before it agree with."""
    gender: Gender | None = None
    quoted = False
    for at, word in enumerate(words):
        quoted = quoted or word.startswith(("«", '"'))
        if quoted or re.fullmatch(r"№|\d+[а-яё]?", word):
            quoted = quoted and not word.rstrip(",").endswith(("»", '"'))
            continue
        if _is_frozen(word):
            return _Head(at, gender or "m", kind="frozen")
        if head := _as_head(word, at, gender):
            return head
        own = _ordinal_gender(word) or _adjective_gender(word)
        if own is None or (gender and own != gender):
            return _adjective_before(words, at, gender)
        gender = own
    return _adjective_before(words, len(words), gender)


def _adjective_before(words: tuple[str, ...], at: int, gender: Gender | None) -> _Head | None:
    """«Первая Набережная», «набережная реки Илек»: where no noun follows, the adjective is the head."""
    if gender and at and _adjective_gender(words[at - 1]):
        return _Head(at - 1, gender, kind="adjective")
    return None


def _as_head(word: str, at: int, gender: Gender | None) -> _Head | None:
    if word.lower() in INDECLINABLE or town(word, "nom"):
        return _Head(at, gender or "m")
    if _adjective_gender(word) and not _noun_first(word):
        return None
    found = [form for form in nouns(word) if form.case == "nom" and _fits(form, gender)]
    found.sort(key=lambda form: form.plural)
    if not found:
        return None
    form = found[0]
    return _Head(at, "pl" if form.plural else form.gender or "m", plural=form.plural, animate=form.animate)


def _fits(form: Form, gender: Gender | None) -> bool:
    return gender is None or ((gender == "pl") == form.plural and (form.plural or form.gender == gender))


def _noun_first(word: str) -> bool:
    found = nouns(word)
    return bool(found) and found[0].known and not any(form.known for form in adjectives(word))


def _agreeing(word: str, case: Case, head: _Head) -> str | None:
    """Decline a word before the head; a quoted name and a number stay."""
    if match := _ORDINAL.fullmatch(word):
        return f"{match['number']}-{_ORDINAL_ENDINGS[head.gender][CASES.index(case)]}"
    if _adjective_gender(word):
        return declined_adjective(word, case, head.gender, animate=head.animate)
    return word


def _noun(word: str, case: Case, *, plural: bool = False) -> str | None:
    if known := town(word, case):
        return known
    if word.lower() in INDECLINABLE:
        return word
    if form := declined_noun(word, case, from_plural=plural):
        return form
    return _hyphenated(word, case) if "-" in word else None


def _hyphenated(word: str, case: Case) -> str | None:
    """«школа-гимназия»: both halves decline; «кафе-бар»: what can."""
    halves = [_noun(half, case) for half in word.split("-")]
    return "-".join(half for half in halves if half) if all(halves) else None


def _tail(words: tuple[str, ...], head: _Head, case: Case) -> list[str]:
    """What stands behind the head stays, but for a second head after «и» and the rest of a person's name."""
    tail = list(words[head.at + 1 :])
    if len(tail) > 1 and tail[0] == "и":
        more = _phrase(tuple(tail[1:]), case) if _is_nominative(tail[1]) else None
        return ["и", *more] if more else tail
    if _is_person(words[head.at]):
        return [_person_word(word, case) for word in tail]
    return tail


def _is_nominative(word: str) -> bool:
    found = [*nouns(word), *adjectives(word)]
    return bool(found) and found[0].case == "nom"


def _is_person(word: str) -> bool:
    found = nouns(word)
    return bool(found) and bool(_PERSON & found[0].traits) and word[:1].isupper()


def _person_word(word: str, case: Case) -> str:
    return by_ending(word, case, "person", surname=True) or word if word[:1].isupper() else word


def _is_frozen(word: str) -> bool:
    return _FROZEN_HEAD.fullmatch(word) is not None


@cache
def _ordinal_gender(word: str) -> Gender | None:
    match = _ORDINAL.fullmatch(word)
    if not match:
        return None
    return {"й": "m", "я": "f", "е": "n"}[match["ending"]]  # type: ignore[return-value] # literals of Gender


@cache
def _adjective_gender(word: str) -> Gender | None:
    """Return the gender of an adjective in the nominative, 'pl' in the plural; None where it is none."""
    found = next((form for form in adjectives(word) if form.case == "nom"), None)
    if found is None or not re.search(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[оеё]в|ин|ья|ье|ьи)(?:-\d+)?$", word.lower()):
        return None
    return "pl" if found.plural else found.gender
