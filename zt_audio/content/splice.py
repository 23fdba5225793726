"""Change one spot in the text of a YAML file, by the parser's marks, and leave every other character as it is.

Each function yields the texts that may be right, the nicest first; the caller parses them and takes the first that
means what was asked for (content/edit.py). So a style that cannot hold a text needs no rule here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from zt_audio.content.source import SourceText
from zt_audio.content.tree import YAML_LOADER
from zt_audio.content.yaml_writer import (
    Value,
    in_double_quotes,
    indented,
    literal_lines,
    written_block,
    written_entry,
    written_flow,
    written_scalar,
)

Path: TypeAlias = tuple[str | int, ...]  # keys, and positions of items from 0
_Node: TypeAlias = Any  # a node of PyYAML, whose stubs do not tell lists from mappings

_LINE_END = re.compile(r"\r\n?|\n")
_BLANKS = " \t\r\n"
_BLOCK = ("|", ">")
_DEFAULT_STEP = 2
_BLOCK_HEADER_DIGIT = re.compile(r"^([|>][+-]?)[1-9]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value, or an item, from the comment lines right above it to the end of its last line.

    The first entry of a mapping in a list shares its line with the dash: then `own_line` is false, and `start` is where
    the entry itself begins.
    """

    start: int
    end: int
    own_line: bool


