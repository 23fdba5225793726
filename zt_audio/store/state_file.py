"""Read JSON that the program wrote, as values of a type; anything else is damage, and its line is named.

Whatever a file holds, reading it raises nothing but OSError and DamageError: wrong types, deep nesting, numbers without
an end, moments that no clock shows, halves of characters and files without an end are damage.
"""

from __future__ import annotations

import errno
import json
import math
import os
import re
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, partial
from io import BufferedReader
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NoReturn, TypeVar, get_args, get_origin, get_type_hints

from zt_audio.logs import logger_of

MOST_BYTES = 2**28  # the manifest of a hundred playlists has 30 MB
_MOST_INT = 2**63
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
# The first and the last year that every system can show in its own zone: Windows knows none before and none after.
_YEARS = range(1970, 3000)
_Convert = Callable[[Any], Any]
Moment = Annotated[str, "a moment"]  # ISO 8601 with the zone; `moment_of` does not fail on one that was read
_T = TypeVar("_T")

_log = logger_of(__name__)


class DamageError(ValueError):
    """What a file holds is not what the program writes; `line` counts from 1."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


def read_regular(path: Path, most_bytes: int = MOST_BYTES, more_flags: int = 0) -> bytes:
    """Return the first `most_bytes` of a regular file, opened with `more_flags`. Raises OSError."""
    with open_regular(path, more_flags) as file:
        return file.read(most_bytes)


def open_regular(path: Path, more_flags: int = 0) -> BufferedReader:
    """Open a file to read. A pipe or a device is no file: it may never answer, or never end. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | more_flags)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise OSError(errno.EINVAL, "not a regular file", str(path))


def read_json(path: Path, kind: type[_T]) -> _T | None:
    """Return what the file at `path` holds as a `kind`, every field; None where there is no file, or a damaged one."""
    try:
        return from_json(read_regular(path), kind, get_type_hints(kind))
    except FileNotFoundError:
        return None
    except (OSError, DamageError) as error:
        _log.warning("%s:%d: damaged, and counts as missing: %s", path, getattr(error, "line", 1), error)
        return None


def from_json(data: bytes, kind: type[_T], needed: Iterable[str] = (), beside: Collection[str] = ()) -> _T:
    """Return `data` as a `kind`, a dataclass, in which no field of `needed` may be left out.

    Names of `beside` are no fields of it. Raises DamageError.
    """
    tree = parse_json(data)
    if isinstance(tree, dict):
        tree = {name: value for name, value in tree.items() if name not in beside}
    try:
        found = from_tree(tree, kind)
    except ValueError as error:
        raise DamageError(str(error), _line_of(getattr(error, "names", ()), data)) from error
    if missing := set(needed) - tree.keys():
        raise DamageError(f"without {min(missing)}")
    return found


def parse_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Return the tree in `data`, UTF-8 JSON of whole characters and numbers with an end. Raises DamageError."""
    try:
        tree = json.loads(data.decode(), parse_constant=_refuse, parse_float=_finite)
        if _HALF_CHARACTER.search(data):
            json.dumps(tree, ensure_ascii=False).encode()
    except RecursionError as error:
        raise DamageError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise DamageError(error.msg, error.lineno) from error
    except UnicodeDecodeError as error:
        raise DamageError(error.reason, data[: error.start].count(b"\n") + 1) from error
    except ValueError as error:
        raise DamageError(str(error)) from error
    return tree


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"a float without an end: {constant}")


def _finite(written: str) -> float:
    number = float(written)
    return number if math.isfinite(number) else _refuse(written)


def _line_of(names: Iterable[str], data: bytes) -> int:
    """Return the line in which the value at the end of `names` stands, as far as each name stands once on the way."""
    at = 0
    for name in names:
        at = max(at, data.find(f"{json.dumps(name, ensure_ascii=False)}:".encode(), at))
    return data[:at].count(b"\n") + 1


def moment_of(written: Moment) -> datetime:
    """Return a moment in the zone of this computer."""
    return datetime.fromisoformat(written).astimezone()


def is_day(written: str) -> bool:
    """Tell whether `written` is a day of the calendar as files have it: 2026-11-30."""
    with suppress(ValueError):
        return date.fromisoformat(written).isoformat() == written
    return False


def _moment(written: Any) -> Moment:  # noqa: ANN401 - any JSON
    moment = datetime.fromisoformat(_plain(written, (str,)))
    try:
        is_shown = moment.tzinfo is not None and moment.astimezone(UTC).year in _YEARS
    except OverflowError:  # the first or the last hours of the calendar, and a zone beyond them
        is_shown = False
    if not is_shown:
        raise ValueError(f"no moment: {written}")
    return sys.intern(written)


class _WrongValueError(ValueError):
    """A value is none that the program writes; `names` lead to it from the outside."""

    def __init__(self, reason: str, names: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.names = names


def _located(tree: Mapping[str, Any], converter_of: Callable[[str], _Convert]) -> _WrongValueError:
    """Return the error of the first value in `tree` that is wrong; there is one."""
    for name, value in tree.items():
        try:
            converter_of(name)(value)
        except ValueError as error:
            return _WrongValueError(str(error), (name, *getattr(error, "names", ())))
    raise AssertionError(tree)


def from_tree(tree: object, kind: type[_T]) -> _T:
    """Return `tree`, parsed JSON, as a `kind`: a dataclass of texts, numbers, moments, tuples and mappings.

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
    if names := _field_names(type(value)):  # type: ignore[arg-type] # a type can be hashed
        return {name: to_tree(getattr(value, name)) for name in names}
    return value.isoformat() if isinstance(value, date) else [to_tree(each) for each in value]


