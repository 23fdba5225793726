"""An intro or outro and a place in, the filled text out, with the way back to where each character stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from zt_audio.model import Lang, Place, Text, Where

SLOT = re.compile(r"\{place(?::(\w+))?\}")

FormOf = Callable[[str, Lang, str], str]


@dataclass(frozen=True, slots=True)
class Filled:
    """`value`, and for each stretch of it: offset in it, source text, offset in that."""

    value: str
    stretches: tuple[tuple[int, Text, int], ...]

    def at(self, offset: int) -> Where:
        start, source, source_offset = next(s for s in reversed(self.stretches) if s[0] <= offset)
        inside = min(offset - start + source_offset, max(0, len(source.value) - 1))
        return source.at(inside)


def fill(template: Text, place: Place, lang: Lang, form_of: FormOf) -> Filled:
    """Put the forms of `place` into the slots of `template`. Raises what `form_of` raises."""
    parts: list[str] = []
    stretches: list[tuple[int, Text, int]] = []
    length = position = 0

    def add(piece: str, source: Text, source_offset: int) -> None:
        nonlocal length
        stretches.append((length, source, source_offset))
        parts.append(piece)
        length += len(piece)

    for slot in SLOT.finditer(template.value):
        add(template.value[position : slot.start()], template, position)
        form, source = place_form(place, lang, slot[1] or "nom", form_of)
        add(form, source, 0)
        position = slot.end()
    add(template.value[position:], template, position)
    return Filled("".join(parts), tuple(stretches))


def place_form(place: Place, lang: Lang, case: str, form_of: FormOf) -> tuple[str, Text]:
    """Return the name of `place` in `case` and the text it comes from: `forms:` of places.yaml win over the rules."""
    given = place.forms.get(lang, {}).get(case)
    if given is not None:
        return given.value, given
    name = place.name[lang]
    return (name.value if case == "nom" else form_of(name.value, lang, case)), name
