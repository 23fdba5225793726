"""Parse a strict part of YAML into a tree of texts, lists and mappings with their places, and look things up in it.

Every scalar is text. No anchors, aliases (ten lines of them can stand for gigabytes), tags, merge keys, second
documents or repeated keys; `no`, `12:30` and `0112` stay what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, Protocol, TypeAlias

import yaml

from zt_audio.content.files import ContentFile, FileKind
from zt_audio.content.yaml.errors import syntax_problem
from zt_audio.content.yaml.source import SourceText, odd_character, odd_characters, text_of
from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Fact, Lang, Located, Problem, Text, Where

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
