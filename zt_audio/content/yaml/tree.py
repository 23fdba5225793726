"""Parse a strict part of YAML into a tree of texts, lists and mappings with their places, and look things up in it.

Every scalar is text. No anchors, aliases (ten lines of them can stand for gigabytes), tags, merge keys, second
documents or repeated keys; `no`, `12:30` and `0112` stay what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol, TypeAlias

import yaml

from zt_audio.content.files import ContentFile, FileKind
from zt_audio.content.yaml.source import SourceText, odd_character, odd_characters, text_of
from zt_audio.content.yaml.values import DASHES, EDGE, KEY, ONLY_A_KEY, Slip, ValueReader, indent_of, wrong_sign
from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Fact, Lang, Located, Problem, Text, Where
from zt_audio.suggestions import cut

# Explain what the YAML parser complains about: the likely typing mistake, with its line and column.
#
# The parser stops where it can make no sense of what it read; people need the line where they slipped. So the lines are
# read once more, as a person reads them: keys, dashes and texts, each as far to the right as its neighbours. Nothing
# here decides whether a file is valid.

_STEP = 2  # spaces by which our files set a line deeper than its key

_TIGHT_COLON = re.compile(r"^([a-z_]+):([^\s:/].*)$")
_OUR_KEY = re.compile(r"[a-z_]+")
_WORD_MARK = re.compile(r"^([a-z_]+)(?: *[=;–—-]+ *| +)(\S.*)$")


@dataclass(slots=True)
class _Level:
    """Lines that stand equally far to the right: the keys of one mapping, or the dashes of one list."""

    indent: int
    is_list: bool
    line: int  # the first of them
    after_dash: bool  # its first key stands behind a dash, which sets its indent
    key: str = ""  # the first of its keys
    has_lang: bool = False
    last: int = 0  # the line of the last entry
    is_open: bool = False  # the last entry has no value yet: it may stand below, further right


class _Reader:
    def __init__(self, lines: Sequence[str], stop: int) -> None:
        self._lines = lines
        self._stop = min(stop, len(lines) - 1)
        self._values = ValueReader(lines, self._stop)
        self._levels: list[_Level] = []

    def slip(self) -> Slip | None:
        number = 0
        while number <= self._stop:
            line = self._lines[number]
            if not line.strip() or line.lstrip(" ").startswith("#") or line.startswith(("---", "...", "%")):
                number += 1
                continue
            if found := wrong_sign(line, number) or self._structure(line, number):
                return found
            number, found = self._values.value(number, self._levels[-1].indent if self._levels else 0)
            if found:
                return found
        return None

    def _structure(self, line: str, number: int) -> Slip | None:
        """Return what is wrong with the beginning of `line`; open and close the levels that it begins and ends."""
        indent = indent_of(line)
        dashes = DASHES.match(line[indent:])
        column = indent + (dashes.end() if dashes else 0)
        rest = line[column:]
        key = KEY.match(rest)
        if column > indent:
            for at in (n for n in range(indent, column) if line[n] == "-"):
                if found := self._enter(number, at, None, is_open=True):
                    return found
        if key:
            value = rest[key.end() :].strip()
            return self._enter(number, column, key[1], is_open=not value or value.startswith("#"))
        if column > indent:
            self._levels[-1].is_open = False  # an item that is a text
            return None
        return self._without_key(line, number)

    def _without_key(self, line: str, number: int) -> Slip | None:
        indent, rest = indent_of(line), line.strip()
        if rest[0] in "[{\"'|>":
            return None
        top = self._levels[-1] if self._levels else None
        if top and indent > top.indent and not (top.is_open and self._stands_for_a_key(number)):
            top.is_open = False
            return None  # the text of the key above goes on
        if tight := _TIGHT_COLON.match(rest):
            facts: dict[str, Fact] = {"right": cut(f"{tight[1]}: {tight[2]}", EDGE)}
            return Slip("yaml-colon-space", number, indent + len(tight[1]), facts)
        if word := _WORD_MARK.match(rest):
            return Slip("yaml-no-colon", number, indent, {"right": cut(f"{word[1]}: {word[2]}", EDGE)})
        if _OUR_KEY.fullmatch(rest) or re.fullmatch(r"[a-z0-9-]+", rest):
            return Slip("yaml-no-colon", number, indent, {"right": f"{rest}:"})
        return Slip("yaml-loose-line", number, indent)

    def _stands_for_a_key(self, number: int) -> bool:
        """Tell whether the first line below a key would be a key itself, if its colon were right."""
        line = self._lines[number]
        if _TIGHT_COLON.match(line.strip()):
            return True
        below = next((other for other in self._lines[number + 1 :] if other.strip()), "")
        return bool(_WORD_MARK.match(line.strip()) and indent_of(below) == indent_of(line) and ONLY_A_KEY.match(below))

    def _enter(self, number: int, column: int, key: str | None, *, is_open: bool) -> Slip | None:
        """Place a key (None: a dash) that stands at `column` of line `number` among the levels."""
        popped: list[_Level] = []
        while self._levels and self._levels[-1].indent > column:
            popped.append(self._levels.pop())
        is_list = key is None
        top = self._levels[-1] if self._levels else None
        above = self._levels[-2] if len(self._levels) > 1 else None
        if top and above and top.indent == above.indent == column and top.is_list and not is_list:
            self._levels.pop()  # a list may stand right below its key, no further to the right
            top = above
        if top and top.indent == column and top.is_list == is_list:
            top.last, top.is_open = number, is_open
            top.has_lang |= key in LANGS
            return None
        if top and top.is_list and popped and not is_list and top.indent == column:
            return self._wrong_spaces(number, popped[-1].indent)
        if popped:
            return self._between(number, column, popped, is_open=is_open, is_list=is_list, key=key)
        if top and not top.is_open and not top.is_list:
            return self._too_deep(number, column, top, is_list=is_list)
        after_dash = bool(top and top.is_list and top.last == number)
        self._levels.append(_Level(column, is_list, number, after_dash, key or "", key in LANGS, number, is_open))
        return None

    def _between(
        self, number: int, column: int, popped: list[_Level], *, is_open: bool, is_list: bool, key: str | None
    ) -> Slip | None:
        """Return whether this line or the first of the level that it falls short of is wrong."""
        top = self._levels[-1] if self._levels else None
        deeper = popped[-1]
        if top and top.indent == column:  # a dash right below the key that has a list
            lists = [level for level in popped if level.is_list]
            return self._wrong_spaces(number, lists[-1].indent) if lists else Slip("yaml-list-key", number, column)
        usual = 0 if top is None else top.indent + _STEP
        if column == usual and not deeper.after_dash and deeper.is_list == is_list and deeper.last == deeper.line:
            return self._wrong_spaces(deeper.line, column)
        places = [level for level in (*popped, *((top,) if top else ())) if level.is_list == is_list]
        below = next((indent_of(line) for line in self._lines[number + 1 :] if line.strip()), None)
        if is_open and below is not None:
            places = [level for level in places if level.indent < below] or places
        if not is_open and key not in LANGS:
            places = [level for level in places if not level.has_lang] or places
        nearest = min(places, key=lambda level: abs(level.indent - column), default=deeper)
        return self._wrong_spaces(number, nearest.indent)

    def _too_deep(self, number: int, column: int, top: _Level, *, is_list: bool) -> Slip | None:
        """Return which line is wrong where one stands further right than the one above, which has its value."""
        if is_list:
            return Slip("yaml-list-key", number, column)
        above = next((self._lines[n].rstrip() for n in range(top.last - 1, -1, -1) if self._lines[n].strip()), "")
        if above.endswith(":") and indent_of(above) == top.indent:
            return self._wrong_spaces(top.last, column)  # that one belongs to the empty key above it
        parent = self._levels[-2] if len(self._levels) > 1 else None
        if parent and not top.after_dash and column == parent.indent + _STEP and top.last == top.line:
            return self._wrong_spaces(top.last, column)
        return self._wrong_spaces(number, top.indent)

    def _wrong_spaces(self, line: int, spaces: int) -> Slip:
        has = indent_of(self._lines[line])
        return Slip("yaml-spaces", line, has, {"n": has, "spaces": spaces})


# What the parser says (both PyYAML's and libyaml's words) and what it most often means. The first that fits.
# `exact`: the parser's place and meaning are. `start`: it stops far behind what was left open.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (r"mapping values are not allowed", "yaml-indent", ""),
    (r"could not find expected ':'", "yaml-loose-line", "start"),
    (r"depth|nesting|level", "yaml-depth", "exact"),
    (r"tab character", "yaml-tab", ""),
    (r"unknown escape|escape (character|sequence|code)|hexdecimal|hexadecimal", "yaml-escape", "exact"),
    (r"unexpected end of stream|quoted scalar|document separator|unexpected document indicator", "yaml-quote", "start"),
    (r"expected ',' or '[\]}]'", "yaml-bracket", "start"),
    (r"cannot start any token", "yaml-start", ""),
    (r"expected alphabetic or numeric|undefined alias|anchor|alias", "yaml-alias", ""),
    (r"comment or (a )?line break", "yaml-block-line", ""),
    (r"tag", "yaml-tag", ""),
    (r"expected <block end>|expected key|expected '-' indicator|not allowed (here|in this context)", "yaml-indent", ""),
    (r"<document start>|directive", "yaml-documents", "exact"),
)
_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7}) |={7}$")  # where a program could not join two versions of a file


def syntax_problem(error: yaml.MarkedYAMLError, source: SourceText) -> Problem:
    """Return what is wrong in `source`: the slip that a reader finds, else what the parser's `error` means."""
    merged = next((n for n, line in enumerate(source.lines) if _MERGE_MARK.match(line)), None)
    if merged is not None:
        return Problem("yaml-merged", source.where(source.index(merged, 0)))
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem("yaml-syntax", Where(source.file))
    index = min(mark.index, len(source.text))
    slug, place = _meaning(error, source.text[index : index + 1])
    slip = None if place == "exact" else _Reader(source.lines, source.where(index).line - 1).slip()
    if slip:
        return Problem(slip.slug, source.where(source.index(slip.line, slip.column)), slip.facts)
    if place == "start" and error.context_mark is not None:
        index = error.context_mark.index
    return Problem(slug, source.where(index))


