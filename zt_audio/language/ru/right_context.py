"""Find the noun that the text to the right of a number begins with."""

from __future__ import annotations

import re

from zt_audio.language.ru.morphology import Form, forms

_WORD = re.compile(r"\s+([а-яё]+(?:-[а-яё]+)*)", re.IGNORECASE)
_MAX_ADJECTIVES = 3


def head_forms(right: str) -> tuple[Form, ...]:
    """Return the ways to take the first noun of `right`, which adjectives may precede; () where there is none."""
    pos = 0
    for _ in range(_MAX_ADJECTIVES + 1):
        match = _WORD.match(right, pos)
        kinds = forms(match.group(1)) if match else ()
        if not match or not kinds:
            return ()
        if kinds[0].kind == "NOUN":
            return tuple(form for form in kinds if form.kind == "NOUN" and form.case)
        if not any(form.kind == "ADJ" for form in kinds):
            return ()
        pos = match.end()
    return ()


def is_of_study(head: tuple[Form, ...]) -> bool:
    """Tell whether the noun is one of study: «учащиеся 5–9 классов» are in the fifth to the ninth."""
    return bool(head) and head[0].lemma in ("класс", "курс")
