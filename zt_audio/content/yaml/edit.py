"""Change values in the bytes of a YAML file so that no foreign byte changes, or refuse.

An edit says what it replaces. Where that is no longer there, another person has changed it: `EditConflict`. The result
is parsed again, and accepted only if its tree is the old one with exactly the changes that were asked for.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zt_audio.content.yaml.changes import (
    Change,
    Insert,
    Move,
    NotAsSeenError,
    Put,
    Remove,
    Rename,
    SetText,
    child_at,
    child_of,
    seen_and_wanted,
    tidied,
    tidy,
    wanted_tree,
    with_tidy_path,
)
from zt_audio.content.yaml.source import SourceText, source_of
from zt_audio.content.yaml.splice import YamlSplice
from zt_audio.content.yaml.tree import Map, Node, Seq, Value, YamlPath, child_node, parse_yaml, plain
from zt_audio.errors import ContentError, ZtError
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, Text, Where
from zt_audio.suggestions import cut

_POSITION = re.compile("[0-9]{1,9}")  # in a list
_QUOTED = 60  # characters


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that no longer fits: `old` was seen, `new` is wanted, `theirs` is there now (None: it is gone)."""

    file: str
    path: YamlPath
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
    text = conflict.theirs if isinstance(conflict.theirs, str) else json.dumps(conflict.theirs, ensure_ascii=False)
    return Problem("edit-conflict", where, {"path": pointer(conflict.path), "theirs": cut(text, _QUOTED)})


def pointer(path: YamlPath) -> str:
    """Return `path` as people write it: `stops/0/place`; a slash inside a key is `~1` and a tilde `~0` (RFC 6901)."""
    return "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in path)


def path_in(data: bytes, file: str, written: str) -> tuple[YamlPath, Value | None]:
    """Return the path that `written` means in a file, and what stands there. Raises ContentError."""
    value: Value | None = _parsed(source_of(data, file))[0]
    path: list[str | int] = []
    for step in written.split("/"):
        key = tidy(step.replace("~1", "/").replace("~0", "~"))
        path.append(int(key) if isinstance(value, list) and _POSITION.fullmatch(key) else key)
        value = child_of(value, path[-1])
    return tuple(path), value


def changed(data: bytes, file: str, changes: Sequence[Change]) -> bytes:
    """Return the bytes of `file` after `changes`, made one by one.

    Raises EditConflict where something is not as a change says it is, ContentError where the file does not parse or
    a change cannot be written.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    source = source_of(data, file)
    tree, node = _parsed(source)
    for change in map(with_tidy_path, changes):
        try:
            wanted = wanted_tree(tree, change)
        except NotAsSeenError as found:
            line = _where(node, change.path, file).line
            raise EditConflict([Conflict(file, change.path, *seen_and_wanted(change), found.theirs, line)]) from None
        if isinstance(change, SetText) and wanted == tree:
            continue  # it asks only whether this stands there still
        source, tree, node = _written(source, tree, change, wanted)
    return bom + source.text.encode()


def _written(source: SourceText, tree: Value, change: Change, wanted: Value) -> tuple[SourceText, Value, Node]:
    """Return the file after `change`, whose tree is `wanted`: order counts, too."""
    problems: list[Problem] = []
    for text in _attempts(YamlSplice(source), tree, change):
        try:
            result = source_of(text.encode(), source.file)
            found, node = _parsed(result)
        except ContentError as error:
            problems += error.problems
            continue
        if json.dumps(found) == json.dumps(wanted):
            return result, found, node
    spoken = [problem for problem in problems if message_of(problem).cannot_be_written]
    raise ContentError(spoken[:1] or Problem("edit-impossible", Where(source.file), {"path": pointer(change.path)}))


def _attempts(splice: YamlSplice, tree: Value, change: Change) -> Iterator[str]:
    match change:
        case SetText(path, old, new):
            yield from splice.with_text(path, tidy(new)) if old is not None else _added(splice, tree, path, tidy(new))
        case Insert(path, position, value):
            yield from splice.with_item(path, position, tidied(value))
        case Remove(path, _):
            yield from splice.without(path)
        case Move(path, position, to):
            yield from splice.with_moved(path, position, to)
        case Rename(path, name):
            yield from splice.with_name(path, tidy(name))
        case Put(path, value, _):
            exists = child_at(tree, path) is not None
            yield from splice.with_value(path, tidied(value)) if exists else _added(splice, tree, path, tidied(value))


def _added(splice: YamlSplice, tree: Value, path: YamlPath, value: Value) -> Iterator[str]:
    """Add what stands at `path` below the deepest mapping that is there."""
    depth = next(n for n in range(len(path) - 1, -1, -1) if child_at(tree, path[:n]) is not None)
    for step in reversed(path[depth + 1 :]):
        value = {str(step): value}
    yield from splice.with_key(path[:depth], str(path[depth]), value)


def _parsed(source: SourceText) -> tuple[Value, Node]:
    """Return the tree of `source`, without and with its places. Raises ContentError for any problem of its form."""
    node, problems = parse_yaml(source)
    if problems or node is None:
        raise ContentError(problems)
    return plain(node), node


def _where(node: Node, path: YamlPath, file: str) -> Where:
    """Return the place of the deepest thing on `path` that is there."""
    found = node
    for step in path:
        if (child := child_node(found, step)) is None:
            break
        found = child
    return found.where if isinstance(found, Text | Map | Seq) else Where(file)
