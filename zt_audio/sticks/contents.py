"""A folder, a zip or an image in, what lies in its root out: names in the order of the directory, and bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from zt_audio.sticks.manifest import (
    MANIFEST_BYTES_AT_MOST,
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    StickManifest,
    parse_stick_manifest,
    same_name,
)
from zt_audio.sticks.raw_io import READERS, Tell, chunks_of, open_from_device, sha256_of

# What systems put on every stick: nobody's files, no player looks into them, and not everybody may.
OF_THE_SYSTEM = frozenset(
    same_name(name)
    for name in (
        "System Volume Information",
        "$RECYCLE.BIN",
        "RECYCLER",
        "lost+found",
        ".Trashes",
        ".fseventsd",
        ".Spotlight-V100",
        ".TemporaryItems",
    )
)
Kind = Literal["file", "folder", "other"]  # other: a link, a pipe


@dataclass(frozen=True, slots=True)
class StickEntry:
    name: str
    bytes: int
    kind: Kind


class Contents(Protocol):
    """`is_ordered` tells whether the entries stand as a player finds them."""

    @property
    def is_ordered(self) -> bool: ...

    def entries(self) -> Sequence[StickEntry]:
        """Return all that lies in it, in the order of the directories: a folder, then what is in it.

        Names are told from the root, with slashes. Raises OSError, BuildError.
        """
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of the file `name`, from the device. Raises OSError, BuildError."""
        ...


@dataclass(frozen=True, slots=True)
class Payload:
    """A file that goes into something that is written whole."""

    name: str
    size_bytes: int
    read: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Folder:
    path: Path
    is_ordered: bool  # FAT hands a directory out as it lies; other file systems sort or hash it

    def entries(self) -> Sequence[StickEntry]:
        return tuple(_walk(self.path, ""))

    def chunks(self, name: str) -> Iterator[bytes]:
        with open_from_device(self.path / name) as file:
            yield from chunks_of(file)


def _walk(folder: Path, before: str) -> Iterator[StickEntry]:
    with os.scandir(folder) as found:
        entries = [_entry(entry, before) for entry in found]
    for entry in entries:
        yield entry
        if entry.kind == "folder" and same_name(entry.name) not in OF_THE_SYSTEM:
            yield from _walk(folder / entry.name.rpartition("/")[2], f"{entry.name}/")


def _entry(entry: os.DirEntry[str], before: str) -> StickEntry:
    facts, name = entry.stat(follow_symlinks=False), f"{before}{entry.name}"
    if stat.S_ISREG(facts.st_mode):
        return StickEntry(name, facts.st_size, "file")
    return StickEntry(name, 0, "folder" if stat.S_ISDIR(facts.st_mode) else "other")


def digests(contents: Contents, names: Sequence[str], tell: Tell) -> dict[str, str]:
    """Return the sha256 of each of the files `names`, read from the device. Raises OSError, BuildError."""
    with ThreadPoolExecutor(READERS) as readers:
        found = readers.map(lambda name: sha256_of(contents.chunks(name), tell), names)
        return dict(zip(names, found, strict=True))


@dataclass(frozen=True, slots=True)
class FoundManifest:
    """The stick's own list. `is_damaged`: there is one that proves nothing."""

    manifest: StickManifest | None
    is_damaged: bool = False


def find_manifest(contents: Contents, entries: Sequence[StickEntry]) -> FoundManifest:
    """Return the list among `entries`; that of a replacement that was cut off where there is no other.

    An empty one is what a pulled stick may leave of a file: it states nothing. Raises OSError, BuildError.
    """
    lists = {same_name(entry.name): entry for entry in entries if entry.kind == "file" and entry.bytes}
    found = [lists[name] for name in map(same_name, (STICK_MANIFEST, STICK_MANIFEST_TEMP)) if name in lists]
    for entry in found:
        read = parse_stick_manifest(_whole(contents, entry))
        if read is not None:
            return FoundManifest(read)
    return FoundManifest(None, is_damaged=bool(found) and same_name(found[0].name) == same_name(STICK_MANIFEST))


def _whole(contents: Contents, entry: StickEntry) -> bytes:
    return b"".join(contents.chunks(entry.name)) if entry.bytes <= MANIFEST_BYTES_AT_MOST else b""
