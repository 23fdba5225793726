"""Show a file of a project as a form: a field for each key of its schema, a group for each name that staff give.

The key of a field is its path with `*` for a name that staff give and LANG for a language: `kinds.*.LANG`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, TypeAlias, get_args

from zt_audio.app.places.places import place_rows
from zt_audio.app.texts.new_content import free_id
from zt_audio.app.texts.workbench import View
from zt_audio.content.fields import SLOT_CASES
from zt_audio.content.files import CHIME_FILE, FileKind, content_files
from zt_audio.content.presets import PRESETS
from zt_audio.content.profiles import built_in_profiles, profile_rows
from zt_audio.content.schema import json_schema
from zt_audio.content.settings import FOR_INSTALLERS
from zt_audio.content.timetable import weekday_of
from zt_audio.content.yaml.changes import Change, Insert, Move, Put, Remove, SetText
from zt_audio.content.yaml.tree import (
    Map,
    Node,
    Seq,
    Value,
    YamlPath,
    child_node,
    mapping,
    node_at,
    plain,
    text_value,
    text_values,
)
from zt_audio.i18n import current_language
from zt_audio.language.sentences import paragraphs
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, WEEKDAYS, Problem, Text, Where
from zt_audio.pages.html import OWN_NAMES

__all__ = [
    "FOR_INSTALLERS",
    "OWN_NAMES",
    "SLOT_CASES",
    "FieldWords",
    "FileField",
    "FileKind",
    "FormPart",
    "NamedEntries",
    "NamedEntry",
    "added_entry",
    "entries_at",
    "field_words",
    "file_form",
    "group_of",
    "items_of",
    "name_of_entry",
    "player_name",
    "value_words",
    "without_empty_mappings",
]


# Tell which value of a file a problem is about, for pages that show no lines.


def path_at(tree: Node | None, problem: Problem) -> tuple[YamlPath, int]:
    """Return the path of what stands where `problem` is, and the paragraph there, from 1; 0 where it has but one."""
    if (where := problem.where) is None or tree is None:
        return (), 0
    at = (where.line, where.column)
    path: YamlPath = ()
    node: Node | None = None
    for place, step, below in _places(tree, ()):
        if (place.line, place.column) <= at:
            path, node = step, below
    if message_of(problem).misspells_key:
        return path[:-1], 0
    return path, _paragraph(node, where) if isinstance(node, Text) else 0


def mappings_at(tree: Node | None, problem: Problem) -> Iterator[YamlPath]:
    """Yield the path of each mapping that begins where `problem` is, or whose key does: one of them lacks a key."""
    if (where := problem.where) is None or not isinstance(tree, Map | Seq):
        return
    for place, path, below in ((tree.where, (), tree), *_places(tree, ())):
        if isinstance(below, Map) and (place.line, place.column) == (where.line, where.column):
            yield path


def _places(node: Node, path: YamlPath) -> Iterator[tuple[Where, YamlPath, Node]]:
    """Yield each value below `node` in the order of the file: where its key stands, and a text where it begins."""
    if isinstance(node, Map):
        for key, below in node.items():
            yield node.key_where[key], (*path, key), below
            yield from _places(below, (*path, key))
    elif isinstance(node, Seq):
        for position, below in enumerate(node):
            yield below.where, (*path, position), below
            yield from _places(below, (*path, position))
    elif path:
        yield node.where, path, node


def _paragraph(text: Text, where: Where) -> int:
    """Return the number of the paragraph of `text` that holds the line of `where`."""
    starts = [start for start, _words in paragraphs(text.value)]
    if len(starts) < 2:  # noqa: PLR2004 - nothing to tell apart
        return 0
    return max(sum(text.at(start).line <= where.line for start in starts), 1)


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
        return resolved(longest, whole) if longest else {**_merged(several), "words": shape.get("words", {})}
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


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What stands on pages beside what has a key, beside the name of a new entry there, and for its values.

    All to be translated.
    """

    label: str
    name: str
    values: Mapping[str, str]


@cache
def field_words(kind: FileKind) -> Mapping[str, FieldWords]:
    """Return the words of each key of the files of `kind`, in the order of its schema."""
    schema = json_schema(kind)
    return dict(_words(schema, schema, (), ""))


def _words(raw: Shape, whole: Shape, key: tuple[str, ...], around: str) -> Iterator[tuple[str, FieldWords]]:
    """Yield the words of `raw` and of what stands below; a value without a label has that of what is `around`."""
    shape = resolved(raw, whole)
    named = named_shape(shape)
    own = raw.get("title", "") if named or raw is not whole else ""
    below = named or (shape["items"] if is_of_mappings(shape, whole) else None)
    if own or (around and below is None and "properties" not in shape):
        yield field_key(key), FieldWords(own or around, raw.get("name", ""), shape.get("words", {}))
    for name, inner in shape.get("properties", {}).items():
        yield from _words(inner, whole, (*key, name), own or around)
    if below:
        value = raw.get("value") or own or around
        inner = {"title": value, "name": raw["below"]} if raw.get("below") else {}
        yield from _words({**below, **inner}, whole, (*key, "*"), value)


