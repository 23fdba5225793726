"""Keep derived audio in files that are named by a key: the digest of all that the audio was made from.

A record is one file: magic, sha256 of the rest, length of the header, a JSON header, the payload. It proves itself when
it is read. So there is no index that can go stale, and a torn or damaged file counts as missing.

What else was worked out is remembered in a file with a name, which holds its key and proves itself by a digest.
Another key, or damage of any kind, counts as missing.

JSON with entries by the thousand is written in pieces: they are encoded one by one, and no text is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from zt_audio.errors import BuildError
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.store.disk import drop_torn_files, is_reached_directly, require_no_links, write_atomic
from zt_audio.store.state_file import from_tree, json_form, open_regular, parse_json, read_regular

_log = logger_of(__name__)


_MAGIC = b"zta1"
_DIGEST = 32
_HEAD = len(_MAGIC) + _DIGEST + 4
_MOST_HEADER_BYTES = 10_000
_PREFIX = 2  # characters of a key that name its folder
_T = TypeVar("_T")
_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False, default=json_form
)


def canonical_json(value: object) -> bytes:
    """Return `value` as the one JSON that keys are made from; a name of a file may hold bytes that are no letters."""
    return _CANONICAL.encode(value).encode(errors="surrogatepass")


def key_of(*inputs: object) -> str:
    """Return the key of `inputs`: sha256 of their canonical JSON."""
    return hashlib.sha256(canonical_json(inputs)).hexdigest()


def key_of_pieces(pieces: Iterable[bytes]) -> str:
    """Return the key of a single input whose canonical JSON the joined `pieces` are."""
    digest = hashlib.sha256(b"[")
    for piece in pieces:
        digest.update(piece)
    digest.update(b"]")
    return digest.hexdigest()


def sha256_if_readable(path: Path) -> str:
    """Return the sha256 of a file, "" where it is gone, or is a pipe, a device or a folder."""
    try:
        return file_sha256(path)
    except OSError:
        return ""


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file. Raises OSError."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    meta: Mapping[str, Any]
    payload: bytes


class Records:
    """The records of one kind below `root`. Safe for several threads and processes: files appear whole.

    Nothing is written, counted or deleted through a link below `root`.
    """

    def __init__(self, root: Path, *, durable: bool = False) -> None:
        """`durable` syncs a record before `put` returns: for audio that costs money to make again."""
        self.root = root
        self._durable = durable

    def path(self, key: str) -> Path:
        return self.root / key[:_PREFIX] / key

    def keys(self) -> frozenset[str]:
        """Return every key that has a file, whole or damaged."""
        names = (file.name for folder in self._folders() for file in _files(folder, folder.name))
        return frozenset(name for name in names if not name.endswith(".tmp"))

    def _folders(self) -> Iterator[Path]:
        """Yield the folders of keys; a link is none, nor is a junction of Windows, which no entry of a folder shows."""
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.root) as entries:
            for each in entries:
                is_folder = len(each.name) == _PREFIX and each.is_dir(follow_symlinks=False)
                if is_folder and (os.name != "nt" or is_reached_directly(self.root, self.root / each.name)):
                    yield self.root / each.name

    def get(self, key: str) -> Record | None:
        """Return the record of `key`; None where there is none, or where it is damaged; a damaged record is deleted."""
        try:
            data = read_regular(self.path(key))
        except OSError:
            return None
        if (record := _decode(data)) is None:
            self.remove(key)
        return record

    def require(self, key: str, kind: type[_T]) -> tuple[_T, bytes]:
        """Return the header of a record as a `kind`, and its payload.

        Raises BuildError `record-damaged` where there is no whole record; a damaged one is deleted, to be made again.
        """
        if (record := self.get(key)) is not None:
            try:
                return from_tree(record.meta, kind), record.payload
            except ValueError:
                self.remove(key)
        raise BuildError(Problem("record-damaged", None, {"key": key[:16]}))

    def meta(self, key: str) -> Mapping[str, Any]:
        """Return the header of a record without proving it, which is cheap; empty where it cannot be read."""
        try:
            with open_regular(self.path(key)) as file:
                length = int.from_bytes(file.read(_HEAD)[-4:], "big")
                return _header(file.read(min(length, _MOST_HEADER_BYTES)))
        except (OSError, ValueError):
            return {}

    def put(self, key: str, meta: Mapping[str, Any], payload: bytes) -> None:
        """Write a record. Only `durable` syncs it: a record lost in a power cut costs time, and `get` notices.

        Raises OSError, DeviceError `link-in-project`.
        """
        require_no_links(self.root, self.path(key).parent)
        write_atomic(self.path(key), _encode(meta, payload), durable=self._durable)

    def remove(self, key: str) -> None:
        if is_reached_directly(self.root, self.path(key).parent):
            self.path(key).unlink(missing_ok=True)

    def drop_damaged(self) -> None:
        """Read every record, so that each damaged one is deleted."""
        for key in self.keys():
            self.get(key)

    def drop_torn(self) -> None:
        """Delete the unfinished files of killed processes."""
        for folder in self._folders():
            drop_torn_files(folder)

    def size_bytes(self) -> int:
        return sum(file.stat().st_size for folder in self._folders() for file in _files(folder, ""))


def _files(folder: Path, prefix: str) -> Iterator[os.DirEntry[str]]:
    """Yield the files of `folder` whose names begin with `prefix`; a link is none."""
    with os.scandir(folder) as entries:
        yield from (each for each in entries if each.name.startswith(prefix) and each.is_file(follow_symlinks=False))


def _encode(meta: Mapping[str, Any], payload: bytes) -> bytes:
    header = json.dumps(meta, sort_keys=True, ensure_ascii=False).encode()
    body = len(header).to_bytes(4, "big") + header + payload
    return _MAGIC + hashlib.sha256(body).digest() + body


def _decode(data: bytes) -> Record | None:
    body = data[len(_MAGIC) + _DIGEST :]
    digest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST]
    if not data.startswith(_MAGIC) or len(data) < _HEAD or hashlib.sha256(body).digest() != digest:
        return None
    header_end = 4 + int.from_bytes(body[:4], "big")
    try:
        return Record(_header(body[4:header_end]), body[header_end:])
    except ValueError:
        return None


def _header(data: bytes) -> Mapping[str, Any]:
    """Return the header in `data`. Raises ValueError."""
    tree = parse_json(data)
    if not isinstance(tree, dict):
        raise ValueError("no header")  # noqa: TRY004 - all damage is one error
    return tree


def remember(path: Path, key: str, value: object) -> None:
    """Keep `value`, made of what `from_tree` makes. Where the disk is write-protected it is worked out each time."""
    body = json.dumps(value, ensure_ascii=False, check_circular=False, default=json_form).encode()
    with suppress(OSError):
        write_atomic(path, _proof(key, body) + body, durable=False)


def remembered(path: Path, key: str, kind: type[_T]) -> _T | None:
    """Return what was kept under `key` as a `kind`. Another key, or damage of any kind, counts as missing."""
    tree = remembered_tree(path, key)
    try:
        return None if tree is None else from_tree(tree, kind)
    except ValueError as error:
        _log.warning("%s: damaged, and counts as missing: %s", path, error)
        return None


def remembered_tree(path: Path, key: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what was kept under `key` as JSON; None as `remembered`."""
    try:
        proof, newline, body = read_regular(path).partition(b"\n")
        return parse_json(body) if proof + newline == _proof(key, body) else None
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        _log.warning("%s: damaged, and counts as missing: %s", path, error)
    return None


