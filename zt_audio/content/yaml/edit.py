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

import yaml

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
from zt_audio.content.yaml.tree import Map, Node, Seq, Value, YamlPath, child_node, parse_yaml, plain
from zt_audio.content.yaml.writer import (
    BLANKS,
    BLOCK_MARKS,
    LINE_END,
    Entry,
    YamlLayout,
    YamlNode,
    flow_bounds,
    in_brackets,
    in_double_quotes,
    indented,
    literal_lines,
    style_of,
    written_block,
    written_entry,
    written_flow,
    written_scalar,
)
from zt_audio.errors import ContentError, ZtError
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, Text, Where
from zt_audio.suggestions import cut

# Change one spot in the text of a YAML file, by the parser's marks, and leave every other character as it is.
#
# Each function yields the texts that may be right, the nicest first; the caller parses them and takes the first that
# means what was asked for (`changed`). So a style that cannot hold a text needs no rule here.

_BLOCK_HEADER_DIGIT = re.compile(r"^([|>][+-]?)[1-9]")


class YamlSplice:
    """The text of a file, to be changed in one spot; the text must be of the strict grammar."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self._layout = YamlLayout(source)

    # --- texts ------------------------------------------------------------------------------------------------------

    def with_text(self, path: YamlPath, new: str) -> Iterator[str]:
        """Replace the text at `path`, in its style where this style can hold `new`."""
        node, parent = self._layout.nodes(path)[-1], self._layout.nodes(path)[-2]
        start, end = node.start_mark.index, node.end_mark.index
        before, after = self.text[:start], self.text[end:]
        in_flow = self._layout.in_flow(path)
        if (style := style_of(node)) in BLOCK_MARKS:
            yield from self._with_block_text(node, parent, new)
        elif "\n" in new and not in_flow:
            rest = self._layout.line_end(end)
            body = literal_lines(new, parent.start_mark.column + self._layout.step)
            lines = [f"{self._layout.gap(node)}|{self.text[end:rest]}", *body]
            yield before + self._layout.eol.join(lines) + self.text[rest:]
        elif new and "\n" not in new and style == "'":
            yield before + "'" + new.replace("'", "''") + "'" + after
        elif new and "\n" not in new and not style:
            yield before + self._layout.gap(node) + new + after
        yield before + self._layout.gap(node) + in_double_quotes(new) + after

    def _with_block_text(self, node: YamlNode, parent: YamlNode, new: str) -> Iterator[str]:
        start, end = node.start_mark.index, self._layout.end(node)
        header, *body = LINE_END.split(self.text[start:end])
        header = _BLOCK_HEADER_DIGIT.sub(r"\1", header)
        first = next((line for line in body if line.strip()), "")
        indent = len(first) - len(first.lstrip(" ")) if first else parent.start_mark.column + self._layout.step
        literal = self._layout.eol.join([f"|{header[1:]}", *literal_lines(new, indent)])
        if header.startswith(">") and "\n" in new:
            folded = literal_lines(new.replace("\n", "\n\n"), indent)
            yield self.text[:start] + self._layout.eol.join([header, *folded]) + self.text[end:]
        elif header.startswith(">"):
            yield self.text[:start] + self._layout.eol.join([header, *literal_lines(new, indent)]) + self.text[end:]
        yield self.text[:start] + literal + self.text[end:]

    # --- lists and mappings -----------------------------------------------------------------------------------------

    def with_key(self, path: YamlPath, key: str, value: Value) -> Iterator[str]:
        """Add `key` at the end of the mapping at `path`, which may be empty."""
        for quoted in self._layout.quoting(path):
            if self._layout.root is None:
                block = written_block({key: value}, self._layout.step, quoted=quoted)
                text = self.text + (self._layout.eol if self.text and not self.text.endswith(("\r", "\n")) else "")
                yield text + "".join(line + self._layout.eol for line in block)
                continue
            node = self._layout.nodes(path)[-1]
            if not node.value:
                yield from self._with_value(path, {key: value}, quoted=quoted)
            elif in_brackets(node):
                end = self._layout.end(node.value[-1][1])
                pair = written_flow({key: value}, quoted=quoted)[1:-1]
                yield f"{self.text[:end]}, {pair}{self.text[end:]}"
            else:
                head = f"{written_scalar(key, in_flow=False, quoted=quoted)}:"
                yield self._with_entry(
                    node, len(node.value), written_entry(head, value, self._layout.step, quoted=quoted)
                )

    def with_item(self, path: YamlPath, position: int, value: Value) -> Iterator[str]:
        """Insert `value` into the list at `path`."""
        node = self._layout.nodes(path)[-1]
        for quoted in self._layout.quoting(path):
            if not node.value:
                yield from self._with_value(path, [value], quoted=quoted)
            elif in_brackets(node):
                item = written_flow(value, quoted=quoted)
                if position < len(node.value):
                    start = node.value[position].start_mark.index
                    yield f"{self.text[:start]}{item}, {self.text[start:]}"
                else:
                    end = node.value[-1].end_mark.index
                    yield f"{self.text[:end]}, {item}{self.text[end:]}"
            else:
                yield self._with_entry(node, position, written_entry("-", value, self._layout.step, quoted=quoted))

    def with_value(self, path: YamlPath, value: Value) -> Iterator[str]:
        """Replace what stands at `path`, comments inside it too."""
        if isinstance(value, str) and isinstance(self._layout.nodes(path)[-1], yaml.ScalarNode):
            yield from self.with_text(path, value)
        for quoted in (False, True):
            yield from self._with_value(path, value, quoted=quoted)

    def without(self, path: YamlPath) -> Iterator[str]:
        """Remove the key or the item at `path` with the comment lines right above it."""
        parent = self._layout.nodes(path)[-2]
        position = self._layout.position(parent, path[-1])
        if in_brackets(parent):
            bounds = [flow_bounds(entry) for entry in parent.value]
            start, end = bounds[position]
            if position + 1 < len(bounds):
                end = bounds[position + 1][0]
            elif position and "#" not in self.text[bounds[position - 1][1] : start]:
                start = bounds[position - 1][1]
            yield self.text[:start] + self.text[end:]
        elif len(parent.value) == 1:
            yield self._emptied(path[:-1])
        elif (entry := self._layout.entries(parent)[position]).own_line:
            yield self._without_lines(entry.start, entry.end)
        else:
            yield self.text[: entry.start] + self.text[self._layout.line_after(entry.end) :].lstrip(" ")

    def with_name(self, path: YamlPath, name: str) -> Iterator[str]:
        """Give the key at `path` another name."""
        key = self._layout.key(self._layout.nodes(path)[-2], path[-1])
        before, after = self.text[: key.start_mark.index], self.text[key.end_mark.index :]
        for quoted in (style_of(key) != "", True):
            yield before + written_scalar(name, in_flow=True, quoted=quoted) + after

    def with_moved(self, path: YamlPath, position: int, to: int) -> Iterator[str]:
        """Move an item of the list at `path`; what stands between the items stays where it is."""
        node = self._layout.nodes(path)[-1]
        if in_brackets(node):
            bounds = map(flow_bounds, node.value)
            slots: Sequence[Entry] = [Entry(start, end, own_line=False) for start, end in bounds]
            chunks = [self.text[slot.start : slot.end] for slot in slots]
        else:
            slots = self._layout.entries(node)
            chunks = [
                " " * (0 if slot.own_line else node.start_mark.column) + self.text[slot.start : slot.end]
                for slot in slots
            ]
        chunks.insert(to, chunks.pop(position))
        text = self.text
        for slot, chunk in reversed([*zip(slots, chunks, strict=True)]):
            text = text[: slot.start] + (chunk if slot.own_line else chunk.lstrip(" ")) + text[slot.end :]
        yield text

    # --- entries ----------------------------------------------------------------------------------------------------

    def _with_entry(self, node: YamlNode, position: int, lines: list[str]) -> str:
        """Put the lines of a new entry before the one at `position`, or behind the last."""
        entries = self._layout.entries(node)
        eol = self._layout.eol
        block = eol.join(indented(lines, node.start_mark.column))
        apart = eol if self._layout.is_spaced(entries) else ""
        if position == len(entries):
            end = entries[-1].end
            return self.text[:end] + eol + apart + block + self.text[end:]
        at = entries[position]
        if at.own_line:
            return self.text[: at.start] + block + eol + apart + self.text[at.start :]
        indent: int = node.start_mark.column
        rest = " " * indent + self.text[at.start :]
        return self.text[: at.start] + block.lstrip(" ") + eol + apart + rest

    def _with_value(self, path: YamlPath, value: Value, *, quoted: bool) -> Iterator[str]:
        node = self._layout.nodes(path)[-1]
        start, end = node.start_mark.index, self._layout.end(node)
        flow = written_flow(value, quoted=quoted)
        if self._layout.in_flow(path) or (in_brackets(node) and node.value):
            yield self.text[:start] + self._layout.gap(node) + flow + self.text[end:]
            return
        parent = self._layout.nodes(path)[-2] if path else None
        is_block = isinstance(node, yaml.CollectionNode) and not in_brackets(node)
        if is_block and isinstance(value, dict) and isinstance(parent, yaml.MappingNode):
            is_block = node.start_mark.column > parent.start_mark.column  # dashes may stand right below their key
        if (is_block or parent is None) and value and not isinstance(value, str):
            block = indented(written_block(value, self._layout.step, quoted=quoted), node.start_mark.column)
            yield self.text[:start] + self._layout.eol.join(block).lstrip(" ") + self.text[end:]
        elif isinstance(parent, yaml.SequenceNode):
            dash = self._layout.dash(parent, self._layout.position(parent, path[-1]))
            lines = indented(written_entry("-", value, self._layout.step, quoted=quoted), parent.start_mark.column)
            yield self.text[:dash] + self._layout.eol.join(lines).lstrip(" ") + self.text[end:]
        else:
            yield self._with_value_of_key(self._layout.key(parent, path[-1]), node, value, quoted=quoted)
        yield self.text[:start] + self._layout.gap(node) + flow + self.text[end:]

    def _with_value_of_key(self, key: YamlNode, node: YamlNode, value: Value, *, quoted: bool) -> str:
        """Write `value` behind the colon of `key` or below it; a comment in the line of the key stays there."""
        colon = self.text.index(":", key.end_mark.index) + 1
        start, end = node.start_mark.index, self._layout.end(node)
        lines = indented(written_entry("", value, self._layout.step, quoted=quoted), key.start_mark.column)
        inline, below = lines[0].strip(), "".join(self._layout.eol + line for line in lines[1:])
        inline = f" {inline}" if inline else ""
        if LINE_END.search(self.text, colon, start) or style_of(node) in BLOCK_MARKS:
            comment = "" if style_of(node) in BLOCK_MARKS else self.text[colon : self._layout.line_end(colon)]
            return self.text[:colon] + inline + comment + below + self.text[end:]
        rest = self._layout.line_end(end)
        return self.text[:colon] + inline + self.text[end:rest] + below + self.text[rest:]

    def _emptied(self, path: YamlPath) -> str:
        """Take the only entry out of what stands at `path`."""
        node = self._layout.nodes(path)[-1]
        entry = self._layout.entries(node)[0]
        brackets = "{}" if isinstance(node, yaml.MappingNode) else "[]"
        if not entry.own_line:
            return self.text[: entry.start] + brackets + self.text[entry.end :]
        text = self._without_lines(entry.start, entry.end)
        if not path:
            return text
        parent = self._layout.nodes(path)[-2]
        if isinstance(parent, yaml.MappingNode):
            head = self.text.index(":", self._layout.key(parent, path[-1]).end_mark.index) + 1
        else:
            head = self._layout.dash(parent, self._layout.position(parent, path[-1])) + 1
        return f"{text[:head]} {brackets}{text[head:]}"

    def _without_lines(self, start: int, end: int) -> str:
        """Drop whole lines; of the empty lines above and below them one is enough."""
        before, after = self.text[:start], self.text[self._layout.line_after(end) :]
        if not after and end == len(self.text):  # the file has no last line end, and gets none
            return before.rstrip(BLANKS)
        if not after or LINE_END.match(after):
            before = before[: -len(self._layout.eol)] if before.endswith(self._layout.eol * 2) else before
        return before + after


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
