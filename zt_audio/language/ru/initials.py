"""Read initials with a surname as the full name in the surname's case; an unknown name is a problem."""

from __future__ import annotations

import re
from functools import cache

from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.ru.endings import by_ending
from zt_audio.language.ru.letters import letter_names
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.numbers import CASES, Case

# People after whom streets and schools of the region are named; the lexicon's entries come first.
_KNOWN = (
    "Марат Оспанов",
    "Сактаган Баишев",
    "Алия Молдагулова",
    "Маншук Маметова",
    "Кудайберген Жубанов",
    "Ахмет Жубанов",
    "Газиза Жубанова",
    "Тахави Ахтанов",
    "Сакен Сейфуллин",
    "Мухтар Ауэзов",
    "Турар Рыскулов",
    "Динмухамед Кунаев",
    "Ибрай Алтынсарин",
    "Чокан Валиханов",
    "Каныш Сатпаев",
)
# The nominatives that a written surname may come from: its ending, what stands there in the nominative.
_NOMINATIVES = (
    ("", ""),
    ("а", ""),
    ("у", ""),
    ("ым", ""),
    ("е", ""),
    ("ой", "а"),
    ("у", "а"),
    ("ого", "ий"),
    ("ому", "ий"),
)


def _initials_behind(match: re.Match[str], context: Context) -> str | Guess | None:
    """Read «Сериков А. Б.» as the full name, else by the names of the letters, which is a guess."""
    if said := _full_name(match, context):
        return said
    is_name = match["initials"].count(".") > 1
    return Guess(f"{match['surname']} {letter_names(match['initials'])}") if is_name else None


def _full_name(match: re.Match[str], context: Context) -> str | None:
    """Return the name that staff taught, or that the region knows, in the case of the written surname."""
    surname, left = match["surname"], context.text[: match.start()]
    for ending, nominative in _NOMINATIVES:
        if not surname.endswith(ending):
            continue
        base = surname.removesuffix(ending) + nominative
        said = _taught(match["initials"], base, surname, left, context) or _known(
            match["initials"], base, surname, left
        )
        if said:
            return said
    return None


def _taught(initials: str, base: str, surname: str, left: str, context: Context) -> str | None:
    """Return staff's own full name in the case of the written surname."""
    entry = context.lexicon.person(initials, base)
    case = _case_of(surname, base, left) if entry else None
    return (entry.forms.get(case) or person(entry.spoken, case)) if entry and case else None


def _known(initials: str, base: str, surname: str, left: str) -> str | None:
    full = next((name for name in _KNOWN if initials == f"{name[0]}." and name.endswith(f" {base}")), None)
    case = _case_of(surname, base, left) if full else None
    return person(full, case) if full and case else None


def _case_of(surname: str, base: str, left: str) -> Case | None:
    """Return the case that the written surname is in; where two look alike, what stands before decides."""
    fitting = [case for case in CASES if by_ending(base, case, "person", surname=True) == surname]
    return next((case for case in noun_cases(left) if case in fitting), fitting[0] if fitting else None)


@cache
def person(full: str, case: Case) -> str:
    """Return a full name in `case`: every word of it declines, the last one as a surname."""
    words = full.split()
    last = len(words) - 1
    return " ".join(by_ending(word, case, "person", surname=at == last) or word for at, word in enumerate(words))


_CAPITALS = frozenset("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ")
RULES = (
    # «Сериков А. Б.», but «улица А. С. Пушкина». One initial may be the last letter of a sentence.
    Rule(
        "initials-behind",
        re.compile(
            r"(?<!\w)(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)[ \u00a0]"
            r"(?P<initials>[А-ЯЁ]\.(?:[ \u00a0]?[А-ЯЁ]\.)?)(?![ \u00a0]?[А-ЯЁ][а-яё])"
        ),
        _initials_behind,
        _CAPITALS,
    ),
    Rule(
        "initials",
        re.compile(
            r"(?<!\w)(?P<initials>[А-ЯЁ]\s*\.(?:[ \u00a0]?[А-ЯЁ]\.)*)[ \u00a0]?"
            r"(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)?(?!\w)"
        ),
        lambda match, context: (match["surname"] and _full_name(match, context)) or Unread("initials-unknown"),
        _CAPITALS,
    ),
)
