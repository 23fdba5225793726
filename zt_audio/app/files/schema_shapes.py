"""Read the JSON schema of a kind of file: what each of its parts holds, and the key by which a field is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from zt_audio.model import LANGS

FieldKind = Literal["line", "speech", "number", "choice", "list", "set", "time", "date"]
Shape: TypeAlias = Mapping[str, Any]
_LINE_CHARS = 200  # a longer text has a field of several lines
_IN_GROUP = "LANG"


def field_key(key: Sequence[str]) -> str:
    return ".".join(_IN_GROUP if step in LANGS else step for step in key)


def resolved(shape: Shape, whole: Shape) -> Shape:
    """Return what a reference, a choice with `null`, or a word in its long form stands for."""
    if "$ref" in shape:
        definition: Shape = whole["$defs"][shape["$ref"].rsplit("/", 1)[-1]]
        return resolved(definition, whole)
    several = [part for part in shape.get("anyOf", ()) if part.get("type") != "null"]
    if len(several) == 1:
        return resolved(several[0], whole)
    if several:
        longest = next((part for part in several if "$ref" in part), None)
        return resolved(longest, whole) if longest else _merged(several)
    return shape


def _merged(several: Sequence[Shape]) -> Shape:
    """Return one shape for a value that is a number or a word, or one of some names or a file."""
    choices = [choice for part in several for choice in part.get("enum", ())]
    number = next((part for part in several if "minimum" in part), {})
    return {"type": "string", "suggested": choices, **{k: v for k, v in number.items() if k != "type"}}


def short_form(shape: Shape, whole: Shape) -> Shape | None:
    """Return the shape of the text that may stand for a mapping."""
    parts = shape.get("anyOf", ())
    if any("properties" in resolved(part, whole) for part in parts):
        return next((part for part in parts if part.get("type") == "string"), None)
    return None


def named_shape(shape: Shape) -> Shape | None:
    """Return the shape of each value where the keys are names that staff give."""
    named = [*shape.get("patternProperties", {}).values(), shape.get("additionalProperties")]
    return named[0] if isinstance(named[0], dict) else None


def is_of_mappings(shape: Shape, whole: Shape) -> bool:
    return "properties" in resolved(shape.get("items", {}), whole)


def field_kind(shape: Shape, choices: Sequence[str]) -> FieldKind:
    if shape.get("type") == "array":
        return "set" if choices else "list"
    if choices:
        return "choice"
    if shape.get("type") in ("integer", "number"):
        return "number"
    pattern = shape.get("pattern", "")
    if "[0-5][0-9]" in pattern:
        return "time"
    if "[0-9]{4}-" in pattern:
        return "date"
    return "speech" if shape.get("maxLength", 0) > _LINE_CHARS else "line"
