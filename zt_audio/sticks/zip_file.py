"""Write and read zips. Files keep their play order, and the same files give the same bytes."""

from __future__ import annotations

import errno
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.sticks.contents import Payload, StickEntry
from zt_audio.sticks.manifest import FOLDERS_AT_MOST
from zt_audio.sticks.raw_io import DEVICE_CHUNK_BYTES, open_from_device

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold: no clock goes into the file
_DAMAGE = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError),
    *(struct.error, zlib.error, lzma.LZMAError),
)
_MOST_COMPRESSED = 16  # times; sound becomes hardly smaller, and a bomb has thousands
_UNIX, _MODE = 3, 0o100644 << 16


def write_zip(out: BinaryIO, files: Sequence[Payload]) -> None:
    """Write `files` without compression, because MP3 does not become smaller. Raises OSError."""
    with ZipFile(out, "w") as archive:
        for file in files:
            info = ZipInfo(file.name, _EPOCH)
            info.create_system, info.external_attr, info.file_size = _UNIX, _MODE, file.size_bytes
            with archive.open(info, "w") as member:
                for chunk in file.read():
                    member.write(chunk)


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip to read. Programs unpack it in its own order, so the order counts."""

    path: Path
    is_ordered: bool = True

    def entries(self) -> Sequence[StickEntry]:
        with self._damage(), self._archive() as archive:
            members = archive.infolist()
            packed, whole = sum(each.compress_size for each in members), sum(each.file_size for each in members)
            size = self.path.stat().st_size
            if packed > size or whole > size * _MOST_COMPRESSED:
                raise BadZipFile("members overlap, or hold more than any sound")
            return tuple(map(_entry, members))

    def chunks(self, name: str) -> Iterator[bytes]:
        with self.reading() as chunks:
            yield from chunks(name)

    @contextmanager
    def reading(self) -> Iterator[Callable[[str], Iterator[bytes]]]:
        with self._damage(), self._archive() as archive:
            lock = Lock()
            yield lambda name: self._member(archive, name, lock)

    def _member(self, archive: ZipFile, name: str, lock: Lock) -> Iterator[bytes]:
        """Yield the bytes of a member. ZipFile reads in several threads, but opens and closes only in one at a time."""
        with self._damage():
            with lock:
                member = archive.open(name)
            try:
                while chunk := member.read(DEVICE_CHUNK_BYTES):
                    yield chunk
            finally:
                with lock:
                    member.close()

    @contextmanager
    def _archive(self) -> Iterator[ZipFile]:
        with open_from_device(self.path) as file, ZipFile(file) as archive:
            yield archive

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Turn every error of zipfile about damage into BuildError `zip-damaged`; a failing disk stays an OSError."""
        try:
            yield
        except (*_DAMAGE, OSError) as error:
            # bz2 raises an OSError without a number; a wild offset gives EINVAL
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                raise
            raise BuildError(Problem("zip-damaged", None, {"path": str(self.path)})) from error


def _entry(info: ZipInfo) -> StickEntry:
    *parts, inner = info.filename.rstrip("/").split("/", FOLDERS_AT_MOST + 1)
    if len(parts) > FOLDERS_AT_MOST:  # of a deep file only the folder
        return StickEntry("/".join(parts), 0, "folder")
    is_folder = info.filename.endswith("/")
    name = "/".join((*parts, inner))
    return StickEntry(name, 0 if is_folder else info.file_size, "folder" if is_folder else "file")
