"""Change values in the bytes of a YAML file so that no foreign byte changes, or refuse.

An edit says what it replaces. Where that is no longer there, another person has changed it: `EditConflict`. The result
is parsed again, and accepted only if its tree is the old one with exactly the changes that were asked for.
"""

from __future__ import annotations

import codecs
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import EllipsisType
from typing import TypeAlias

from zt_audio.content.source import SourceText, source_of
from zt_audio.content.splice import Path, YamlLayout
from zt_audio.content.tree import Map, Node, Seq, parse_yaml
from zt_audio.content.yaml_writer import Value
from zt_audio.errors import ContentError, ZtError
from zt_audio.model import Problem, Text, Where

__all__ = [
    "Change",
    "Conflict",
    "EditConflict",
    "Insert",
    "Move",
    "Path",
    "Put",
    "Remove",
    "Rename",
    "SetText",
    "Value",
    "changed",
    "path_in",
    "pointer",
]

_QUOTED = 60  # characters


@dataclass(frozen=True, slots=True)
class SetText:
    """Write `new` where `old` stands; without `old` the key is not there yet, and is added with its parents."""

    path: Path
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Put `value` into the list at `path`."""

    path: Path
    position: int
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out a key or an item, `old` as it stands, with the comment lines right above it."""

    path: Path
    old: Value


@dataclass(frozen=True, slots=True)
class Move:
    """Move an item of the list at `path`; the comment lines right above it go with it."""

    path: Path
    position: int
    to: int


@dataclass(frozen=True, slots=True)
class Put:
    """Add a mapping or a list, or replace a whole one; `old` is what must stand there, where that counts."""

    path: Path
    value: Value
    old: Value | EllipsisType | None = ...


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the key at `path` another name; what stands under it, and the order of the keys, stay."""

    path: Path
    name: str


Change: TypeAlias = SetText | Insert | Remove | Move | Put | Rename


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that no longer fits: `old` was seen, `new` is wanted, `theirs` is there now (None: it is gone)."""

    file: str
    path: Path
    old: Value | None
    new: Value | None
    theirs: Value | None
    line: int = 1


class EditConflict(ZtError):  # noqa: N818 - what it is, not that it failed
    """Another person has changed what is to be changed; nothing was written."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(_conflict_problem(conflict) for conflict in self.conflicts)

    def __reduce__(self) -> tuple[type[EditConflict], tuple[tuple[Conflict, ...]]]:  # type: ignore[override]
        return type(self), (self.conflicts,)


def _conflict_problem(conflict: Conflict) -> Problem:
    where = Where(conflict.file, conflict.line)
    if not conflict.path:
        return Problem("missing-file" if conflict.theirs is None else "edit-file-conflict", where)
    if conflict.theirs is None:
        return Problem("edit-target-gone", where, {"path": pointer(conflict.path)})
    return Problem("edit-conflict", where, {"path": pointer(conflict.path), "theirs": _short(conflict.theirs)})


def _short(value: Value) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:_QUOTED] + "…" if len(text) > _QUOTED else text


def pointer(path: Path) -> str:
    """Return `path` as people write it: `stops/0/place`; a slash inside a key is `~1` and a tilde `~0` (RFC 6901)."""
    return "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in path)


def path_in(data: bytes, file: str, written: str) -> tuple[Path, Value | None]:
    """Return the path that `written` means in a file, and what stands there. Raises ContentError."""
    value: Value | None = _parsed(source_of(data, file))[0]
    path: list[str | int] = []
    for step in written.split("/"):
        key = _tidy(step.replace("~1", "/").replace("~0", "~"))
        path.append(int(key) if isinstance(value, list) and key.isdecimal() else key)
        value = _child(value, path[-1])
    return tuple(path), value


def changed(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """Return the bytes of `file` after `changes`, made one by one.

    Raises EditConflict where something is not as a change says it is, ContentError where the file does not parse or
    a change cannot be written.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    source = source_of(data, file)
    tree, node = _parsed(source)
    for change in map(_with_tidy_path, changes):
        try:
            wanted = _wanted(tree, change)
        except _NotAsSeenError as found:
            line = _where(node, change.path, file).line
            raise EditConflict([Conflict(file, change.path, *_seen(change), found.theirs, line)]) from None
        source, tree, node = _written(source, tree, change, wanted)
    return bom + source.text.encode()


