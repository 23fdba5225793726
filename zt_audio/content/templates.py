"""Check and fill the slots of intros and outros: `{place}` and `{place:gen}` are all there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zt_audio.content.fields import SLOT_CASES, case_facts
from zt_audio.model import Lang, Place, Problem, Text, Where
from zt_audio.suggestions import near_facts

SLOT_NAMES = ("place",)
_NO_WORD = "\ufffc"  # stands for a character of a slot: neither a letter nor a space
# A slot, or a brace without a partner, which has no name.
_WORD_BEFORE = re.compile(r"[^\s{}]*\s*$")
_WORD_AFTER = re.compile(r"[^\w{}]*[^\s{}]*")
_SLOT = re.compile(r"\{(?P<name>[^{}:]*)(?P<colon>:?)(?P<case>[^{}]*)\}|[{}]")

FormOf = Callable[[str, Lang, str], str]


def find_slot(template: str) -> re.Match[str] | None:
    return _SLOT.search(template)


def slot_contexts(template: str) -> tuple[tuple[str, str, str], ...]:
    """Return for each slot of `template`, a checked one: the word before it, its case, and what follows to a word."""
    return tuple(
        (
            _WORD_BEFORE.search(template[: slot.start()])[0],  # type: ignore[index] # it fits anything
            slot["case"] or "nom",
            _WORD_AFTER.match(template[slot.end() :])[0],  # type: ignore[index]
        )
        for slot in _SLOT.finditer(template)
    )


def without_slots(template: str) -> str:
    """Return `template` with something that is no word where its slots are; every other character keeps its offset."""
    return _SLOT.sub(lambda slot: _NO_WORD * len(slot.group()), template)


def slot_problems(template: Text, lang: Lang) -> Iterator[Problem]:
    """Yield what is wrong with the slots of an intro or outro."""
    for slot in _SLOT.finditer(template.value):
        where, name, case = template.at(slot.start()), slot["name"], slot["case"]
        if name is None:
            yield Problem("unbalanced-braces", where)
            continue
        if name not in SLOT_NAMES:
            yield Problem("unknown-slot", where, {"slot": name, **near_facts(name, SLOT_NAMES)})
        if slot["colon"] and case not in SLOT_CASES[lang]:
            yield Problem("unknown-case", template.at(slot.start("case")), case_facts(case, lang))


def needless_slots(text: Text) -> Iterator[Problem]:
    """Yield a problem for each brace in a text that no place fills."""
    for slot in _SLOT.finditer(text.value):
        yield Problem("slot-not-allowed", text.at(slot.start()), {"slot": slot.group()})


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with nothing left to fill in. Each stretch of `value` has its offset, its source, and the offset there."""

    value: str
    stretches: tuple[tuple[int, Text, int], ...]

    def at(self, offset: int) -> Where:
        start, source, source_offset = next(s for s in reversed(self.stretches) if s[0] <= offset)
        return source.at(min(offset - start + source_offset, max(0, len(source.value) - 1)))


def fill_slots(template: Text, place: Place, lang: Lang, form_of: FormOf) -> Filled:
    """Put the forms of `place` into the slots of `template`, which is a checked one. Raises what `form_of` raises."""
    value = ""
    stretches: list[tuple[int, Text, int]] = []
    position = 0
    for slot in _SLOT.finditer(template.value):
        stretches.append((len(value), template, position))
        value += template.value[position : slot.start()]
        form, source = _place_form(place, lang, slot["case"] or "nom", form_of)
        stretches.append((len(value), source, 0))
        value += form
        position = slot.end()
    stretches.append((len(value), template, position))
    return Filled(value + template.value[position:], tuple(stretches))


def _place_form(place: Place, lang: Lang, case: str, form_of: FormOf) -> tuple[str, Text]:
    """Return the name of `place` in `case` and the text it comes from: `forms:` of places.yaml win over the rules."""
    if (given := place.forms.get(lang, {}).get(case)) is not None:
        return given.value, given
    name = place.name[lang]
    return (name.value if case == "nom" else form_of(name.value, lang, case)), name
