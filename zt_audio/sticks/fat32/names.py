"""Write and read the entries of FAT directories: short names, and long names before them where needed."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zt_audio.sticks.fat32.layout import ARCHIVE, ENTRY_BYTES, FOLDER, LONG_NAME, VOLUME_LABEL

_SHORT = re.compile(r"([A-Z0-9_-]{1,8})(?:\.([A-Z0-9_-]{1,3}))?")
_OTHER = re.compile(r"[^A-Z0-9_.-]")
_ENTRY = struct.Struct("<11sBBBHHHHHHHI")
_LONG = struct.Struct("<B10sBBB12sH4s")
_UNITS = 13  # UTF-16 code units in an entry of a long name
_FREE, _LAST = 0xE5, 0x40
_DATE = 0x0021  # 1980-01-01: the same content makes the same image
_LOWER_STEM, _LOWER_SUFFIX = 0x08, 0x10  # how Windows NT marks a short name in small letters


@dataclass(frozen=True, slots=True)
class FatEntry:
    name: str
    attributes: int
    cluster: int
    bytes: int

    @property
    def is_folder(self) -> bool:
        return bool(self.attributes & FOLDER)


def packed(name: str, cluster: int, size_bytes: int, taken: Collection[bytes], attributes: int = ARCHIVE) -> bytes:
    """Return the entries of the file or folder `name`; its short name is not in `taken`."""
    short = _SHORT.fullmatch(name)
    plain = f"{short[1]:8}{short[2] or '':3}".encode() if short else b""
    alias = plain if short and plain not in taken else _alias(name, taken)
    entry = _raw(alias, attributes, cluster, size_bytes)
    return entry if alias == plain else _long(name, _checksum(alias)) + entry


def dots(cluster: int, parent: int) -> bytes:
    """Return the first two entries of a folder: itself (`.`) and its parent (`..`; 0 is the root)."""
    return _raw(b".          ", FOLDER, cluster, 0) + _raw(b"..         ", FOLDER, parent, 0)


def _raw(short: bytes, attributes: int, cluster: int, size_bytes: int) -> bytes:
    low, high = cluster & 0xFFFF, cluster >> 16
    return _ENTRY.pack(short, attributes, 0, 0, 0, _DATE, _DATE, high, 0, _DATE, low, size_bytes)


def _alias(name: str, taken: Collection[bytes]) -> bytes:
    stem, _dot, suffix = _OTHER.sub("_", name.upper()).rpartition(".")
    for number in range(1, 1_000_000):
        tail = f"~{number}"
        alias = f"{stem.replace('.', '')[: 8 - len(tail)] + tail:8}{suffix[:3]:3}".encode()
        if alias not in taken:
            break
    return alias


def _long(name: str, checksum: int) -> bytes:
    units = name.encode("utf-16-le")
    count = -(-len(units) // 2 // _UNITS)
    if len(units) % (2 * _UNITS):
        units = (units + b"\0\0").ljust(count * _UNITS * 2, b"\xff")
    entries = []
    for number in range(count, 0, -1):
        part = units[(number - 1) * 2 * _UNITS : number * 2 * _UNITS]
        order = number | (_LAST if number == count else 0)
        entries.append(_LONG.pack(order, part[:10], LONG_NAME, 0, checksum, part[10:22], 0, part[22:]))
    return b"".join(entries)


def _checksum(short: bytes) -> int:
    value = 0
    for byte in short:
        value = ((value & 1) << 7 | value >> 1) + byte & 0xFF
    return value


def short_name(entries: bytes) -> bytes:
    """Return the short name in `entries`, which `packed` made."""
    return entries[-ENTRY_BYTES:][:11]


def unpacked(directory: bytes) -> Iterator[FatEntry]:
    """Yield the entries of a directory in order, the volume label included."""
    parts: dict[int, bytes] = {}
    checksum = -1
    for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
        raw = directory[at : at + ENTRY_BYTES]
        if not raw[0]:
            return
        if raw[0] == _FREE:
            parts = {}
        elif raw[11] & 0x3F == LONG_NAME:
            order, first, _, _, checksum, second, _, third = _LONG.unpack(raw)
            parts = {} if order & _LAST else parts
            parts[order & ~_LAST] = first + second + third
        else:
            yield _entry(raw, parts if checksum == _checksum(raw[:11]) else {})
            parts = {}


def _entry(raw: bytes, parts: dict[int, bytes]) -> FatEntry:
    short, attributes, case, _, _, _, _, high, _, _, low, size_bytes = _ENTRY.unpack(raw)
    units = b"".join(parts[number] for number in sorted(parts)).decode("utf-16-le", "replace")
    name = units.split("\0")[0] if parts and not attributes & VOLUME_LABEL else _shown(short, case)
    return FatEntry(name, attributes, high << 16 | low, size_bytes)


def _shown(short: bytes, case: int) -> str:
    text = (b"\xe5" + short[1:] if short[0] == 0x05 else short).decode("cp437")  # noqa: PLR2004 - stands for 0xE5
    stem, suffix = text[:8].rstrip(), text[8:].rstrip()
    stem = stem.lower() if case & _LOWER_STEM else stem
    suffix = suffix.lower() if case & _LOWER_SUFFIX else suffix
    return f"{stem}.{suffix}" if suffix else stem
