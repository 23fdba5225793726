"""Read what a folder or a zip holds: names in the order of the directory, and bytes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Literal, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from zt_audio.errors import BuildError
from zt_audio.formats.zip_damage import ZIP_DAMAGE
from zt_audio.model import Problem
from zt_audio.sticks.harmless import harmless_bytes, is_harmless, is_of_the_system
from zt_audio.sticks.manifest import (
    FOLDERS_AT_MOST,
    MANIFEST_BYTES_AT_MOST,
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    STICK_SEAL,
    StickManifest,
    parse_stick_manifest,
    same_name,
)
from zt_audio.sticks.raw_io import DEVICE_CHUNK_BYTES, READERS, Tell, chunks_of, open_from_device, sha256_of
from zt_audio.trust.keys import SEAL_BYTES_AT_MOST

EntryKind = Literal["file", "folder", "other"]  # other: a link, a pipe


@dataclass(frozen=True, slots=True)
class StickEntry:
    name: str
    bytes: int
    kind: EntryKind


class StickContents(Protocol):
    """`is_ordered` tells whether the entries have the order in which a player finds them."""

    @property
    def is_ordered(self) -> bool: ...

    def entries(self) -> Sequence[StickEntry]:
        """Return all entries in the order of the directories: a folder, then the entries in it.

        Names begin at the root and have slashes. What lies deeper than FOLDERS_AT_MOST is left out: it is not ours.
        Raises OSError, BuildError.
        """
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of the file `name`, from the device. Raises OSError, BuildError."""
        ...

    def reading(self) -> AbstractContextManager[Callable[[str], Iterator[bytes]]]:
        """Give `chunks` for many files and several threads; what must be opened is opened once."""
        ...


@dataclass(frozen=True, slots=True)
class Payload:
    """A file to put into a zip."""

    name: str
    size_bytes: int
    read: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Folder:
    path: Path
    is_ordered: bool  # FAT lists a directory as it is stored; other file systems sort or hash it

    def entries(self) -> Sequence[StickEntry]:
        return tuple(_walk(self.path, ""))

    def chunks(self, name: str) -> Iterator[bytes]:
        with open_from_device(self.path / name) as file:
            yield from chunks_of(file)

    def reading(self) -> AbstractContextManager[Callable[[str], Iterator[bytes]]]:
        return nullcontext(self.chunks)


def _walk(folder: Path, before: str) -> Iterator[StickEntry]:
    try:
        # `os.scandir` takes an empty root of Windows for a missing one: it has no «.» and «..».
        entries = [_entry(folder / name, f"{before}{name}") for name in os.listdir(folder)]  # noqa: PTH208
    except PermissionError:
        if not is_of_the_system(before.partition("/")[0]):
            raise
        return  # some systems let no user read their own folders
    for entry in entries:
        yield entry
        if entry.kind == "folder" and entry.name.count("/") < FOLDERS_AT_MOST:  # a player looks into it
            yield from _walk(folder / entry.name.rpartition("/")[2], f"{entry.name}/")


def _entry(path: Path, name: str) -> StickEntry:
    facts = path.lstat()
    if stat.S_ISREG(facts.st_mode):
        return StickEntry(name, facts.st_size, "file")
    return StickEntry(name, 0, "folder" if stat.S_ISDIR(facts.st_mode) else "other")


def disguised_files(contents: StickContents, entries: Sequence[StickEntry]) -> tuple[str, ...]:
    """Return the files with a name of the system's that are not what it writes. Raises OSError, BuildError."""
    named = [entry for entry in entries if entry.kind == "file" and harmless_bytes(entry.name) is not None]
    return tuple(entry.name for entry in named if not _is_what_systems_write(contents, entry))


def _is_what_systems_write(contents: StickContents, entry: StickEntry) -> bool:
    if entry.bytes > (harmless_bytes(entry.name) or 0):
        return False
    with suppress(PermissionError):
        return is_harmless(entry.name, b"".join(contents.chunks(entry.name)))
    return False


def digests(contents: StickContents, names: Sequence[str], tell: Tell) -> dict[str, str]:
    """Return the sha256 of each of the files `names`, read from the device. Raises OSError, BuildError."""
    with contents.reading() as chunks, ThreadPoolExecutor(READERS) as readers:
        return dict(zip(names, readers.map(lambda name: sha256_of(chunks(name), tell), names), strict=True))


@dataclass(frozen=True, slots=True)
class FoundManifest:
    """The manifest on the stick and its bytes. `is_damaged`: there is a manifest whose digest is wrong."""

    manifest: StickManifest | None
    is_damaged: bool = False
    data: bytes = b""


def find_manifest(contents: StickContents, entries: Sequence[StickEntry]) -> FoundManifest:
    """Return the manifest among `entries`, or else its unfinished replacement.

    An empty file counts as missing: a stick that was pulled may leave one. Raises OSError, BuildError.
    """
    manifests = {same_name(entry.name): entry for entry in entries if entry.kind == "file" and entry.bytes}
    names = map(same_name, (STICK_MANIFEST, STICK_MANIFEST_TEMP))
    found = [manifests[name] for name in names if name in manifests]
    for entry in found:
        data = b"".join(contents.chunks(entry.name)) if entry.bytes <= MANIFEST_BYTES_AT_MOST else b""
        if (read := parse_stick_manifest(data)) is not None:
            return FoundManifest(read, data=data)
    return FoundManifest(None, is_damaged=bool(found) and same_name(found[0].name) == same_name(STICK_MANIFEST))


def find_seal(contents: StickContents, entries: Sequence[StickEntry]) -> str | None:
    """Return what stands in the seal of the list; None where there is no such file. Raises OSError, BuildError."""
    found = next((e for e in entries if e.kind == "file" and same_name(e.name) == same_name(STICK_SEAL)), None)
    if found is None:
        return None
    return b"".join(contents.chunks(found.name)).decode("latin-1") if found.bytes <= SEAL_BYTES_AT_MOST else ""


_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold: no clock goes into the file
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
            return tuple(map(_zip_entry, members))

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
        except (*ZIP_DAMAGE, OSError) as error:
            # bz2 raises an OSError without a number; a wild offset gives EINVAL
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                raise
            raise BuildError(Problem("zip-damaged", None, {"path": str(self.path)})) from error


def _zip_entry(info: ZipInfo) -> StickEntry:
    *parts, inner = info.filename.rstrip("/").split("/", FOLDERS_AT_MOST + 1)
    if len(parts) > FOLDERS_AT_MOST:  # of a deep file only the folder
        return StickEntry("/".join(parts), 0, "folder")
    is_folder = info.filename.endswith("/")
    name = "/".join((*parts, inner))
    return StickEntry(name, 0 if is_folder else info.file_size, "folder" if is_folder else "file")