def _proof(key: str, body: bytes) -> bytes:
    """Return the first line of the file that holds `body`. A digest of its values takes longer."""
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode() + b"\n"


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, check_circular=False, default=json_form)


class JsonEntry:
    """Base of a dataclass whose values are one piece each. The texts of a country's entries would take 150 MB."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Style:
    colon: str
    indent: str
    encode: Callable[[object], bytes]


def json_lines(value: object, levels: int, line: str) -> Iterator[bytes]:
    """Yield the JSON of `value`: what lies `levels` deep has a line each, and `line` begins a line here.

    What json writes with an indent everywhere takes five times as long to write, and a third more room.
    """
    return _pieces(value, levels, line, _Style(": ", " ", lambda part: _JSON.encode(part).encode()))


def canonical_pieces(value: object, levels: int) -> Iterator[bytes]:
    """Yield the canonical JSON of `value`, with a piece for each value that lies `levels` deep."""
    return _pieces(value, levels, "", _Style(":", "", canonical_json))


def _pieces(value: object, levels: int, line: str, style: _Style) -> Iterator[bytes]:
    if isinstance(value, JsonEntry):
        yield style.encode(value)
        return
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if not levels or not value or not isinstance(value, (Mapping, tuple)):
        yield style.encode(value)
        return
    begin, end = "{}" if isinstance(value, Mapping) else "[]"
    rows = sorted(value.items()) if isinstance(value, Mapping) else [("", each) for each in value]
    for name, each in rows:
        key = f"{_JSON.encode(name)}{style.colon}" if isinstance(value, Mapping) else ""
        yield f"{begin}{line}{style.indent}{key}".encode()
        yield from _pieces(each, levels - 1, f"{line}{style.indent}", style)
        begin = ","
    yield f"{line}{end}".encode()