class YamlLayout:
    """The text of a file and the nodes that the parser sees in it; the text must be of the strict grammar."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self._source = source
        root: _Node = yaml.compose(source.text, Loader=YAML_LOADER)
        self._root: _Node = root if isinstance(root, yaml.CollectionNode) else None  # comments alone, or a `---`

    @cached_property
    def _eol(self) -> str:
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def _step(self) -> int:
        """Return how far the file moves what stands inside a mapping to the right."""
        return next(_steps(self._root), _DEFAULT_STEP) if self._root else _DEFAULT_STEP

    # --- texts ------------------------------------------------------------------------------------------------------

    def with_text(self, path: Path, new: str) -> Iterator[str]:
        """Replace the text at `path`, in its style where this style can hold `new`."""
        node, parent = self._nodes(path)[-1], self._nodes(path)[-2]
        start, end = node.start_mark.index, node.end_mark.index
        before, after = self.text[:start], self.text[end:]
        in_flow = self._in_flow(path)
        style = _style(node)
        if style in _BLOCK:
            yield from self._with_block_text(node, parent, new)
        elif "\n" in new and not in_flow:
            rest = self._line_end(end)
            body = literal_lines(new, parent.start_mark.column + self._step)
            lines = [f"{self._gap(node)}|{self.text[end:rest]}", *body]
            yield before + self._eol.join(lines) + self.text[rest:]
        elif new and "\n" not in new and style == "'":
            yield before + "'" + new.replace("'", "''") + "'" + after
        elif new and "\n" not in new and not style:
            yield before + self._gap(node) + new + after
        yield before + self._gap(node) + in_double_quotes(new) + after

    def _with_block_text(self, node: _Node, parent: _Node, new: str) -> Iterator[str]:
        start, end = node.start_mark.index, self._end(node)
        header, *body = _LINE_END.split(self.text[start:end])
        header = _BLOCK_HEADER_DIGIT.sub(r"\1", header)
        first = next((line for line in body if line.strip()), "")
        indent = len(first) - len(first.lstrip(" ")) if first else parent.start_mark.column + self._step
        literal = self._eol.join([f"|{header[1:]}", *literal_lines(new, indent)])
        if header.startswith(">") and "\n" in new:
            folded = literal_lines(new.replace("\n", "\n\n"), indent)
            yield self.text[:start] + self._eol.join([header, *folded]) + self.text[end:]
        elif header.startswith(">"):
            yield self.text[:start] + self._eol.join([header, *literal_lines(new, indent)]) + self.text[end:]
        yield self.text[:start] + literal + self.text[end:]

    def _gap(self, node: _Node) -> str:
        """Return the space that an empty value lacks: its mark stands right behind the colon or the dash."""
        before = self.text[: node.start_mark.index]
        return " " if node.start_mark.index == node.end_mark.index and before.endswith((":", "-")) else ""

    # --- lists and mappings -----------------------------------------------------------------------------------------

    def with_key(self, path: Path, key: str, value: Value) -> Iterator[str]:
        """Add `key` at the end of the mapping at `path`, which may be empty."""
        for quoted in self._quoting(path):
            if self._root is None:
                lines = written_block({key: value}, self._step, quoted=quoted)
                text = self.text + (self._eol if self.text and not self.text.endswith(("\r", "\n")) else "")
                yield text + "".join(line + self._eol for line in lines)
                continue
            node = self._nodes(path)[-1]
            if not node.value:
                yield from self._with_value(path, {key: value}, quoted=quoted)
            elif _in_brackets(node):
                end = self._end(node.value[-1][1])
                pair = written_flow({key: value}, quoted=quoted)[1:-1]
                yield f"{self.text[:end]}, {pair}{self.text[end:]}"
            else:
                head = f"{written_scalar(key, in_flow=False, quoted=quoted)}:"
                yield self._with_entry(node, len(node.value), written_entry(head, value, self._step, quoted=quoted))

    def with_item(self, path: Path, position: int, value: Value) -> Iterator[str]:
        """Insert `value` into the list at `path`."""
        node = self._nodes(path)[-1]
        for quoted in self._quoting(path):
            if not node.value:
                yield from self._with_value(path, [value], quoted=quoted)
            elif _in_brackets(node):
                item = written_flow(value, quoted=quoted)
                if position < len(node.value):
                    start = node.value[position].start_mark.index
                    yield f"{self.text[:start]}{item}, {self.text[start:]}"
                else:
                    end = node.value[-1].end_mark.index
                    yield f"{self.text[:end]}, {item}{self.text[end:]}"
            else:
                yield self._with_entry(node, position, written_entry("-", value, self._step, quoted=quoted))

    def with_value(self, path: Path, value: Value) -> Iterator[str]:
        """Replace what stands at `path`, comments inside it too."""
        if isinstance(value, str) and isinstance(self._nodes(path)[-1], yaml.ScalarNode):
            yield from self.with_text(path, value)
        for quoted in (False, True):
            yield from self._with_value(path, value, quoted=quoted)

    def without(self, path: Path) -> Iterator[str]:
        """Remove the key or the item at `path` with the comment lines right above it."""
        parent = self._nodes(path)[-2]
        position = self._position(parent, path[-1])
        if _in_brackets(parent):
            yield self._without_in_flow(parent, position)
        elif len(parent.value) == 1:
            yield self._emptied(path[:-1])
        elif (entry := self._entries(parent)[position]).own_line:
            yield self._without_lines(entry.start, entry.end)
        else:
            yield self.text[: entry.start] + self.text[self._line_after(entry.end) :].lstrip(" ")

    def with_name(self, path: Path, name: str) -> Iterator[str]:
        """Give the key at `path` another name."""
        key = self._key(self._nodes(path)[-2], path[-1])
        before, after = self.text[: key.start_mark.index], self.text[key.end_mark.index :]
        for quoted in (_style(key) != "", True):
            yield before + written_scalar(name, in_flow=True, quoted=quoted) + after

    def with_moved(self, path: Path, position: int, to: int) -> Iterator[str]:
        """Move an item of the list at `path`; what stands between the items stays where it is."""
        node = self._nodes(path)[-1]
        if _in_brackets(node):
            bounds = map(_flow_bounds, node.value)
            slots: Sequence[_Entry] = [_Entry(start, end, own_line=False) for start, end in bounds]
            chunks = [self.text[slot.start : slot.end] for slot in slots]
        else:
            slots = self._entries(node)
            chunks = [self._chunk(slot, node.start_mark.column) for slot in slots]
        chunks.insert(to, chunks.pop(position))
        text = self.text
        for slot, chunk in reversed([*zip(slots, chunks, strict=True)]):
            text = text[: slot.start] + (chunk if slot.own_line else chunk.lstrip(" ")) + text[slot.end :]
        yield text

    def _chunk(self, slot: _Entry, column: int) -> str:
        return " " * (0 if slot.own_line else column) + self.text[slot.start : slot.end]

    # --- entries ----------------------------------------------------------------------------------------------------

    def _with_entry(self, node: _Node, position: int, lines: list[str]) -> str:
        """Put the lines of a new entry before the one at `position`, or behind the last."""
        entries = self._entries(node)
        eol = self._eol
        block = eol.join(indented(lines, node.start_mark.column))
        apart = eol if self._is_spaced(entries) else ""
        if position == len(entries):
            end = entries[-1].end
            return self.text[:end] + eol + apart + block + self.text[end:]
        at = entries[position]
        if at.own_line:
            return self.text[: at.start] + block + eol + apart + self.text[at.start :]
        indent: int = node.start_mark.column
        rest = " " * indent + self.text[at.start :]
        return self.text[: at.start] + block.lstrip(" ") + eol + apart + rest

    def _with_value(self, path: Path, value: Value, *, quoted: bool) -> Iterator[str]:
        node = self._nodes(path)[-1]
        start, end = node.start_mark.index, self._end(node)
        flow = written_flow(value, quoted=quoted)
        if self._in_flow(path) or (_in_brackets(node) and node.value):
            yield self.text[:start] + self._gap(node) + flow + self.text[end:]
            return
        parent = self._nodes(path)[-2] if path else None
        is_block = isinstance(node, yaml.CollectionNode) and not _in_brackets(node)
        if is_block and isinstance(value, dict) and isinstance(parent, yaml.MappingNode):
            is_block = node.start_mark.column > parent.start_mark.column  # dashes may stand right below their key
        if (is_block or parent is None) and value and not isinstance(value, str):
            block = indented(written_block(value, self._step, quoted=quoted), node.start_mark.column)
            yield self.text[:start] + self._eol.join(block).lstrip(" ") + self.text[end:]
        elif isinstance(parent, yaml.SequenceNode):
            dash = self._dash(parent, self._position(parent, path[-1]))
            lines = indented(written_entry("-", value, self._step, quoted=quoted), parent.start_mark.column)
            yield self.text[:dash] + self._eol.join(lines).lstrip(" ") + self.text[end:]
        else:
            yield self._with_value_of_key(self._key(parent, path[-1]), node, value, quoted=quoted)
        yield self.text[:start] + self._gap(node) + flow + self.text[end:]

    def _with_value_of_key(self, key: _Node, node: _Node, value: Value, *, quoted: bool) -> str:
        """Write `value` behind the colon of `key` or below it; a comment in the line of the key stays there."""
        colon = self.text.index(":", key.end_mark.index) + 1
        start, end = node.start_mark.index, self._end(node)
        lines = indented(written_entry("", value, self._step, quoted=quoted), key.start_mark.column)
        inline, below = lines[0].strip(), "".join(self._eol + line for line in lines[1:])
        inline = f" {inline}" if inline else ""
        if _LINE_END.search(self.text, colon, start) or _style(node) in _BLOCK:
            comment = "" if _style(node) in _BLOCK else self.text[colon : self._line_end(colon)]
            return self.text[:colon] + inline + comment + below + self.text[end:]
        rest = self._line_end(end)
        return self.text[:colon] + inline + self.text[end:rest] + below + self.text[rest:]

    def _emptied(self, path: Path) -> str:
        """Take the only entry out of what stands at `path`."""
        node = self._nodes(path)[-1]
        entry = self._entries(node)[0]
        brackets = "{}" if isinstance(node, yaml.MappingNode) else "[]"
        if not entry.own_line:
            return self.text[: entry.start] + brackets + self.text[entry.end :]
        text = self._without_lines(entry.start, entry.end)
        if not path:
            return text
        parent = self._nodes(path)[-2]
        if isinstance(parent, yaml.MappingNode):
            head = self.text.index(":", self._key(parent, path[-1]).end_mark.index) + 1
        else:
            head = self._dash(parent, self._position(parent, path[-1])) + 1
        return f"{text[:head]} {brackets}{text[head:]}"

    def _without_in_flow(self, parent: _Node, position: int) -> str:
        bounds = [_flow_bounds(entry) for entry in parent.value]
        start, end = bounds[position]
        if position + 1 < len(bounds):
            end = bounds[position + 1][0]
        elif position and "#" not in self.text[bounds[position - 1][1] : start]:
            start = bounds[position - 1][1]
        return self.text[:start] + self.text[end:]

    def _without_lines(self, start: int, end: int) -> str:
        """Drop whole lines; of the empty lines above and below them one is enough."""
        before, after = self.text[:start], self.text[self._line_after(end) :]
        if not after and end == len(self.text):  # the file has no last line end, and gets none
            return before.rstrip(_BLANKS)
        if not after or _LINE_END.match(after):
            before = before[: -len(self._eol)] if before.endswith(self._eol * 2) else before
        return before + after

    def _entries(self, node: _Node) -> Sequence[_Entry]:
        """Return the entries of a block list or mapping."""
        found: list[_Entry] = []
        for position, entry in enumerate(node.value):
            is_pair = isinstance(entry, tuple)
            begin = entry[0].start_mark.index if is_pair else self._dash(node, position)
            end = self._line_end(self._end(entry[1] if is_pair else entry))
            line = self._line_start(begin)
            own_line = not self.text[line:begin].strip(" ")
            floor = self._line_after(found[-1].end) if found else 0
            found.append(_Entry(self._with_comments(line, floor) if own_line else begin, end, own_line))
        return found

    def _with_comments(self, line: int, floor: int) -> int:
        """Return where the comment lines right above the line at `line` begin, not above `floor`."""
        while line > floor:
            above = self._line_start(line - 1)
            if above < floor or not self.text[above:line].lstrip(" \t").startswith("#"):
                break
            line = above
        return line

    def _is_spaced(self, entries: Sequence[_Entry]) -> bool:
        """Tell whether the last two entries have an empty line between them."""
        if len(entries) < 2:  # noqa: PLR2004 - two of them
            return False
        return len(_LINE_END.findall(self.text[entries[-2].end : entries[-1].start])) > 1

    def _dash(self, node: _Node, position: int) -> int:
        """Return where the dash of an item of a block list stands."""
        if not position:
            return int(node.start_mark.index)
        column: int = node.start_mark.column
        line = self._line_start(node.value[position].start_mark.index)
        while self.text[line : line + column].strip(" ") or self.text[line + column] != "-":
            line = self._line_start(line - 1)
        return line + column

    # --- places -----------------------------------------------------------------------------------------------------

    def _nodes(self, path: Path) -> list[_Node]:
        """Return the nodes from the file itself down to what stands at `path`."""
        nodes = [self._root]
        for step in path:
            position = self._position(nodes[-1], step)
            entry = nodes[-1].value[position]
            nodes.append(entry[1] if isinstance(entry, tuple) else entry)
        return nodes

    def _position(self, node: _Node, step: str | int) -> int:
        if isinstance(step, int):
            return step
        return next(n for n, (key, _) in enumerate(node.value) if _same(key.value, step))

    def _key(self, node: _Node, step: str | int) -> _Node:
        return node.value[self._position(node, step)][0]

    def _in_flow(self, path: Path) -> bool:
        return any(_in_brackets(node) for node in self._nodes(path)[:-1])

    def _quoting(self, path: Path) -> tuple[bool, ...]:
        """Return whether to write in quotes, what fits the other entries first."""
        if self._root is None or not (entries := self._nodes(path)[-1].value):
            return False, True
        last = entries[-1]
        texts = [node for node in (last if isinstance(last, tuple) else (last,)) if isinstance(node, yaml.ScalarNode)]
        return (True,) if texts and all(_style(node) == '"' for node in texts) else (False, True)

    def _end(self, node: _Node) -> int:
        """Return where the last character of `node` is followed by what does not belong to it."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            if _style(node) not in _BLOCK:
                return int(end)
            return self._line_end(start + len(self.text[start:end].rstrip(_BLANKS)))
        if _in_brackets(node) or not node.value:
            return int(end)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _line_start(self, index: int) -> int:
        return index - self._source.where(index).column + 1

    def _line_end(self, index: int) -> int:
        found = _LINE_END.search(self.text, index)
        return found.start() if found else len(self.text)

    def _line_after(self, index: int) -> int:
        """Return where the line after that of `index` begins, or the end of the text."""
        found = _LINE_END.search(self.text, index)
        return found.end() if found else len(self.text)


def _flow_bounds(entry: _Node) -> tuple[int, int]:
    """Return where an item, or a key with its value, begins and ends inside brackets."""
    first, last = entry if isinstance(entry, tuple) else (entry, entry)
    return first.start_mark.index, last.end_mark.index


def _steps(node: _Node) -> Iterator[int]:
    if not isinstance(node, yaml.CollectionNode) or _in_brackets(node):
        return
    for entry in node.value:
        child = entry[1] if isinstance(entry, tuple) else entry
        if isinstance(node, yaml.MappingNode) and isinstance(child, yaml.CollectionNode) and not _in_brackets(child):
            further = child.start_mark.column - node.start_mark.column
            if further:
                yield further
        yield from _steps(child)


def _in_brackets(node: _Node) -> bool:
    """Tell whether a list or mapping is written in brackets; the pure parser leaves None where it is not."""
    return bool(getattr(node, "flow_style", None))


def _style(node: _Node) -> str:
    """Return the first character of a text in quotes or of a block; nothing for plain text, lists and mappings."""
    return getattr(node, "style", None) or ""


def _same(written: str, key: str) -> bool:
    return unicodedata.normalize("NFC", written).strip() == key
