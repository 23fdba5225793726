"""Check the shape of a file's tree: return its typed contents, or every problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zt_audio.content.files import FileKind
from zt_audio.content.schema import file_type, json_schema
from zt_audio.content.yaml.tree import Map, Node, Seq, node_at
from zt_audio.content.yaml.values import in_straight_quotes
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Fact, Problem, Text, Where
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
    if misplaced := _misplaced_key(kind, node, ()):
        return None, (misplaced,)
    # pydantic counts only the good items of a list: one with bad items alone is not empty
    around = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    reported = (detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in around)
    return None, tuple(_without_the_misspelt([(d["loc"], _problem(d, node, kind)) for d in reported]))


def _misplaced_key(kind: FileKind, node: Node, loc: _Loc) -> Problem | None:
    """Return the first key that stands beside the key above it and belongs under that one, which lacks it."""
    if isinstance(node, Seq):
        return next(filter(None, (_misplaced_key(kind, item, (*loc, n)) for n, item in enumerate(node))), None)
    if not isinstance(node, Map):
        return None
    known = _known_keys(kind, loc)
    above = ""
    for key, value in node.items():
        if above and key not in known and key in _known_keys(kind, (*loc, above)) and _lacks(node[above], key):
            return Problem("key-too-left", node.key_where[key], {"key": key, "above": above})
        if found := _misplaced_key(kind, value, (*loc, key)):
            return found
        above = key
    return None


def _lacks(node: Node, key: str) -> bool:
    """Tell whether `node`, which may be empty, could still take `key`."""
    return not node.value if isinstance(node, Text) else isinstance(node, Map) and key not in node


def _without_the_misspelt(found: Sequence[tuple[_Loc, Problem]]) -> Iterator[Problem]:
    """Yield the problems without the keys that are missing only because they are misspelt."""
    meant = {(*loc[:-1], problem.facts["nearest"]) for loc, problem in found if message_of(problem).misspells_key}
    for loc, problem in found:
        if not message_of(problem).lacks_key or tuple(loc) not in meant:
            yield problem


def _problem(detail: ErrorDetails, node: Node, kind: FileKind) -> Problem:
    loc, type_ = detail["loc"], detail["type"]
    slug = _SLUGS.get(type_, type_)
    key = next((step for step in reversed(loc) if isinstance(step, str) and step != _KEY), kind)
    facts: dict[str, Fact] = {"key": key, **detail.get("ctx", {})}
    if type_ == "missing" and key in LANGS:
        slug = "missing-language"
    value = node_at(node, loc)
    if type_ in ("model_type", "dict_type") and {*LANGS} <= {*_known_keys(kind, loc)}:
        slug = "not-both-languages"
    if type_ == "tuple_type":
        # what was written instead of a list, in brackets
        words = re.findall(r"[\w:.-]*\w", value.value) if isinstance(value, Text) else []
        facts["right"] = f"[{', '.join(word.lstrip('-') for word in words)}]" if words else "[a, b]"
    if type_ == "extra_forbidden":
        if key.isdecimal():  # {rate_syl_per_s: 3,8} is read as two keys
            slug = "decimal-comma"
        elif whole := _cut_at_comma(node_at(node, loc[:-1]), key):
            slug, facts = "yaml-comma", {"key": key, "right": in_straight_quotes(whole)}
            if (word := key.split()[0]) in _known_keys(kind, loc[:-1]):  # {kk: Сөз, ru Слово}
                slug, facts = "yaml-no-colon", {"right": key.replace(" ", ": ", 1), "nearest": word}
        else:
            facts |= near_facts(key, _known_keys(kind, loc[:-1]))
    value_where, key_where = _places(node, loc)
    at_key = loc[-1:] == (_KEY,) or type_ in ("extra_forbidden", "missing")
    for own in ("slug", "field_type", "min_length", "actual_length", "class_name"):
        facts.pop(own, None)
    return Problem(slug, key_where if at_key else value_where, facts)


def _cut_at_comma(around: Node | None, key: str) -> str:
    """Return the text in brackets whose comma made a key of its end, {ru: Стойте, граждане}; "" where it is none."""
    if not isinstance(around, Map) or re.fullmatch("[a-z_]+", key):
        return ""
    above = [*around][: [*around].index(key)]
    text, rest = around.get(above[-1]) if above else None, around[key]
    is_left = isinstance(text, Text) and text.value and isinstance(rest, Text) and not rest.value
    return f"{text.value}, {key}" if is_left and isinstance(text, Text) else ""


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


def _known_keys(kind: FileKind, loc: _Loc) -> list[str]:
    """Return the keys that the JSON Schema of `kind` knows at `loc`."""
    found = _branches(json_schema(kind), kind)
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
        return _branches(json_schema(kind)["$defs"][schema["$ref"].rsplit("/", 1)[-1]], kind)
    choices = schema.get("anyOf", ())
    return [branch for choice in choices for branch in _branches(choice, kind)] if choices else [schema]