def player_name(profile: str) -> str:
    """Return what people call `profile`; one that staff made has its own name."""
    row = profile_rows().get(profile)
    return row.called[current_language()] if row else profile


@cache
def value_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words for the values of each key of any file, by the last step of the key; to be translated."""
    kinds: tuple[FileKind, ...] = get_args(FileKind)
    words: dict[str, dict[str, str]] = {}
    for kind in kinds:
        for key, each in field_words(kind).items():
            words.setdefault(key.rsplit(".", 1)[-1], {}).update(each.values)
    return words


def group_of(kind: FileKind, key: str) -> str:
    """Return the heading under which the fields below `key` of a file of `kind` stand; "" where all stand together."""
    heading: str = json_schema(kind).get("properties", {}).get(key, {}).get("group", "")
    return heading


_SETTINGS, _PROFILES = "appeals/settings.yaml", "appeals/profiles.yaml"


@dataclass(frozen=True, slots=True)
class FileField:
    """One value: what the file says, "" where it says nothing and `default` counts.

    A list is written with commas; of a set some of the `choices` are taken. In the fields of a blank entry `path`
    begins below its name.
    """

    path: YamlPath
    key: str
    kind: FieldKind
    value: str
    default: str
    choices: tuple[str, ...]
    optional: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """What stands under one name; `old` is all that the file says there."""

    name: str
    path: YamlPath
    parts: tuple[FormPart, ...]
    old: object


@dataclass(frozen=True, slots=True)
class NamedEntries:
    """A mapping whose keys staff give; `blank` has the fields of a new entry, `names` those that a name is one of.

    `has_ids`: a name that staff type becomes an id of Latin letters. `below`: an entry is itself such a mapping.
    """

    path: YamlPath
    key: str
    entries: tuple[NamedEntry, ...]
    blank: tuple[FileField, ...]
    names: tuple[str, ...]
    has_ids: bool
    below: NamedEntries | None = None


FormPart: TypeAlias = FileField | NamedEntries


def file_form(view: View, file: str, kind: FileKind) -> tuple[FormPart, ...]:
    """Return the parts of `file`, which may not be there yet, in the order of the schema of its kind."""
    return tuple(_Former(file, kind, view).parts())


def added_entry(view: View, file: str, path: YamlPath, value: Value) -> tuple[Change, ...]:
    """Return the changes that put `value` at `path` of `file`, where nothing stands yet.

    A word of a lexicon in the short form, `written: spoken`, is written out where something is added to it.
    """
    node: Node | None = view.trees.get(file)
    for depth, step in enumerate(path[:-1], start=1):
        node = child_node(node, step)
        if isinstance(node, Text) and node.value:
            return Put(path[:depth], {"spoken": node.value}, node.value), Put(path, value, None)
    return (Put(path, value, None),)


def entries_at(parts: Sequence[FormPart], path: YamlPath) -> NamedEntries | None:
    """Return the entries at `path` among `parts`, as deep as they stand; None where there are none."""
    for part in parts:
        if isinstance(part, NamedEntries):
            if part.path == path:
                return part
            if below := entries_at([inner for entry in part.entries for inner in entry.parts], path):
                return below
    return None


def items_of(written: str) -> list[str]:
    """Return the items of a list that is written with commas."""
    return [item.strip() for item in written.split(",") if item.strip()]


def name_of_entry(entries: NamedEntries, typed: str) -> str:
    """Return the name that a new entry gets: one that is not taken where names are ids."""
    taken = [entry.name for entry in entries.entries]
    return free_id(typed, taken) if entries.has_ids and typed not in entries.names else typed


def without_empty_mappings(tree: Node | None, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return `changes` so that no mapping is left empty: the last value that goes takes the mapping along.

    A key without a value is filled where it stands. The removals must be of different values. From the first change
    that moves items of a list on, all stay in their order.
    """
    moving = (
        n
        for n, change in enumerate(changes)
        if isinstance(change, Insert | Move) or (isinstance(change, Remove) and isinstance(change.path[-1], int))
    )
    first = next(moving, len(changes))
    changes, later = changes[:first], changes[first:]
    gone = [change for change in changes if isinstance(change, Remove)]
    others = [_filled(tree, change) for change in changes if not isinstance(change, Remove)]
    filled = {change.path[:depth] for change in others for depth in range(len(change.path))}
    while True:
        emptied = next((found for found in (_emptied(tree, one, gone, filled) for one in gone) if found), None)
        if emptied is None:
            return (*others, *gone, *later)
        gone = [one for one in gone if one.path[: len(emptied.path)] != emptied.path] + [emptied]


def _emptied(tree: Node | None, change: Remove, gone: Sequence[Remove], filled: set[YamlPath]) -> Remove | None:
    """Return the removal of the mapping around `change` where all that it holds goes."""
    path = change.path[:-1]
    if not path or path in filled:
        return None
    node = node_at(tree, path)
    seen = {one.path: one.old for one in gone}
    if not isinstance(node, Map) or any(seen.get((*path, key)) != plain(value) for key, value in node.items()):
        return None
    return Remove(path, plain(node))