def _written(source: SourceText, tree: Value, change: Change, wanted: Value) -> tuple[SourceText, Value, Node]:
    """Return the file after `change`, whose tree is `wanted`: order counts, too."""
    problems: list[Problem] = []
    for text in _attempts(YamlLayout(source), tree, change):
        try:
            result = source_of(text.encode(), source.file)
            found, node = _parsed(result)
        except ContentError as error:
            problems += error.problems
            continue
        if json.dumps(found) == json.dumps(wanted):
            return result, found, node
    spoken = [problem for problem in problems if problem.slug in _ABOUT_CHARACTERS]
    raise ContentError(spoken[:1] or Problem("edit-impossible", Where(source.file), {"path": pointer(change.path)}))


_ABOUT_CHARACTERS = ("odd-character", "nul-byte", "kazakh-letters-lost")  # no style can hold them


def _attempts(layout: YamlLayout, tree: Value, change: Change) -> Iterator[str]:
    match change:
        case SetText(path, old, new):
            yield from layout.with_text(path, _tidy(new)) if old is not None else _added(layout, tree, path, _tidy(new))
        case Insert(path, position, value):
            yield from layout.with_item(path, position, _tidied(value))
        case Remove(path, _):
            yield from layout.without(path)
        case Move(path, position, to):
            yield from layout.with_moved(path, position, to)
        case Rename(path, name):
            yield from layout.with_name(path, _tidy(name))
        case Put(path, value, _):
            exists = _child_at(tree, path) is not None
            yield from layout.with_value(path, _tidied(value)) if exists else _added(layout, tree, path, _tidied(value))


def _added(layout: YamlLayout, tree: Value, path: Path, value: Value) -> Iterator[str]:
    """Add what stands at `path` below the deepest mapping that is there."""
    depth = next(n for n in range(len(path) - 1, -1, -1) if _child_at(tree, path[:n]) is not None)
    for step in reversed(path[depth + 1 :]):
        value = {str(step): value}
    yield from layout.with_key(path[:depth], str(path[depth]), value)


def _parsed(source: SourceText) -> tuple[Value, Node]:
    """Return the tree of `source`, without and with its places. Raises ContentError for any problem of its form."""
    node, problems = parse_yaml(source)
    if problems or node is None:
        raise ContentError(problems)
    return _plain(node), node


def _plain(node: Node) -> Value:
    if isinstance(node, Map):
        return {key: _plain(value) for key, value in node.items()}
    return [_plain(item) for item in node] if isinstance(node, Seq) else node.value


