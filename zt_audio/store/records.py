"""Keep derived audio in files that are named by a key: the digest of all that the audio was made from.

A record is one file: magic, sha256 of the rest, length of the header, a JSON header, the payload. It proves itself when
it is read. So there is no index that can go stale, and a torn or damaged file counts as missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zt_audio.store.atomic import write_atomic

_MAGIC = b"zta1"
_DIGEST = 32
_HEAD = len(_MAGIC) + _DIGEST + 4


def key_of(*inputs: object) -> str:
    """Return the key of `inputs`: sha256 of their canonical JSON."""
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    meta: Mapping[str, Any]
    payload: bytes


class Records:
    """The records of one kind below `root`. Safe for several threads and processes: files appear whole."""

    def __init__(self, root: Path, *, durable: bool = False) -> None:
        """`durable` syncs a record before `put` returns: for audio that costs money to make again."""
        self.root = root
        self._durable = durable

    def path(self, key: str) -> Path:
        return self.root / key[:2] / key

    def keys(self) -> frozenset[str]:
        """Return every key that has a file, whole or damaged."""
        return frozenset(path.name for path in self._files())

    def _files(self) -> Iterator[Path]:
        return (path for path in self.root.glob("??/*") if not path.name.endswith(".tmp"))

    def get(self, key: str) -> Record | None:
        """Return the record of `key`; None where there is none, or where it is damaged; a damaged record is deleted."""
        try:
            data = self.path(key).read_bytes()
        except OSError:
            return None
        record = _decode(data)
        if record is None:
            self.remove(key)
        return record

    def meta(self, key: str) -> Mapping[str, Any]:
        """Return the header of a record without proving it, which is cheap; empty where it cannot be read."""
        try:
            with self.path(key).open("rb") as file:
                length = int.from_bytes(file.read(_HEAD)[-4:], "big")
                meta: Mapping[str, Any] = json.loads(file.read(length))
        except (OSError, ValueError):
            return {}
        return meta

    def put(self, key: str, meta: Mapping[str, Any], payload: bytes) -> None:
        """Write a record. Only `durable` syncs it: a record lost in a power cut costs time, and `get` notices."""
        write_atomic(self.path(key), _encode(meta, payload), durable=self._durable)

    def remove(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def drop_damaged(self) -> None:
        """Read every record, so that each damaged one is deleted."""
        for key in self.keys():
            self.get(key)

    def drop_torn(self) -> None:
        """Delete the unfinished files of killed processes. Call it only while no process writes."""
        for path in self.root.glob("??/*.tmp"):
            path.unlink(missing_ok=True)

    def size_bytes(self) -> int:
        return sum(path.stat().st_size for path in self.root.glob("??/*"))


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
    return Record(json.loads(body[4:header_end]), body[header_end:])
