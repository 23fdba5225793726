"""Describe how a number is said, and say it so."""

from __future__ import annotations

from dataclasses import dataclass

from zt_audio.language.ru.numbers import Case, Gender, cardinal, collective
from zt_audio.language.ru.ordinals import ordinal

_OF_PEOPLE = {2: "двоих", 3: "троих", 4: "четверых"}  # «задержали четверых»


@dataclass(frozen=True, slots=True)
class NumberManner:
    """How a number is said."""

    case: Case = "nom"
    gender: Gender = "m"
    animate: bool = False
    in_order: bool = False
    without_singular: bool = False  # what is counted has none: «трое суток»
    unsayable: bool = False  # the language counts it in another way: «2 женщин пришли»


def say_number(number: int, manner: NumberManner) -> str:
    """Return `number` in words, said in this manner."""
    if manner.without_singular and manner.animate and manner.case == "acc":
        return _OF_PEOPLE[number]
    if manner.without_singular:
        return collective(number, manner.case) or cardinal(number, manner.case)
    say = ordinal if manner.in_order else cardinal
    return say(number, manner.case, manner.gender, animate=manner.animate)
