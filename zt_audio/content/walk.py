"""A file's tree in, the parts that rules look at out; what has another shape than it should is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zt_audio.content.files import ContentFile, Kind
from zt_audio.content.tree import Map, Node, Seq
from zt_audio.model import LANGS, Lang, Text


def mapping(node: Node | None) -> Mapping[str, Node]:
    """Return `node` where it is a mapping, else an empty one."""
    return node if isinstance(node, Map) else {}


def items(node: Node | None) -> list[Node]:
    """Return the items of `node` where it is a list, else none."""
    return node if isinstance(node, Seq) else []


def texts(node: Node | None) -> list[Text]:
    """Return the texts of a list."""
    return [item for item in items(node) if isinstance(item, Text)]


def spoken_texts(file: ContentFile, tree: Node) -> Iterator[tuple[Lang, Text]]:
    """Yield every text of `file` that is spoken or shown, with its language."""
    if file.kind == "lexicon":
        lang: Lang = "kk" if file.id == "kk" else "ru"
        for entries in words(tree):
            for entry in entries.values():
                yield from ((lang, text) for text in _leaves(entry))
        return
    for pair in _pairs(file.kind, mapping(tree)):
        for lang in LANGS:
            yield from ((lang, text) for text in _leaves(mapping(pair).get(lang)))


def _pairs(kind: Kind, tree: Mapping[str, Node]) -> list[Node | None]:
    """Return what should hold something under `kk:` and `ru:`."""
    if kind == "places":
        return [mapping(place).get(key) for place in tree.values() for key in ("name", "forms")]
    if kind in ("intros", "outros"):
        special = [pair for key in ("kinds", "places") for pair in mapping(tree.get(key)).values()]
        return [tree.get("default"), *special]
    return [tree.get("title"), tree.get("text")]


def words(lexicon: Node) -> Iterator[Mapping[str, Node]]:
    """Yield the mappings of a lexicon whose keys are written words."""
    yield mapping(mapping(lexicon).get("general"))
    for entries in mapping(mapping(lexicon).get("places")).values():
        yield mapping(entries)


def _leaves(node: Node | None) -> Iterator[Text]:
    if isinstance(node, Text):
        if node.value:
            yield node
        return
    for value in mapping(node).values():
        yield from _leaves(value)
