"""Write JSON in pieces: entries that stand in it by the thousand are encoded once and keep their text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import NamedTuple

from zt_audio.store.records import canonical_json
from zt_audio.store.state_file import to_tree

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class JsonTexts(NamedTuple):
    """An entry as JSON: as a line of a file, and as keys are made from it."""

    line: bytes
    canonical: bytes


class KeepsJson:
    """Base of a frozen dataclass without slots that keeps its JSON: a build writes it and makes keys from it often."""

    @cached_property
    def json(self) -> JsonTexts:
        tree = to_tree(self)
        return JsonTexts(_line(tree), canonical_json(tree))


@dataclass(frozen=True, slots=True)
class _Style:
    colon: str
    indent: str
    kept: Callable[[KeepsJson], bytes]
    encode: Callable[[object], bytes]


def json_lines(value: object, levels: int, line: str) -> Iterator[bytes]:
    """Yield the JSON of `value`: what lies `levels` deep has a line each, and `line` begins a line here.

    What json writes with an indent everywhere takes five times as long to write, and a third more room.
    """
    return _pieces(value, levels, line, _Style(": ", " ", lambda entry: entry.json.line, _line))


def canonical_pieces(value: object, levels: int) -> Iterator[bytes]:
    """Yield the canonical JSON of `value`, with a piece for each value that lies `levels` deep."""
    return _pieces(value, levels, "", _Style(":", "", lambda entry: entry.json.canonical, canonical_json))


def _line(value: object) -> bytes:
    return _JSON.encode(value).encode()


def _pieces(value: object, levels: int, line: str, style: _Style) -> Iterator[bytes]:
    if isinstance(value, KeepsJson):
        yield style.kept(value)
        return
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if not levels or not value or not isinstance(value, (Mapping, tuple)):
        yield style.encode(to_tree(value))
        return
    begin, end = "{}" if isinstance(value, Mapping) else "[]"
    rows = sorted(value.items()) if isinstance(value, Mapping) else [("", each) for each in value]
    for name, each in rows:
        key = f"{_JSON.encode(name)}{style.colon}" if isinstance(value, Mapping) else ""
        yield f"{begin}{line}{style.indent}{key}".encode()
        yield from _pieces(each, levels - 1, f"{line}{style.indent}", style)
        begin = ","
    yield f"{line}{end}".encode()
