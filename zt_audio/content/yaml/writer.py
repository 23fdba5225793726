"""Write a new value as YAML, laid out as the file around it is."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import yaml
from yaml.resolver import Resolver

from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import YAML_LOADER, Value, YamlPath

YamlNode: TypeAlias = Any  # a node of PyYAML, whose stubs do not tell lists from mappings

LINE_END = re.compile(r"\r\n?|\n")
BLANKS = " \t\r\n"
BLOCK_MARKS = ("|", ">")
_DEFAULT_STEP = 2


@dataclass(frozen=True, slots=True)
class Entry:
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
        root: YamlNode = yaml.compose(source.text, Loader=YAML_LOADER)
        self.root: YamlNode = root if isinstance(root, yaml.CollectionNode) else None  # comments alone, or a `---`

    @cached_property
    def eol(self) -> str:
        found = LINE_END.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def step(self) -> int:
        """Return how far the file moves what stands inside a mapping to the right."""
        return next(_steps(self.root), _DEFAULT_STEP) if self.root else _DEFAULT_STEP

    def gap(self, node: YamlNode) -> str:
        """Return the space that an empty value lacks: its mark stands right behind the colon or the dash."""
        before = self.text[: node.start_mark.index]
        return " " if node.start_mark.index == node.end_mark.index and before.endswith((":", "-")) else ""

    def entries(self, node: YamlNode) -> Sequence[Entry]:
        """Return the entries of a block list or mapping."""
        found: list[Entry] = []
        for position, entry in enumerate(node.value):
            is_pair = isinstance(entry, tuple)
            begin = entry[0].start_mark.index if is_pair else self.dash(node, position)
            end = self.line_end(self.end(entry[1] if is_pair else entry))
            line = self.line_start(begin)
            own_line = not self.text[line:begin].strip(" ")
            floor = self.line_after(found[-1].end) if found else 0
            found.append(Entry(self._with_comments(line, floor) if own_line else begin, end, own_line))
        return found

    def _with_comments(self, line: int, floor: int) -> int:
        """Return where the comment lines right above the line at `line` begin, not above `floor`."""
        while line > floor:
            above = self.line_start(line - 1)
            if above < floor or not self.text[above:line].lstrip(" \t").startswith("#"):
                break
            line = above
        return line

    def is_spaced(self, entries: Sequence[Entry]) -> bool:
        """Tell whether the last two entries have an empty line between them."""
        if len(entries) < 2:  # noqa: PLR2004 - two of them
            return False
        return len(LINE_END.findall(self.text[entries[-2].end : entries[-1].start])) > 1

    def dash(self, node: YamlNode, position: int) -> int:
        """Return where the dash of an item of a block list stands."""
        if not position:
            return int(node.start_mark.index)
        column: int = node.start_mark.column
        line = self.line_start(node.value[position].start_mark.index)
        while self.text[line : line + column].strip(" ") or self.text[line + column] != "-":
            line = self.line_start(line - 1)
        return line + column

    # --- places -----------------------------------------------------------------------------------------------------

    def nodes(self, path: YamlPath) -> list[YamlNode]:
        """Return the nodes from the file itself down to what stands at `path`."""
        nodes = [self.root]
        for step in path:
            entry = nodes[-1].value[self.position(nodes[-1], step)]
            nodes.append(entry[1] if isinstance(entry, tuple) else entry)
        return nodes

    def position(self, node: YamlNode, step: str | int) -> int:
        if isinstance(step, int):
            return step
        return next(
            n for n, (key, _) in enumerate(node.value) if unicodedata.normalize("NFC", key.value).strip() == step
        )

    def key(self, node: YamlNode, step: str | int) -> YamlNode:
        return node.value[self.position(node, step)][0]

    def in_flow(self, path: YamlPath) -> bool:
        return any(in_brackets(node) for node in self.nodes(path)[:-1])

    def quoting(self, path: YamlPath) -> tuple[bool, ...]:
        """Return whether to write in quotes, what fits the other entries first."""
        if self.root is None or not (entries := self.nodes(path)[-1].value):
            return False, True
        last = entries[-1]
        texts = [node for node in (last if isinstance(last, tuple) else (last,)) if isinstance(node, yaml.ScalarNode)]
        return (True,) if texts and all(style_of(node) == '"' for node in texts) else (False, True)

    def end(self, node: YamlNode) -> int:
        """Return where the last character of `node` is followed by what does not belong to it."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            if style_of(node) not in BLOCK_MARKS:
                return int(end)
            return self.line_end(start + len(self.text[start:end].rstrip(BLANKS)))
        if in_brackets(node) or not node.value:
            return int(end)
        last = node.value[-1]
        return self.end(last[1] if isinstance(last, tuple) else last)

    def line_start(self, index: int) -> int:
        return index - self._source.where(index).column + 1

    def line_end(self, index: int) -> int:
        found = LINE_END.search(self.text, index)
        return found.start() if found else len(self.text)

    def line_after(self, index: int) -> int:
        """Return where the line after that of `index` begins, or the end of the text."""
        found = LINE_END.search(self.text, index)
        return found.end() if found else len(self.text)