def _meaning(error: yaml.MarkedYAMLError, character: str) -> tuple[str, str]:
    said = f"{error.context or ''} {error.problem or ''}"
    if character == "\t" and "cannot start any token" in said:
        return "yaml-tab", ""
    return next(((slug, place) for words, slug, place in _MEANINGS if re.search(words, said)), ("yaml-syntax", ""))


_NOTE = re.compile(r"[ \t]+#")
_MAX_DEPTH = 20  # the deepest file has five levels

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
YamlPath: TypeAlias = tuple[str | int, ...]  # keys, and positions of items from 0
YamlLoader: TypeAlias = Any  # a loader class of PyYAML, which has no types
YAML_LOADER: YamlLoader = getattr(yaml, "CLoader", yaml.Loader)  # ten times as fast; not in every build of PyYAML


class _Mark(Protocol):
    """Where the parser stood; `index` counts characters."""

    @property
    def index(self) -> int: ...


class Seq(list["Node"]):
    """A list of YAML and where it begins."""

    __slots__ = ("where",)

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where


class Map(dict[str, "Node"]):
    """A mapping of YAML, where it begins, and where each key stands."""

    __slots__ = ("key_where", "where")  # those of 12 000 places are 25 000

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where
        self.key_where: dict[str, Where] = {}


