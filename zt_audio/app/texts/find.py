"""Find words in everything that a project says and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from zt_audio.app.texts.workbench import View
from zt_audio.content.yaml.tree import Node, items, mapping
from zt_audio.model import LANGS, Lang, Text

_Path: TypeAlias = tuple[str | int, ...]
_AROUND = 80  # characters that are shown before and after what was found
_TITLES = ("title", "name")
_KEYED_BY_WORDS = ("lexicon", "pronunciations")


@dataclass(frozen=True, slots=True)
class Found:
    """The value at `path` of `file` has the words; `match` is the first of them, between what stands around it."""

    file: str
    kind: str
    path: _Path
    lang: Lang | None
    before: str
    match: str
    after: str

    @property
    def is_title(self) -> bool:
        return any(step in _TITLES for step in self.path)


def find_words(view: View, asked: str) -> tuple[Found, ...]:
    """Return each value of the project that has all words of `asked`, or parts of words, titles and names first."""
    words = asked.casefold().split()
    if not words:
        return ()
    found = (
        _found(name, file.kind, path, value, words)
        for name, file in view.files.items()
        for path, value in _values(view.trees.get(name), (), keyed=file.kind in _KEYED_BY_WORDS)
        if all(word in value.casefold() for word in words)
    )
    return tuple(sorted(found, key=lambda each: not each.is_title))


def _found(file: str, kind: str, path: _Path, value: str, words: list[str]) -> Found:
    match = re.search("|".join(map(re.escape, words)), value, re.IGNORECASE)
    at, end = match.span() if match else (0, 0)  # a letter that becomes two in lower case
    first, last = max(0, at - _AROUND), end + _AROUND
    before = ("…" if first else "") + value[first:at]
    after = value[end:last] + ("…" if last < len(value) else "")
    lang = next((lang for lang in LANGS if lang in path), None)
    return Found(file, kind, path, lang, before, value[at:end], after)


def _values(node: Node | None, path: _Path, *, keyed: bool) -> Iterator[tuple[_Path, str]]:
    """Yield each text below `node` with its path; with `keyed` the word that it explains stands before it."""
    if isinstance(node, Text):
        yield path, f"{path[-1]} → {node.value}" if keyed and path else node.value
    below: Iterator[tuple[str | int, Node]] = chain(mapping(node).items(), enumerate(items(node)))
    for step, each in below:
        yield from _values(each, (*path, step), keyed=keyed)
