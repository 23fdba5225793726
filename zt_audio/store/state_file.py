"""Read the files in which the program keeps its state; one that is damaged counts as one that is not there.

Whatever a file holds, reading it raises nothing but OSError: wrong types, deep nesting, infinities, halves of
characters and files without an end are damage.
"""

from __future__ import annotations

import errno
import json
import math
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from io import BufferedReader
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

from zt_audio.logs import logger_of

MOST_BYTES = 2**28  # the manifest of a hundred playlists has 30 MB
_MOST_INT = 2**63
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
_Convert = Callable[[Any], Any]
_T = TypeVar("_T")

_log = logger_of(__name__)


def read_regular(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the first `most_bytes` of a regular file. Raises OSError."""
    with open_regular(path) as file:
        return file.read(most_bytes)


def open_regular(path: Path) -> BufferedReader:
    """Open a file to read. A pipe or a device is no file: it may never answer, or never end. Raises OSError."""
    file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(errno.EINVAL, "not a regular file", str(path))


def read_json(path: Path, kind: type[_T]) -> _T | None:
    """Return what the file at `path` holds as a `kind`, every field; None where there is no file, or a damaged one."""
    try:
        tree = parse_json(read_regular(path))
        if not isinstance(tree, dict) or tree.keys() != get_type_hints(kind).keys():
            raise ValueError("other fields")  # noqa: TRY301 - one way for all damage
        return from_tree(tree, kind)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.warning("%s is damaged and counts as missing: %s", path, error)
        return None


def parse_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Return the tree in `data`, UTF-8 JSON whose texts are whole characters. Raises ValueError."""
    try:
        tree = json.loads(data.decode(), parse_constant=_refuse)
        if _HALF_CHARACTER.search(data):
            json.dumps(tree, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return tree


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def from_tree(tree: object, kind: type[_T]) -> _T:
    """Return `tree`, parsed JSON, as a `kind`: a dataclass of texts, numbers, tuples and mappings.

    A field that has a default may be missing. Raises ValueError.
    """
    convert: Callable[[object], _T] = _converter(kind)  # type: ignore[arg-type] # a type can be hashed
    return convert(tree)


def to_tree(value: Any) -> Any:  # noqa: ANN401 - any value, any JSON
    """Return `value`, made of what `from_tree` makes, as a tree for JSON; `asdict` takes five times as long."""
    if isinstance(value, (str, int, float, NoneType)):
        return value
    if isinstance(value, Mapping):
        return {name: to_tree(each) for name, each in value.items()}
    if is_dataclass(value):
        names = _field_names(type(value))  # type: ignore[arg-type] # a type can be hashed
        return {name: to_tree(getattr(value, name)) for name in names}
    return [to_tree(each) for each in value]


@cache
def _field_names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass
    return tuple(field.name for field in fields(kind))


@cache
def _converter(kind: Any) -> _Convert:  # noqa: ANN401 - a type, or what stands for one
    """Return a function that turns a tree into a `kind`, or raises ValueError."""
    if is_dataclass(kind):
        return _to_dataclass(kind)
    if kind in _PLAIN:
        return lambda tree: _plain(tree, _PLAIN[kind])
    if hasattr(kind, "_fields"):  # a named tuple
        return _to_places(get_type_hints(kind).values(), kind._make)
    origin, inner = get_origin(kind), get_args(kind)
    return _to_group(origin, inner)


def _to_group(origin: Any, inner: tuple[Any, ...]) -> _Convert:  # noqa: ANN401 - as above
    if origin is Literal:
        return lambda tree: inner[inner.index(tree)]
    if origin is UnionType and NoneType not in inner:  # of plain types
        kinds = tuple(each for kind in inner for each in _PLAIN[kind])
        return lambda tree: _plain(tree, kinds)
    if origin is UnionType:
        convert = _converter(next(each for each in inner if each is not NoneType))
        return lambda tree: None if tree is None else convert(tree)
    if origin is tuple and inner[-1] is Ellipsis:
        convert = _converter(inner[0])
        return lambda tree: tuple(map(convert, _plain(tree, (list,))))
    if origin is tuple:
        return _to_places(inner, tuple)
    if origin is Mapping:
        convert = _converter(inner[1])
        return lambda tree: {sys.intern(name): convert(value) for name, value in _plain(tree, (dict,)).items()}
    raise TypeError(origin)


def _to_places(kinds: Iterable[Any], make: Callable[[Iterable[Any]], Any]) -> _Convert:
    """Return what makes a tuple of a list that has a value of each of `kinds`."""
    places = tuple(map(_converter, kinds))
    return lambda tree: make(place(row) for place, row in zip(places, _plain(tree, (list,)), strict=True))


_PLAIN: Mapping[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (float, int), bool: (bool,)}


def _plain(tree: Any, kinds: tuple[type, ...]) -> Any:  # noqa: ANN401 - any JSON
    """Return `tree` if its type is one of `kinds` and a number in it has an end. Raises ValueError."""
    kind = type(tree)
    if kind not in kinds or (kind is int and abs(tree) >= _MOST_INT) or (kind is float and not math.isfinite(tree)):
        raise ValueError(f"an unexpected {kind.__name__}")
    return sys.intern(tree) if kind is str else tree  # a manifest says the same few texts thousands of times


def _to_dataclass(kind: Any) -> _Convert:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(kind)
    converters = {field.name: _converter(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def convert(tree: Any) -> Any:  # noqa: ANN401 - any JSON
        if not needed <= _plain(tree, (dict,)).keys() <= converters.keys():
            raise ValueError(f"not a {kind.__name__}")
        return kind(**{name: converters[name](value) for name, value in tree.items()})

    return convert