def json_form(value: Any) -> Any:  # noqa: ANN401 - any value, any JSON
    """Return a value of `from_tree` that is no JSON as the text or the mapping that JSON has for it.

    An encoder that asks this for what it does not know takes a third of the time of `to_tree`. Raises TypeError.
    """
    if names := _field_names(type(value)):  # type: ignore[arg-type] # a type can be hashed
        return {name: getattr(value, name) for name in names}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(value)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@cache
def _converter(kind: Any) -> _Convert:  # noqa: ANN401 - a type, or what stands for one
    """Return a function that turns a tree into a `kind`, or raises ValueError."""
    if is_dataclass(kind):
        return _to_dataclass(kind)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if hasattr(kind, "_fields"):  # a named tuple
        return _to_places(get_type_hints(kind).values(), kind._make)
    origin, inner = get_origin(kind), get_args(kind)
    return _to_group(origin, inner)


def _to_group(origin: Any, inner: tuple[Any, ...]) -> _Convert:  # noqa: ANN401 - as above
    if origin is Literal:
        return lambda tree: inner[inner.index(tree)]
    if origin is UnionType and NoneType not in inner:  # of plain types, and a tuple of texts
        kinds = tuple(each for kind in inner for each in _PLAIN.get(kind, ()))
        texts = _converter(tuple[str, ...])
        return lambda tree: texts(tree) if isinstance(tree, list) else _plain(tree, kinds)
    if origin is UnionType:
        convert = _converter(next(each for each in inner if each is not NoneType))
        return lambda tree: None if tree is None else convert(tree)
    if origin is tuple and inner[-1] is Ellipsis:
        convert = _converter(inner[0])
        return lambda tree: tuple(map(convert, _plain(tree, (list,))))
    if origin is tuple:
        return _to_places(inner, tuple)
    if origin is Mapping:
        return _to_mapping(*map(_converter, inner))
    raise TypeError(origin)


def _to_mapping(convert_name: _Convert, convert: _Convert) -> _Convert:
    def convert_all(tree: Any) -> Any:  # noqa: ANN401 - any JSON
        try:
            return {convert_name(name): convert(value) for name, value in _plain(tree, (dict,)).items()}
        except ValueError as error:
            raise (_located(tree, lambda _name: convert) if isinstance(tree, dict) else error) from None

    return convert_all


def _to_places(kinds: Iterable[Any], make: Callable[[Iterable[Any]], Any]) -> _Convert:
    """Return what makes a tuple of a list that has a value of each of `kinds`."""
    places = tuple(map(_converter, kinds))
    return lambda tree: make([place(row) for place, row in zip(places, _plain(tree, (list,)), strict=True)])


_PLAIN: Mapping[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (float, int), bool: (bool,)}


def _plain(tree: Any, kinds: tuple[type, ...]) -> Any:  # noqa: ANN401 - any JSON
    """Return `tree` if its type is one of `kinds` and a number in it has an end. Raises ValueError."""
    kind = type(tree)
    if kind not in kinds or (kind is int and abs(tree) >= _MOST_INT) or (kind is float and not math.isfinite(tree)):
        raise ValueError(f"an unexpected {kind.__name__}")
    return tree


def _text(tree: Any) -> str:  # noqa: ANN401 - as above
    if type(tree) is not str:
        raise ValueError(f"an unexpected {type(tree).__name__}")
    return sys.intern(tree)  # a manifest says the same few texts thousands of times


_SIMPLE: Mapping[Any, _Convert] = {
    **{kind: partial(_plain, kinds=kinds) for kind, kinds in _PLAIN.items()},
    str: _text,
    Moment: _moment,
    date: lambda tree: date.fromisoformat(_text(tree)),
}


def _to_dataclass(kind: Any) -> _Convert:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(kind, include_extras=True)
    converters = {field.name: _converter(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def convert(tree: Any) -> Any:  # noqa: ANN401 - any JSON
        if not needed <= _plain(tree, (dict,)).keys() <= converters.keys():
            raise ValueError(f"not a {kind.__name__}")
        try:
            return kind(**{name: converters[name](value) for name, value in tree.items()})
        except ValueError:
            raise _located(tree, converters.__getitem__) from None

    return convert
