"""Read bodies that a number before them names: «3 ОП», «в 3-м ОП» are in the third police department."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.number_tokens import SPACE, any_short
from zt_audio.language.ru.numbered_nouns import is_named_before
from zt_audio.language.ru.numbers import CASES
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.phrases import declined, gender_of
from zt_audio.language.tables import DIGITS, word_list

# Departments, stations and hospitals of a town have numbers.
_NUMBERED = word_list("ОП ГОП РОП УП ОВД РОВД ГОВД УВД РУВД ПЧ СПЧ ГКБ ГП СШ СОШ ОСШ УПП")


def _body(match: re.Match[str], context: Context) -> str | Unread | None:
    left = context.text[: match.start()]
    if is_named_before(left):
        return None
    phrase, number = ORGANISATION_PHRASES[match["body"]], int(match["number"])
    asked, gender = noun_cases(left), gender_of(ORGANISATION_PHRASES[match["body"]])
    for case in (*asked, *CASES):
        said = ordinal(number, case, gender)
        if said.endswith(match["ending"] or ""):
            return f"{said} {declined(phrase, case)}"
    return Unread("unreadable-token")


RULES = (
    Rule(
        "ordered-body",
        re.compile(
            rf"(?P<number>\d{{1,3}})(?:-(?P<ending>й|го|му|м|ом|е|я|ю))?{SPACE}(?P<body>{any_short(_NUMBERED)})(?!\w|-|{SPACE}?№)"
        ),
        _body,
        DIGITS,
    ),
)
