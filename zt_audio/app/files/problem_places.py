"""Tell which value of a file a problem is about, for pages that show no lines."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.content.yaml.tree import Map, Node, Seq, YamlPath
from zt_audio.language.sentences import paragraphs
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, Text, Where


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
