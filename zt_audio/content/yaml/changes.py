"""What can be changed in the tree of a YAML file, and the tree that each change asks for.

A change says what it replaces: where something else stands there by now, another person has changed it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import EllipsisType
from typing import TypeAlias

from zt_audio.content.yaml.tree import Value, YamlPath


@dataclass(frozen=True, slots=True)
class SetText:
    """Write `new` where `old` stands; without `old` the key is not there yet, and is added with its parents."""

    path: YamlPath
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Put `value` into the list at `path`."""

    path: YamlPath
    position: int
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out a key or an item, `old` as it stands, with the comment lines right above it."""

    path: YamlPath
    old: Value


@dataclass(frozen=True, slots=True)
class Move:
    """Move an item of the list at `path`; the comment lines right above it go with it."""

    path: YamlPath
    position: int
    to: int


@dataclass(frozen=True, slots=True)
class Put:
    """Add a mapping or a list, or replace a whole one; `old` is what must stand there, where that counts."""

    path: YamlPath
    value: Value
    old: Value | EllipsisType | None = ...


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the key at `path` another name; what stands under it, and the order of the keys, stay."""

    path: YamlPath
    name: str


Change: TypeAlias = SetText | Insert | Remove | Move | Put | Rename


class NotAsSeenError(Exception):
    def __init__(self, theirs: Value | None) -> None:
        super().__init__()
        self.theirs = theirs


def wanted_tree(tree: Value, change: Change) -> Value:
    match change:
        case SetText(path, old, new):
            _expect(child_at(tree, path) if path else tree, None if old is None else tidy(old))
            return _with(tree, path, tidy(new))
        case Put(path, value, old):
            if not path:
                raise NotAsSeenError(tree)
            if not isinstance(old, EllipsisType):
                _expect(child_at(tree, path) or None, tidied(old or "") or None)  # an empty list is none
            return _with(tree, path, tidied(value))
        case Remove(path, old):
            _expect(child_at(tree, path) if path else None, tidied(old))
            return _without(tree, path)
        case Insert(path, position, value):
            items = _list_at(tree, path, lambda items: 0 <= position <= len(items))
            return _with(tree, path, [*items[:position], tidied(value), *items[position:]])
        case Rename(path, name):
            parent, name = child_at(tree, path[:-1]) if path else None, tidy(name)
            if not isinstance(parent, dict) or path[-1] not in parent or name in parent:
                raise NotAsSeenError(parent)
            return _with(tree, path[:-1], {name if key == path[-1] else key: item for key, item in parent.items()})
        case Move(path, position, to):
            items = [*_list_at(tree, path, lambda items: 0 <= position < len(items) and 0 <= to < len(items))]
            items.insert(to, items.pop(position))
            return _with(tree, path, items)


def _expect(theirs: Value | None, seen: Value | None) -> None:
    if json.dumps(theirs) != json.dumps(seen):
        raise NotAsSeenError(theirs)


def _list_at(tree: Value, path: YamlPath, fits: Callable[[list[Value]], bool]) -> list[Value]:
    found = child_at(tree, path)
    if not isinstance(found, list) or not fits(found):
        raise NotAsSeenError(found)
    return found


def _with(tree: Value, path: YamlPath, value: Value) -> Value:
    """Return `tree` with `value` at `path`; a missing key comes last, with the mappings around it."""
    if not path:
        return value
    step, *rest = path
    if isinstance(tree, list):
        if child_of(tree, step) is None:
            raise NotAsSeenError(tree)
        return [_with(item, tuple(rest), value) if n == step else item for n, item in enumerate(tree)]
    if not isinstance(step, str) or (isinstance(tree, str) and tree):
        raise NotAsSeenError(tree)
    pairs = tree if isinstance(tree, dict) else {}  # an empty text: a key whose mapping is not written yet
    return {**pairs, step: _with(pairs.get(step, {}), tuple(rest), value)}


def _without(tree: Value, path: YamlPath) -> Value:
    step, *rest = path
    if isinstance(tree, list):
        items = [_without(item, tuple(rest)) if rest and n == step else item for n, item in enumerate(tree)]
        return items if rest else [item for n, item in enumerate(items) if n != step]
    pairs = tree if isinstance(tree, dict) else {}
    found = {key: _without(item, tuple(rest)) if rest and key == step else item for key, item in pairs.items()}
    return found if rest else {key: item for key, item in found.items() if key != step}


def child_at(tree: Value, path: YamlPath) -> Value | None:
    found: Value | None = tree
    for step in path:
        found = child_of(found, step)
    return found


def child_of(value: Value | None, step: str | int) -> Value | None:
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return value.get(step) if isinstance(value, dict) and isinstance(step, str) else None


def seen_and_wanted(change: Change) -> tuple[Value | None, Value | None]:
    match change:
        case SetText(_, old, new):
            return old, new
        case Remove(_, old):
            return old, None
        case Put(_, value, old):
            return None if isinstance(old, EllipsisType) else old, value
        case Insert(_, _, value):
            return None, value
        case Move() | Rename():
            return None, None


def tidy(text: str) -> str:
    """Return `text` as the parser would: composed, trimmed, with plain line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def with_tidy_path(change: Change) -> Change:
    return replace(change, path=tuple(tidy(step) if isinstance(step, str) else step for step in change.path))


def tidied(value: Value) -> Value:
    if isinstance(value, dict):
        return {tidy(key): tidied(item) for key, item in value.items()}
    return [tidied(item) for item in value] if isinstance(value, list) else tidy(value)
