"""Put a Kazakh name into a case: its last word takes the ending."""

from __future__ import annotations

import re
from typing import get_args

from zt_audio.errors import ContentError
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.endings import KazakhCase, case_ending, possessive, with_case
from zt_audio.language.kk.initialisms import initialism_sound, is_initialism
from zt_audio.language.kk.numbers import kazakh_cardinal
from zt_audio.language.kk.possessives import is_possessive
from zt_audio.language.lexicon import STRESS
from zt_audio.model import Problem

_LETTERS = "".join(sorted(LANGUAGE.letters))
# A name: what stands before its last word, that word or number, and closing marks.
_NAME = re.compile(rf"(?P<before>.*?)(?P<last>[{_LETTERS}][{_LETTERS}{STRESS}]*|\d+)(?P<after>[^\w]*)$", re.DOTALL)
_MOST_DIGITS = 15  # of a number that kazakh_cardinal says
_OWNER = re.compile(rf"[{_LETTERS}\d»”\"]+[»”\"]?[\s-]+[«“\"]?$")
_OPENING = re.compile(r"[«“„\"]([^»”\"]*)$")


def kazakh_form(name: str, case: str) -> str:
    """Return `name` in `case`: one of nom gen dat acc loc abl ins, or px3, the possessive of a bare noun.

    Raises ContentError `form-unknown` for any other case, and for a name that does not end in a Kazakh word or number.
    """
    match = _NAME.match(name.strip())
    is_too_long = match is not None and match["last"].isdigit() and len(match["last"]) > _MOST_DIGITS
    if match is None or is_too_long or case not in (*get_args(KazakhCase), "px3"):
        raise ContentError(Problem("form-unknown", None, {"name": name, "case": case, "lang": "kk"}))
    before, last, after = match["before"], match["last"], match["after"]
    if case == "nom":
        return name.strip()
    return before + _last_word(before, last, case) + after


def owned(name: str) -> bool:
    """Tell whether `name` already ends in a third-person possessive (базары, Республикасы)."""
    match = _NAME.match(name.strip())
    return match is not None and _owned(match["before"], match["last"])


def _owned(before: str, last: str) -> bool:
    quoted = _OPENING.search(before)
    within = quoted[1] if quoted else before  # a quoted name is judged by itself
    return not last.isdigit() and is_possessive(last, has_owner=bool(_OWNER.search(within)))


def _last_word(before: str, last: str, case: str) -> str:
    if last.isdigit():
        return f"{last}-{_ending(kazakh_cardinal(int(last)).split()[-1], case)}"
    if is_initialism(last):
        return f"{last}-{_ending(initialism_sound(last), case)}"
    is_owned = _owned(before, last)
    if case == "px3":
        return last if is_owned else possessive(last)
    return with_case(last, _as_case(case), possessive=is_owned)


def _ending(sound: str, case: str) -> str:
    """Return the ending that is written after a hyphen: Батыс-2-ге, ІІМ-нің."""
    if case == "px3":
        return possessive(sound).removeprefix(sound) or possessive(sound)[-1]
    return case_ending(sound, _as_case(case))


def _as_case(case: str) -> KazakhCase:
    return next(known for known in get_args(KazakhCase) if known == case)
