"""Check the shape of a file's tree: return its typed contents, or every problem at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zt_audio.content.files import FileKind
from zt_audio.content.schema import file_type, json_schema
from zt_audio.content.tree import Map, Node, Seq
from zt_audio.model import LANGS, Fact, Problem, Where
from zt_audio.suggestions import near_facts

_Loc = Sequence[int | str]

_KEY = "[key]"  # pydantic's last step to a key that is wrong
_SLUGS = {  # pydantic's own complaints; all others come from fields.py and name their slug
    "model_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "tuple_type": "not-a-list",
    "too_short": "empty-list",
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
}


def validated(kind: FileKind, node: Node) -> tuple[Any, tuple[Problem, ...]]:
    """Return `node` as what a file of `kind` holds (None where it is wrong) and what is wrong."""
    try:
        return file_type(kind).validate_python(node), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    # pydantic counts only the good items of a list: one with bad items alone is not empty
    around = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    reported = (detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in around)
    return None, tuple(_problem(detail, node, kind) for detail in reported)


def _problem(detail: ErrorDetails, node: Node, kind: FileKind) -> Problem:
    loc, type_ = detail["loc"], detail["type"]
    slug = _SLUGS.get(type_, type_)
    key = next((step for step in reversed(loc) if isinstance(step, str) and step != _KEY), kind)
    facts: dict[str, Fact] = {"key": key, **detail.get("ctx", {})}
    if slug == "missing-key" and key in LANGS:
        slug = "missing-language"
    if slug == "unknown-key" and key.isdecimal():  # {rate_syl_per_s: 3,8} is read as two keys
        slug = "decimal-comma"
    if slug == "unknown-key":
        facts |= near_facts(key, _known_keys(kind, loc[:-1]))
    value_where, key_where = _places(node, loc)
    at_key = loc[-1:] == (_KEY,) or type_ in ("extra_forbidden", "missing")
    for own in ("slug", "field_type", "min_length", "actual_length", "class_name"):
        facts.pop(own, None)
    return Problem(slug, key_where if at_key else value_where, facts)


def _places(node: Node, loc: _Loc) -> tuple[Where, Where]:
    """Return where the value at `loc` stands and where its key does; the nearest around it where there is none."""
    key = node.where
    for step in loc:
        if isinstance(node, Map) and step in node and isinstance(step, str):
            key, node = node.key_where[step], node[step]
        elif isinstance(node, Seq) and isinstance(step, int):
            node = node[step]
            key = node.where
        else:
            break
    return node.where, key


@cache
def _schema(kind: FileKind) -> Mapping[str, Any]:
    return json_schema(kind)


def _known_keys(kind: FileKind, loc: _Loc) -> list[str]:
    """Return the keys that the JSON Schema of `kind` knows at `loc`."""
    found = _branches(_schema(kind), kind)
    for step in loc:
        below = [branch.get("items") if isinstance(step, int) else _under(branch, step) for branch in found]
        found = [choice for schema in below if isinstance(schema, dict) for choice in _branches(schema, kind)]
    return [key for branch in found for key in branch.get("properties", {})]


def _under(branch: Mapping[str, Any], key: str) -> object:
    patterns = branch.get("patternProperties", {}).values()  # keys that are ids
    others = next(iter(patterns), branch.get("additionalProperties"))
    return branch.get("properties", {}).get(key, others)


def _branches(schema: Mapping[str, Any], kind: FileKind) -> list[Mapping[str, Any]]:
    """Follow references and alternatives until only plain schemas are left."""
    if "$ref" in schema:
        return _branches(_schema(kind)["$defs"][schema["$ref"].rsplit("/", 1)[-1]], kind)
    choices = schema.get("anyOf", ())
    return [branch for choice in choices for branch in _branches(choice, kind)] if choices else [schema]
