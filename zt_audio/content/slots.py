"""An intro or outro in, what is wrong with its slots out: `{place}` and `{place:gen}` are all there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.content.fields import SLOT_CASES, case_facts
from zt_audio.model import Lang, Problem, Text
from zt_audio.suggestions import near_facts

SLOT_NAMES = ("place",)
_BRACED = re.compile(r"\{([^{}]*)\}|[{}]")


def without_slots(template: str) -> str:
    """Return `template` with blanks where its slots are; every other character keeps its offset."""
    return _BRACED.sub(lambda slot: " " * len(slot.group()), template)


def slot_problems(template: Text, lang: Lang) -> Iterator[Problem]:
    """Yield what is wrong with the slots of an intro or outro."""
    for slot in _BRACED.finditer(template.value):
        where = template.at(slot.start())
        if slot[1] is None:
            yield Problem("unbalanced-braces", where)
            continue
        name, colon, case = slot[1].partition(":")
        if name not in SLOT_NAMES:
            yield Problem("unknown-slot", where, {"slot": name, **near_facts(name, SLOT_NAMES)})
        if colon and case not in SLOT_CASES[lang]:
            yield Problem("unknown-case", template.at(slot.start(1) + len(name) + 1), case_facts(case, lang))


def no_slots(text: Text) -> Iterator[Problem]:
    """Yield a problem for each brace in a text that no place fills."""
    for slot in _BRACED.finditer(text.value):
        yield Problem("slot-not-allowed", text.at(slot.start()), {"slot": slot.group()})