def _tidy(text: str) -> str:
    """Return `text` as the parser would: composed, trimmed, with plain line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _with_tidy_path(change: Change) -> Change:
    return replace(change, path=tuple(_tidy(step) if isinstance(step, str) else step for step in change.path))


def _tidied(value: Value) -> Value:
    if isinstance(value, dict):
        return {_tidy(key): _tidied(item) for key, item in value.items()}
    return [_tidied(item) for item in value] if isinstance(value, list) else _tidy(value)


# --- what the tree should be ----------------------------------------------------------------------------------------


class _NotAsSeenError(Exception):
    def __init__(self, theirs: Value | None) -> None:
        super().__init__()
        self.theirs = theirs


def _wanted(tree: Value, change: Change) -> Value:
    """Return `tree` after `change`. Raises _NotAsSeenError."""
    match change:
        case SetText(path, old, new):
            _expect(_child_at(tree, path) if path else tree, None if old is None else _tidy(old))
            return _with(tree, path, _tidy(new))
        case Put(path, value, old):
            if not path:
                raise _NotAsSeenError(tree)
            if not isinstance(old, EllipsisType):
                _expect(_child_at(tree, path) or None, _tidied(old or "") or None)  # an empty list is none
            return _with(tree, path, _tidied(value))
        case Remove(path, old):
            _expect(_child_at(tree, path) if path else None, _tidied(old))
            return _without(tree, path)
        case Insert(path, position, value):
            items = _list_at(tree, path, lambda items: 0 <= position <= len(items))
            return _with(tree, path, [*items[:position], _tidied(value), *items[position:]])
        case Rename(path, name):
            return _renamed(tree, path, _tidy(name))
        case Move(path, position, to):
            items = [*_list_at(tree, path, lambda items: 0 <= position < len(items) and 0 <= to < len(items))]
            items.insert(to, items.pop(position))
            return _with(tree, path, items)


def _expect(theirs: Value | None, seen: Value | None) -> None:
    if json.dumps(theirs) != json.dumps(seen):
        raise _NotAsSeenError(theirs)


def _list_at(tree: Value, path: Path, fits: Callable[[list[Value]], bool]) -> list[Value]:
    found = _child_at(tree, path)
    if not isinstance(found, list) or not fits(found):
        raise _NotAsSeenError(found)
    return found


def _with(tree: Value, path: Path, value: Value) -> Value:
    """Return `tree` with `value` at `path`; a missing key comes last, with the mappings around it."""
    if not path:
        return value
    step, *rest = path
    if isinstance(tree, list):
        child = _child(tree, step)
        if child is None:
            raise _NotAsSeenError(tree)
        return [_with(item, tuple(rest), value) if n == step else item for n, item in enumerate(tree)]
    if not isinstance(step, str) or (isinstance(tree, str) and tree):
        raise _NotAsSeenError(tree)
    pairs = tree if isinstance(tree, dict) else {}  # an empty text: a key whose mapping is not written yet
    return {**pairs, step: _with(pairs.get(step, {}), tuple(rest), value)}


def _without(tree: Value, path: Path) -> Value:
    step, *rest = path
    if isinstance(tree, list):
        items = [_without(item, tuple(rest)) if rest and n == step else item for n, item in enumerate(tree)]
        return items if rest else [item for n, item in enumerate(items) if n != step]
    pairs = tree if isinstance(tree, dict) else {}
    found = {key: _without(item, tuple(rest)) if rest and key == step else item for key, item in pairs.items()}
    return found if rest else {key: item for key, item in found.items() if key != step}


def _renamed(tree: Value, path: Path, name: str) -> Value:
    parent = _child_at(tree, path[:-1]) if path else None
    if not isinstance(parent, dict) or path[-1] not in parent or name in parent:
        raise _NotAsSeenError(parent)
    return _with(tree, path[:-1], {name if key == path[-1] else key: item for key, item in parent.items()})


def _child_at(tree: Value, path: Path) -> Value | None:
    found: Value | None = tree
    for step in path:
        found = _child(found, step)
    return found


def _child(value: Value | None, step: str | int) -> Value | None:
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return value.get(step) if isinstance(value, dict) and isinstance(step, str) else None


def _seen(change: Change) -> tuple[Value | None, Value | None]:
    """Return what `change` saw and what it wants."""
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


def _where(node: Node, path: Path, file: str) -> Where:
    """Return the place of the deepest thing on `path` that is there."""
    found = node
    for step in path:
        child: Node | None = None
        if isinstance(found, Map) and isinstance(step, str):
            child = found.get(step)
        elif isinstance(found, Seq) and isinstance(step, int) and 0 <= step < len(found):
            child = found[step]
        if child is None:
            break
        found = child
    return found.where if isinstance(found, Text | Map | Seq) else Where(file)
