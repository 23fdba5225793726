"""Read what a folder or a zip holds: names in the order of the directory, and bytes."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import BinaryIO, Literal, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import begins_with_frames
from zt_audio.formats.refusal import ZIP_DAMAGE
from zt_audio.model import Problem
from zt_audio.sticks.directory_order import is_audio
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

# Know what systems put on every stick, by name, size and content, and what a player plays, by its end.
#
# A folder is known by its name. A file in it, or beside our own, is foreign unless a row below knows all three.

# Folders at the top of a stick that systems make without a question. No player lists them: they are hidden.
_FOLDERS = frozenset(
    same_name(name)
    for name in (
        "System Volume Information",  # Windows: how the drive is indexed
        "$RECYCLE.BIN",  # Windows: what was deleted
        "lost+found",  # Linux: what a repair has found
        ".Trashes",  # macOS: what was deleted
        ".fseventsd",  # macOS: which folders were changed
        ".Spotlight-V100",  # macOS: the index of the search
        ".TemporaryItems",  # macOS: empty unless a program saves
        ".DocumentRevisions-V100",  # macOS: former versions of documents
        "LOST.DIR",  # Android: what a repair has found
        ".android_secure",  # Android: programs on a card
    )
)
_TRASH = re.compile(r"\.trash-\d+")  # Linux: what a user has deleted
# Files that systems write on FAT: name, most bytes, what each begins with or is. Names are as `same_name` makes them.
_GUID = rb"(?:[{}0-9A-Fa-f-]\0){38}"
_RECYCLE_BIN = (
    rb"\[\.ShellClassInfo\]\r\nCLSID=\{645FF040-5081-101B-9F08-00AA002F954E\}\r\n"
    rb"LocalizedResourceName=@%SystemRoot%\\system32\\shell32\.dll,-\d+\r\n"
)
_FILES = tuple(
    (re.compile(name), most_bytes, re.compile(content, re.DOTALL))
    for name, most_bytes, content in (
        (r"system volume information/indexervolumeguid", 76, _GUID),  # Windows: the drive's number
        (r"system volume information/wpsettings\.dat", 12, rb"\x0c\0\0\0.{8}"),  # Windows: settings of storage
        (r"\$recycle\.bin/s-[-\d]+/desktop\.ini", 200, _RECYCLE_BIN),  # Windows: how the folder is shown
        (r"\.fseventsd/fseventsd-uuid", 36, rb"[0-9A-F-]{36}"),  # macOS: the log's number
        (r"\.fseventsd/[0-9a-f]{16}", 16_384, rb"\x1f\x8b\x08\0.*"),  # macOS: which folders were changed
        (
            r"\.fseventsd/no_log|\.metadata_never_index|\.com\.apple\.timemachine\.donotpresent",
            0,
            rb"",
        ),  # macOS: switches
        (r"(?:.*/)?\.ds_store", 16_384, rb"\0\0\0\x01Bud1.*"),  # macOS: how a folder is shown
        (r"(?:.*/)?\._[^/]*", 4_096, rb"\0\x05\x16\x07\0\x02\0\0.*"),  # macOS: what FAT cannot note of a file
    )
)

_SOUND = (
    "3g2 3gp 3gpp 8svx aa aac aax ac3 adts aif aifc aiff amr ape au awb bwf caf dff dsf dts eac3 ec3 fla gsm iff it"
    " kar loas m1a m2a m3a m4a m4b m4p m4r mac mid midi mka mlp mod mp1 mp2 mp3 mpa mpc mpga mpp oga ofr ogg opus qcp"
    " ra ram rf64 rm rmi s3m snd spx tak thd tta voc vox w64 wav wave wma wv xm xmf"
)
# A player plays their sound.
_FILMS = "asf avi divx flv m2ts m2v m4v mkv mov mp4 mpe mpeg mpg mts ogm ogv ogx qt rmvb ts vob webm wmv"
_LISTS = "asx b4s cue fpl m3u m3u8 pla pls smi smil vlc wax wmx wpl wvx xspf zpl"
_PLAYED = frozenset(f"{_SOUND} {_FILMS} {_LISTS}".split())


def is_of_the_system(folder: str) -> bool:
    """Tell whether a system makes `folder` at the top of every stick."""
    name = same_name(folder)
    return name in _FOLDERS or _TRASH.fullmatch(name) is not None


def harmless_bytes(file: str) -> int | None:
    """Return the most bytes of a file that systems write as `file`, None where they write none of that name."""
    name = same_name(file)
    return None if is_playable(file) else next((most for known, most, _ in _FILES if known.fullmatch(name)), None)


def is_harmless(file: str, data: bytes) -> bool:
    """Tell whether `file`, whose bytes are `data`, is what systems write by that name, and holds no sound."""
    name = same_name(file)
    is_known = any(known.fullmatch(name) and content.fullmatch(data) for known, _, content in _FILES)
    return is_known and not begins_with_frames(data)


def is_playable(name: str) -> bool:
    """Tell whether some player takes the file `name` for sound or for a list, as its end says.

    Windows drops dots and spaces behind it.
    """
    name = name.rstrip(" .")
    return is_audio(name) or PurePosixPath(name).suffix[1:].casefold() in _PLAYED


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
