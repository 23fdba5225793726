"""Write and read zips. Files keep their play order, and the same files give the same bytes."""

from __future__ import annotations

import errno
import lzma
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.sticks.contents import Payload, StickEntry
from zt_audio.sticks.raw_io import DEVICE_CHUNK_BYTES, open_from_device

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold: no clock goes into the file
_DAMAGE = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError),
    *(struct.error, zlib.error, lzma.LZMAError),
)
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
        with self._reading(), open_from_device(self.path) as file, ZipFile(file) as archive:
            return tuple(map(_entry, archive.infolist()))

    def chunks(self, name: str) -> Iterator[bytes]:
        with (
            self._reading(),
            open_from_device(self.path) as file,
            ZipFile(file) as archive,
            archive.open(name) as member,
        ):
            while chunk := member.read(DEVICE_CHUNK_BYTES):
                yield chunk

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn every error of zipfile about damage into BuildError `zip-damaged`; a failing disk stays an OSError."""
        try:
            yield
        except (*_DAMAGE, OSError) as error:
            # bz2 raises an OSError without a number; a wild offset gives EINVAL
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                raise
            raise BuildError(Problem("zip-damaged", None, {"path": str(self.path)})) from error


def _entry(info: ZipInfo) -> StickEntry:
    is_folder = info.filename.endswith("/")
    return StickEntry(info.filename.rstrip("/"), 0 if is_folder else info.file_size, "folder" if is_folder else "file")
