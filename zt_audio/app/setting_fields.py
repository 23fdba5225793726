"""Show the settings of a project as fields: each key of settings.yaml with its value, its default and its choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from zt_audio.app.workbench import View
from zt_audio.content.presets import PRESETS
from zt_audio.content.profiles import built_in_profiles
from zt_audio.content.schema import json_schema
from zt_audio.content.tree import Node, mapping, text_value, text_values

__all__ = ["SETTINGS_FILE", "SettingField", "setting_fields"]

SETTINGS_FILE = "appeals/settings.yaml"
FieldKind = Literal["text", "number", "choice", "list", "time", "own"]


@dataclass(frozen=True, slots=True)
class SettingField:
    """One key: `value` is what the file says, "" where it says nothing and `default` counts.

    A list is written with commas. `own` are mappings whose keys staff name themselves: they are edited as a file.
    """

    path: tuple[str, ...]
    kind: FieldKind
    value: str
    default: str
    choices: tuple[str, ...]
    low: float | None = None
    high: float | None = None

    @property
    def name(self) -> str:
        return ".".join(self.path)


def setting_fields(view: View) -> tuple[SettingField, ...]:
    """Return a field for each key of the schema, in its order."""
    schema = json_schema("settings")
    fields = _fields(schema, schema, (), view.trees.get(SETTINGS_FILE))
    names = {("preset",): _names(view, "presets", PRESETS), ("profile",): _profile_names(view)}
    return tuple(replace(field, choices=names[field.path]) if field.path in names else field for field in fields)


def _names(view: View, own: str, built_in: Iterable[str]) -> tuple[str, ...]:
    return (*built_in, *mapping(mapping(view.trees.get(SETTINGS_FILE)).get(own)))


def _profile_names(view: View) -> tuple[str, ...]:
    return (*built_in_profiles(), *mapping(view.trees.get("appeals/profiles.yaml")))


def _fields(
    schema: Mapping[str, Any], whole: Mapping[str, Any], path: tuple[str, ...], node: Node | None
) -> Iterator[SettingField]:
    for key, raw in schema.get("properties", {}).items():
        shape = _resolved(raw, whole)
        value = mapping(node).get(key)
        if "properties" in shape:
            yield from _fields(shape, whole, (*path, key), value)
        else:
            yield _field(shape, raw, (*path, key), value)


def _resolved(shape: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a reference or a choice with `null` stands for."""
    if "$ref" in shape:
        definition: Mapping[str, Any] = whole["$defs"][shape["$ref"].rsplit("/", 1)[-1]]
        return _resolved(definition, whole)
    for part in shape.get("anyOf", ()):
        if part.get("type") != "null" and len(shape["anyOf"]) == 2:  # noqa: PLR2004 - a value or null
            return _resolved(part, whole)
    return shape


def _field(shape: Mapping[str, Any], raw: Mapping[str, Any], path: tuple[str, ...], value: Node | None) -> SettingField:
    default = raw.get("default", shape.get("default"))
    if shape.get("type") == "object":
        return SettingField(path, "own", ", ".join(mapping(value)), "", ())
    if shape.get("type") == "array":
        return SettingField(path, "list", ", ".join(text_values(value)), _listed(default), ())
    choices = tuple(shape.get("enum", ()))
    kind: FieldKind = "choice" if choices else "text"
    if shape.get("type") in ("integer", "number"):
        kind = "number"
    elif "[0-5][0-9]" in shape.get("pattern", ""):
        kind = "time"
    shown = "" if default is None else str(default)
    return SettingField(path, kind, text_value(value), shown, choices, shape.get("minimum"), shape.get("maximum"))


def _listed(default: object) -> str:
    return ", ".join(map(str, default)) if isinstance(default, list | tuple) else ""