def _filled(tree: Node | None, change: Change) -> Change:
    if isinstance(change, SetText) and change.old is None and node_at(tree, change.path) is not None:
        return replace(change, old="")
    return change


class _Former:
    """Makes the parts of a file."""

    def __init__(self, file: str, kind: FileKind, view: View) -> None:
        self._schema = json_schema(kind)
        self._file = file
        self._view = view

    def parts(self) -> Iterator[FormPart]:
        yield from self._parts(self._schema, (), (), self._view.trees.get(self._file), optional=False)

    def _parts(
        self, raw: Shape, path: YamlPath, key: tuple[str, ...], node: Node | None, *, optional: bool
    ) -> Iterator[FormPart]:
        shape = resolved(raw, self._schema)
        if (short := short_form(raw, self._schema)) is not None and not isinstance(node, Map):
            shape = short
            key = (*key, "spoken")
        if "properties" in shape:
            needed = shape.get("required", ())
            for name, inner in shape["properties"].items():
                maybe = optional or name not in needed
                yield from self._parts(inner, (*path, name), (*key, name), mapping(node).get(name), optional=maybe)
        elif (named := named_shape(shape)) is not None:
            yield self._entries(shape, named, path, key, node)
        elif not is_of_mappings(shape, self._schema):
            default = raw.get("default", shape.get("default"))
            choices = tuple(map(str, self._choices(shape, path)))
            if len(choices) == 1 and not text_value(node):  # nothing to choose
                return
            kind = field_kind(shape, choices)
            choices = choices or tuple(shape.get("suggested", ()))
            value = ", ".join(text_values(node)) if kind in ("list", "set") else text_value(node)
            shown = ", ".join(map(str, default)) if isinstance(default, list | tuple) else str(default or "")
            low, high = (shape.get(bound) for bound in ("minimum", "maximum"))
            yield FileField(path, field_key(key), kind, value, shown, choices, optional, low, high)

    def _entries(
        self, shape: Shape, named: Shape, path: YamlPath, key: tuple[str, ...], node: Node | None
    ) -> NamedEntries:
        below = (*key, "*")
        entries = tuple(
            NamedEntry(name, (*path, name), tuple(self._below(named, (*path, name), below, each)), plain(each))
            for name, each in mapping(node).items()
        )
        parts = list(self._below(named, (), below, None))
        blank = tuple(part for part in parts if isinstance(part, FileField))
        further = parts[0] if parts and isinstance(parts[0], NamedEntries) and not blank else None
        has_ids = "patternProperties" in shape and "propertyNames" in shape
        return NamedEntries(path, field_key(key), entries, blank, self._names(path), has_ids, further)

    def _below(self, named: Shape, path: YamlPath, key: tuple[str, ...], node: Node | None) -> Iterator[FormPart]:
        yield from self._parts(named, path, key, node, optional=False)
        if short_form(named, self._schema) is not None and isinstance(node, Text):  # it can be written out
            field = FileField((), field_key((*key, "forms", "*")), "line", "", "", (), optional=False)
            yield NamedEntries((*path, "forms"), field_key((*key, "forms")), (), (field,), self._cases(), has_ids=False)

    def _cases(self) -> tuple[str, ...]:
        """Return the cases of the language of a lexicon, which its name tells."""
        return next((SLOT_CASES[lang] for lang in LANGS if self._file.endswith(f"/{lang}.yaml")), ())

    def _names(self, path: YamlPath) -> tuple[str, ...]:
        if path[-1:] == ("forms",):
            return self._cases()
        trees = self._view.trees
        places = place_rows(self._view)
        known: dict[YamlPath, Iterator[str]] = {
            ("places",): (place.id for place in places),
            ("kinds",): (place.kind for place in places),
            ("voice_prosody",): (
                voice
                for chain in mapping(mapping(trees.get(_SETTINGS)).get("voices")).values()
                for voice in text_values(chain)
            ),
        }
        return tuple(dict.fromkeys(filter(None, known.get(path, iter(())))))

    def _choices(self, shape: Shape, path: YamlPath) -> Sequence[object]:
        if path[-1:] == ("days",):  # as the file writes them: пн or mon
            written = {weekday_of(day): day for day in text_values(node_at(self._view.trees.get(self._file), path))}
            return [written.get(day, day) for day in WEEKDAYS]
        if path[-1:] == ("profile",):
            return (*built_in_profiles(), *mapping(self._view.trees.get(_PROFILES)))
        if path == ("preset",):
            return (*PRESETS, *mapping(mapping(self._view.trees.get(_SETTINGS)).get("presets")))
        if path == ("chime",):
            home = self._view.workspace.appeals
            sounds = (file for file in content_files(home.parent) if file.suffix.lower() == CHIME_FILE)
            return (*shape["suggested"], *(file.relative_to(home).as_posix() for file in sounds))
        found: Sequence[object] = shape.get("items", shape).get("enum", ())
        return found