Node: TypeAlias = Text | Seq | Map


def parse_yaml(source: SourceText, loader: YamlLoader = YAML_LOADER) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree of `source` (None where it has none because of a problem) and all problems of its form."""
    builder = _Builder(source, loader)
    try:
        node = builder.document()
    except ContentError as error:
        return None, (*builder.problems, *error.problems)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.problems, syntax_problem(error, source))
    except (yaml.YAMLError, ValueError, OverflowError):  # the pure parser lets bad escapes through to chr()
        return None, (*builder.problems, Problem("yaml-syntax", Where(source.file)))
    return node, tuple(builder.problems)


def _index(mark: _Mark | None) -> int:
    return mark.index if mark else 0


class _Builder:
    """Takes the parser's events one by one, and collects in `problems` what does not stop it."""

    def __init__(self, source: SourceText, loader: YamlLoader) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._loader = loader

    def document(self) -> Node:
        self._next: Callable[[], yaml.Event] = self._loader(self._source.text).get_event
        self._next()  # the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            return Map(Where(self._source.file))
        node = self._node(self._next(), 0)
        self._next()  # the end of the document
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refusal("yaml-documents", after)
        if isinstance(node, Text) and not node.value:
            return Map(node.where)
        return node

    def _node(self, event: yaml.Event, depth: int, *, in_list: bool = False) -> Node:
        if getattr(event, "anchor", None) is not None:  # an alias has one, too
            raise self._refusal("yaml-alias", event)
        if depth > _MAX_DEPTH:
            raise self._refusal("yaml-depth", event)
        if getattr(event, "tag", None) is not None:
            raise self._refusal("yaml-tag", event)
        if isinstance(event, yaml.ScalarEvent):
            text = text_of(self._source, _index(event.start_mark), _index(event.end_mark), event.style, event.value)
            if event.style == '"':  # an escape can make what the file itself may not have
                self.problems += (odd_character(text.value[o], text.at(o)) for o in odd_characters(text.value))
            return text
        if isinstance(event, yaml.SequenceStartEvent):
            seq = Seq(self._where(event))
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                seq.append(self._node(item, depth + 1, in_list=True))
            return seq
        return self._map(event, depth, in_list=in_list)

    def _map(self, event: yaml.Event, depth: int, *, in_list: bool) -> Map:
        tree = Map(self._where(event))
        dash_missing = False
        while not isinstance(item := self._next(), yaml.MappingEndEvent):
            key = self._key(item, depth)
            said = self._next()
            value = self._node(said, depth + 1)
            if key.value in tree:
                begins_again = in_list and key.value == next(iter(tree))
                if not dash_missing:  # what follows repeats because of it
                    facts: dict[str, Fact] = {"key": key.value, "first": tree.key_where[key.value].line}
                    slug = "missing-dash" if begins_again else "repeated-key"
                    self.problems.append(Problem(slug, key.where, facts))
                dash_missing = dash_missing or begins_again
                continue
            if key.value in LANGS:
                # Report a # that cuts a spoken text short: what is missing would be noticed only in the street.
                note = _NOTE.match(self._source.text, _index(said.end_mark))
                if isinstance(said, yaml.ScalarEvent) and not said.style and note:
                    self.problems.append(Problem("text-cut", self._source.where(note.end() - 1)))
            tree[key.value] = value
            tree.key_where[key.value] = key.where
        return tree

    def _key(self, event: yaml.Event, depth: int) -> Text:
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
            raise self._refusal("yaml-alias", event)
        key = self._node(event, depth + 1)
        if not isinstance(key, Text):
            raise self._refusal("key-not-text", event)
        return key

    def _where(self, event: yaml.Event) -> Where:
        return self._source.where(_index(event.start_mark))

    def _refusal(self, slug: str, event: yaml.Event) -> ContentError:
        return ContentError(Problem(slug, self._where(event)))