def flow_bounds(entry: YamlNode) -> tuple[int, int]:
    """Return where an item, or a key with its value, begins and ends inside brackets."""
    first, last = entry if isinstance(entry, tuple) else (entry, entry)
    return first.start_mark.index, last.end_mark.index


def _steps(node: YamlNode) -> Iterator[int]:
    if not isinstance(node, yaml.CollectionNode) or in_brackets(node):
        return
    for entry in node.value:
        child = entry[1] if isinstance(entry, tuple) else entry
        if isinstance(node, yaml.MappingNode) and isinstance(child, yaml.CollectionNode) and not in_brackets(child):
            further = child.start_mark.column - node.start_mark.column
            if further:
                yield further
        yield from _steps(child)


def in_brackets(node: YamlNode) -> bool:
    """Tell whether a list or mapping is written in brackets; the pure parser leaves None where it is not."""
    return bool(getattr(node, "flow_style", None))


def style_of(node: YamlNode) -> str:
    """Return the first character of a text in quotes or of a block; nothing for plain text, lists and mappings."""
    return getattr(node, "style", None) or ""


_MAX_FLOW_CHARS = 100  # a longer list of texts has a line for each

# What needs no quotes, and looks to people as if it needed none: YAML would take more.
_PLAIN = re.compile(r"[^\W_]|[«„“(№–][^\s]|[«„“(№–\w](?:(?!: | #)[^\x00-\x1f\\`|])*[^\s:\x00-\x1f\\`|]")
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_NUMBER = re.compile(r"0|[1-9][0-9]*(\.[0-9]+)?")
_TEXT_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")  # dates are written without quotes, too
_RESOLVER = Resolver()


def written_scalar(text: str, *, in_flow: bool, quoted: bool) -> str:
    """Return `text` on one line: plain where no reader of YAML takes it for anything else, or in double quotes."""
    plain = _PLAIN.fullmatch(text) and not (in_flow and _FLOW_MARKS.search(text))
    if plain and not quoted and (_NUMBER.fullmatch(text) or _is_text(text)):
        return text
    return in_double_quotes(text)


@lru_cache(maxsize=1024)  # keys and kinds are the same at 12 000 places
def _is_text(text: str) -> bool:
    """Tell whether other readers of YAML, such as editors, take plain `text` for text: `no` and `12:30` are not."""
    return _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) in _TEXT_TAGS  # type: ignore[no-untyped-call]


def in_double_quotes(text: str) -> str:
    """Return `text` as a double-quoted scalar; JSON has no string that YAML reads otherwise."""
    return json.dumps(text, ensure_ascii=False)


def written_flow(value: Value, *, quoted: bool) -> str:
    """Return `value` on one line, lists and mappings in brackets."""
    if isinstance(value, str):
        return written_scalar(value, in_flow=True, quoted=quoted)
    if isinstance(value, list):
        return f"[{', '.join(written_flow(item, quoted=quoted) for item in value)}]"
    pairs = (f"{written_flow(key, quoted=quoted)}: {written_flow(item, quoted=quoted)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def written_block(value: Value, step: int, *, quoted: bool) -> list[str]:
    """Return the lines of a list or mapping that has items, from column 0; each level is `step` further right."""
    if isinstance(value, dict):
        entries = ((f"{written_scalar(key, in_flow=False, quoted=quoted)}:", item) for key, item in value.items())
    else:
        entries = (("-", item) for item in value)
    return [line for head, item in entries for line in written_entry(head, item, step, quoted=quoted)]


def written_entry(head: str, value: Value, step: int, *, quoted: bool) -> list[str]:
    """Return the lines of one entry: `head` is its key with the colon, or the dash of an item."""
    if isinstance(value, str):
        if "\n" in value and not quoted:  # a comment behind it would become text of a literal
            return [f"{head} |", *literal_lines(value, step)]
        return [f"{head} {written_scalar(value, in_flow=False, quoted=quoted)}"]
    if not value or _is_short_list(value):
        return [f"{head} {written_flow(value, quoted=quoted)}"]
    lines = written_block(value, step, quoted=quoted)
    if head == "-":
        return [f"- {lines[0]}", *indented(lines[1:], 2)]
    return [head, *indented(lines, step)]


def literal_lines(text: str, indent: int) -> list[str]:
    """Return the lines below a `|`."""
    return indented(text.split("\n"), indent)


def indented(lines: list[str], spaces: int) -> list[str]:
    """Return `lines` moved to the right; empty ones stay empty."""
    return [" " * spaces + line if line else "" for line in lines]


def _is_short_list(value: Value) -> bool:
    if not isinstance(value, list):
        return False
    short = all(isinstance(item, str) and "\n" not in item for item in value)
    return short and sum(len(item) + 2 for item in value) <= _MAX_FLOW_CHARS
