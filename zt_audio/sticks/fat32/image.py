"""Write and read FAT32 images. An image is only ever written whole, with its files in play order."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.sticks.contents import Payload, StickEntry, may_enter
from zt_audio.sticks.fat32.layout import (
    ARCHIVE,
    BAD_CLUSTER,
    CLUSTER_MASK,
    ENTRY_BYTES,
    FOLDER,
    LAST_CLUSTER,
    SECTOR_BYTES,
    VOLUME_LABEL,
    Geometry,
    geometry_of,
    with_free_count,
)
from zt_audio.sticks.fat32.names import FatEntry, dots, packed, short_name, unpacked
from zt_audio.sticks.manifest import parent_folders
from zt_audio.sticks.raw_io import DEVICE_CHUNK_BYTES, open_from_device

_DIRECTORY_BYTES_AT_MOST = 65_536 * ENTRY_BYTES  # Microsoft's specification, section 6


def write_image(out: BinaryIO, boot: bytes, geometry: Geometry, labels: bytes, files: Sequence[Payload]) -> None:
    """Write the whole image: the boot area `boot`, the tables, the root with `labels`, the folders, then the bytes.

    Entries have the order of `files`. Raises OSError; BuildError `image-too-small`.
    """
    folders = ("", *parent_folders([file.name for file in files]))
    payloads = {file.name: file for file in files}
    names = (*folders, *payloads)
    blank = {name: _directory(name, labels, payloads, {}) for name in folders}
    sizes = [len(blank[name]) if name in blank else payloads[name].size_bytes for name in names]
    counts = [geometry.clusters_for(size) for size in sizes]
    used = sum(counts)
    if used > geometry.clusters:
        raise BuildError(Problem("image-too-small", None, {"n": used * geometry.cluster_bytes // 2**20 + 1}))
    table, starts = _table(counts)
    firsts = dict(zip(names, starts, strict=True))
    out.write(with_free_count(boot, geometry, geometry.clusters - used, 2 + used))
    out.write(table.ljust(geometry.fat_sectors * SECTOR_BYTES, b"\0") * geometry.fats)
    for name in folders:
        _pad(out, geometry, out.write(_directory(name, labels, payloads, firsts)))
    for file in files:
        _pad(out, geometry, sum(out.write(chunk) for chunk in file.read()))
    out.truncate(geometry.sectors * SECTOR_BYTES)  # the rest is a hole and takes no room


def _directory(folder: str, labels: bytes, files: Mapping[str, Payload], firsts: Mapping[str, int]) -> bytes:
    """Return the directory `folder` ("" is the root); an inner folder has the place of its first file."""
    outer = folder.rpartition("/")[0]
    begin = dots(firsts.get(folder, 0), firsts.get(outer, 0) if outer else 0) if folder else labels
    taken = set[bytes]()
    for name in dict.fromkeys(_child(name, folder) for name in files):
        if name:
            size, attributes = (files[name].size_bytes, ARCHIVE) if name in files else (0, FOLDER)
            entries = packed(name.rpartition("/")[2], firsts.get(name, 0), size, taken, attributes)
            taken.add(short_name(entries))
            begin += entries
    return begin + bytes(ENTRY_BYTES)


def _child(name: str, folder: str) -> str:
    """Return the entry of `folder` that is the file `name` or holds it; "" if the file lies elsewhere."""
    before = f"{folder}/" if folder else ""
    return before + name[len(before) :].partition("/")[0] if name.startswith(before) else ""


def _table(counts: Sequence[int]) -> tuple[bytes, list[int]]:
    """Return the allocation table for consecutive runs of `counts` clusters, and the first cluster of each run."""
    table = array("I", [0x0FFFFFF8, LAST_CLUSTER])
    firsts = []
    for count in counts:
        first = len(table)
        firsts.append(first if count else 0)
        table.extend(range(first + 1, first + count))
        table.extend([LAST_CLUSTER] * bool(count))
    return _little_endian(table).tobytes(), firsts


def _little_endian(table: array[int], byteorder: str = sys.byteorder) -> array[int]:
    if byteorder == "big":
        table.byteswap()
    return table


def _pad(out: BinaryIO, geometry: Geometry, written: int) -> None:
    out.write(bytes(-written % geometry.cluster_bytes))


@dataclass(frozen=True)  # no slots: cached properties need a __dict__
class Image:
    """A FAT32 image without a partition table, as mkfs.vfat makes it. Its numbers are checked before they are used."""

    path: Path
    is_ordered: bool = True

    @cached_property
    def geometry(self) -> Geometry:
        """Raises BuildError `image-not-fat32`, OSError."""
        with self.path.open("rb") as file:
            geometry = geometry_of(file.read(SECTOR_BYTES))
        if geometry is None or self.path.stat().st_size < geometry.sectors * SECTOR_BYTES:
            raise BuildError(Problem("image-not-fat32", None, {"path": str(self.path)}))
        return geometry

    @cached_property
    def boot(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(self.geometry.reserved_sectors * SECTOR_BYTES)

    @cached_property
    def labels(self) -> bytes:
        """The entry of the volume name in the root, or nothing."""
        raw = self._directory(2, set())
        entries = (raw[at : at + ENTRY_BYTES] for at in range(0, len(raw), ENTRY_BYTES))
        return next((entry for entry in entries if entry[0] not in (0, 0xE5) and entry[11] & 0x3F == VOLUME_LABEL), b"")

    def entries(self) -> Sequence[StickEntry]:
        return tuple(_stick_entry(name, entry) for name, entry in self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        entry = self._files[name]
        left = entry.bytes
        with open_from_device(self.path) as file:
            for chunk in self._clusters(file, self._chain(entry.cluster if left else 0)):
                yield chunk[:left]
                left -= min(left, len(chunk))
                if not left:  # the rest of the chain holds nothing
                    return
        if left:
            raise self._damaged

    def reading(self) -> AbstractContextManager[Callable[[str], Iterator[bytes]]]:
        return nullcontext(self.chunks)

    @cached_property
    def _files(self) -> Mapping[str, FatEntry]:
        return {name: entry for name, entry in self._entries if not entry.is_folder}

    @cached_property
    def _entries(self) -> tuple[tuple[str, FatEntry], ...]:
        """All entries. Raises BuildError `image-damaged` if files claim more than the image holds, OSError."""
        seen = set[int]()
        found = tuple(self._walk(self._directory(2, seen), "", seen))
        geometry = self.geometry
        claimed = sum(geometry.clusters_for(entry.bytes) for _name, entry in found if not entry.is_folder)
        if claimed > geometry.clusters:
            raise self._damaged
        return found

    def _walk(self, directory: bytes, before: str, seen: set[int]) -> Iterator[tuple[str, FatEntry]]:
        """Yield all entries in a directory. `seen` are the clusters of folders so far."""
        for entry in unpacked(directory):
            if entry.attributes & VOLUME_LABEL or entry.name in (".", ".."):
                continue
            name = f"{before}{entry.name}"
            yield name, entry
            if may_enter(_stick_entry(name, entry)):
                yield from self._walk(self._directory(entry.cluster, seen), f"{name}/", seen)

    def _directory(self, first: int, seen: set[int]) -> bytes:
        """Return the directory that begins at the cluster `first`.

        Raises BuildError `image-damaged` if another folder has one of its clusters, or if it is larger than FAT allows.
        """
        chain: list[int] = []
        for cluster in self._chain(first):
            if cluster in seen or len(chain) * self.geometry.cluster_bytes >= _DIRECTORY_BYTES_AT_MOST:
                raise self._damaged
            seen.add(cluster)
            chain.append(cluster)
        with open_from_device(self.path) as file:
            return b"".join(self._clusters(file, chain))

    @cached_property
    def _table(self) -> array[int]:
        geometry = self.geometry
        with open_from_device(self.path) as file:
            file.seek(geometry.reserved_sectors * SECTOR_BYTES)
            return _little_endian(array("I", file.read((geometry.clusters + 2) * 4)))

    def _clusters(self, file: BinaryIO, chain: Iterable[int]) -> Iterator[bytes]:
        """Yield the bytes of the clusters of `chain`; neighbouring clusters are read together."""
        geometry = self.geometry
        for start, count in _runs(chain, max(1, DEVICE_CHUNK_BYTES // geometry.cluster_bytes)):
            file.seek(geometry.offset(start))
            yield file.read(count * geometry.cluster_bytes)

    def _chain(self, cluster: int) -> Iterator[int]:
        left = self.geometry.clusters
        while cluster and cluster < BAD_CLUSTER:
            if not 2 <= cluster < self.geometry.clusters + 2 or not left:  # noqa: PLR2004 - the first cluster
                raise self._damaged
            yield cluster
            left -= 1
            cluster = self._table[cluster] & CLUSTER_MASK

    @property
    def _damaged(self) -> BuildError:
        return BuildError(Problem("image-damaged", None, {"path": str(self.path)}))


def _stick_entry(name: str, entry: FatEntry) -> StickEntry:
    return StickEntry(name, 0, "folder") if entry.is_folder else StickEntry(name, entry.bytes, "file")


def _runs(chain: Iterable[int], most: int) -> Iterator[tuple[int, int]]:
    """Yield runs of neighbouring clusters: the first cluster and the count, at most `most`."""
    start, count = 0, 0
    for cluster in chain:
        if count and cluster == start + count and count < most:
            count += 1
            continue
        if count:
            yield start, count
        start, count = cluster, 1
    if count:
        yield start, count