def mapping(node: Node | None) -> Mapping[str, Node]:
    """Return `node` where it is a mapping, else an empty one."""
    return node if isinstance(node, Map) else {}


def items(node: Node | None) -> list[Node]:
    """Return the items of `node` where it is a list, else none."""
    return node if isinstance(node, Seq) else []


def texts(node: Node | None) -> list[Text]:
    return [item for item in items(node) if isinstance(item, Text)]


def text_value(node: Node | None) -> str:
    """Return the characters of `node` where it is a text, else none."""
    return node.value if isinstance(node, Text) else ""


def text_values(node: Node | None) -> tuple[str, ...]:
    """Return the characters of each text of a list."""
    return tuple(text.value for text in texts(node))


def plain(node: Node) -> Value:
    """Return what `node` holds as texts, lists and dicts."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Map):
        return {key: plain(value) for key, value in node.items()}
    return [plain(item) for item in node]


def child_node(node: Node | None, step: str | int) -> Node | None:
    """Return what stands at `step` of a list or a mapping; None where nothing does."""
    if isinstance(node, Seq):
        return node[step] if isinstance(step, int) and 0 <= step < len(node) else None
    return mapping(node).get(step) if isinstance(step, str) else None


def node_at(node: Node | None, path: YamlPath) -> Node | None:
    """Return what stands at `path` below `node`; None where nothing does."""
    for step in path:
        node = child_node(node, step)
    return node


def leaves(node: Node | None, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Text]]:
    """Yield each text at and below `node`, which stands at `path`, with its own path."""
    if isinstance(node, Text):
        yield path, node
    below: Iterator[tuple[str | int, Node]] = chain(mapping(node).items(), enumerate(items(node)))
    for step, each in below:
        yield from leaves(each, (*path, step))


def repeated(found: list[Text], slug: str) -> Iterator[Problem]:
    """Yield a problem for each text that repeats an earlier one."""
    seen: dict[str, int] = {}
    for text in found:
        if text.value in seen:
            yield Problem(slug, text.where, {"value": text.value, "first": seen[text.value]})
        seen.setdefault(text.value, text.where.line)


def located(value: str, node: Node | None) -> Located[str]:
    """Return `value`, which was read from `node`, with its place; a default has neither node nor place."""
    return Located(value, node.where if node is not None else None)


def texts_of_file(file: ContentFile, tree: Node) -> Iterator[tuple[Lang, Text]]:
    """Yield every text of `file` that is spoken or shown, with its language."""
    if file.kind == "lexicon":
        lang = file.lang
        for entries in lexicon_words(tree):
            for entry in entries.values():
                yield from ((lang, text) for _path, text in leaves(entry) if text.value)
        return
    for pair in _pairs(file.kind, mapping(tree)):
        for lang in LANGS if pair else ():
            yield from ((lang, text) for _path, text in leaves(mapping(pair).get(lang)) if text.value)


def _pairs(kind: FileKind, tree: Mapping[str, Node]) -> list[Node | None]:
    """Return what should hold something under `kk:` and `ru:`."""
    if kind == "places":
        return [mapping(place).get(key) for place in tree.values() for key in ("name", "forms")]
    if kind == "pronunciations":
        return [tree] if isinstance(tree, Map) else []
    if kind in ("intros", "outros"):
        special = [pair for key in ("kinds", "places") for pair in mapping(tree.get(key)).values()]
        return [tree.get("default"), *special]
    return [tree.get("title"), tree.get("text"), tree.get("short")]


def lexicon_words(lexicon: Node) -> Iterator[Mapping[str, Node]]:
    """Yield the mappings of a lexicon whose keys are written words."""
    yield mapping(mapping(lexicon).get("general"))
    yield from (mapping(entries) for entries in mapping(mapping(lexicon).get("places")).values())
