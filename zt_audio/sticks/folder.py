"""A plan and the files of a playlist in, a folder (a mounted stick, or any) that holds them out: one at a time, synced.

How a file is replaced, and why not by `os.replace`: a temporary file and a rename are the way to lose nothing where
what was there before must survive. On a stick it must not: half an old round and half a new one is worthless. And a
rename puts the file at another place of the directory, so that a player that follows the directory plays it out of
turn. So a changed file is cut to nothing and written again where it stands; its slot stays. What makes that safe is
said before: the list on the stick says `writing` from before the first change until every digest was read back.

The order of steps: list `writing` (synced, replaced as a whole) - the player page says so too, for it shows the number
that a driver compares with the card - what is ours and of no use goes - an entry for each file, in play order
(order.py) - bytes, file by file in play order, each synced - [everything is read back: proof.py] - the player page,
read back as well - list `complete`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zt_audio.sticks import manifest
from zt_audio.sticks.changes import Plan
from zt_audio.sticks.directory_order import arrange
from zt_audio.sticks.manifest import StickFile, StickManifest, folders_of, same
from zt_audio.sticks.raw_io import CHUNK_BYTES, Tell, bypass_cache, flush
from zt_audio.store.atomic import replace_file, sync_folder

Write = Callable[[int, memoryview], int]
_PLAIN_FILE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)  # bytes as they are; no way out of the stick


NOT_WHOLE = (  # both languages at once: it is read on any computer, without this program
    "<!doctype html><meta charset='utf-8'><title>!</title><h1>Флешка толық жазылмаған. Қайта жаздырыңыз.<br>"
    "Флешка не дописана. Запишите её заново.</h1>\n"
).encode()


@dataclass(frozen=True, slots=True)
class FolderSlots:
    """The directory of a folder, for order.py. `inside` holds, for each folder in it, the files that we need there."""

    path: Path
    inside: Mapping[str, Sequence[str]]

    def names(self) -> Sequence[str]:
        with os.scandir(self.path) as found:
            return [entry.name for entry in found]

    def create(self, name: str) -> None:
        if name in self.inside:
            (self.path / name).mkdir()
        else:
            os.close(os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN_FILE, 0o666))

    def remove(self, name: str) -> None:
        """Take an entry away; a folder with our files in it, and never with anybody else's."""
        if name not in self.inside:
            (self.path / name).unlink()
            return
        folder = self.path / name
        for file in self.inside[name]:
            (folder / file).unlink(missing_ok=True)
        for inner in reversed(folders_of(self.inside[name])):
            with contextlib.suppress(FileNotFoundError):
                (folder / inner).rmdir()
        folder.rmdir()


def announce(folder: Path, stick: StickManifest, plan: Plan) -> None:
    """Say on the stick that it is being written, and what is ours until that is done. Raises OSError."""
    put_list(folder, replace(stick, state="writing", leaving=plan.remove))


def put_list(folder: Path, stick: StickManifest) -> None:
    """Replace the stick's list; a kill leaves the old one or the new one. Raises OSError."""
    temp = folder / manifest.TEMP_NAME
    try:
        _write_synced(temp, manifest.to_bytes(stick))
        replace_file(temp, folder / manifest.FILE_NAME)
    except BaseException:
        with contextlib.suppress(OSError):  # a stick that is gone takes nothing away either
            temp.unlink()
        raise
    sync_folder(folder)


def _write_synced(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | _PLAIN_FILE, 0o666)
    try:
        bypass_cache(handle)
        os.ftruncate(handle, 0)  # by itself: there are drivers that take O_TRUNC and do not cut
        _write_all(handle, data, os.write)
        flush(handle)
    finally:
        os.close(handle)


def spoil(folder: Path, name: str) -> None:
    """Let the page `name`, where there is one, say that the stick is not whole: it shows the number of a build.

    It stays in its entry, and is written last of all. Raises OSError.
    """
    path = folder / name
    if path.is_file() and not path.is_symlink() and not _is_shared(path):
        _write_synced(path, NOT_WHOLE)


def make_room(folder: Path, plan: Plan) -> None:
    """Take away what is ours and of no use any more. Raises OSError."""
    for name in plan.remove:
        (folder / name).unlink()
    for name in plan.empty:
        with contextlib.suppress(OSError):  # somebody's files are in it too
            (folder / name).rmdir()


def make_entries(folder: Path, files: Sequence[StickFile], plan: Plan, *, is_ordered: bool) -> tuple[StickFile, ...]:
    """Give each of `files` its entry; return those that are to be written, in play order.

    A file that stands out of order is made anew, and so it is to be written too. Raises NoOrderError, OSError.
    """
    for file in plan.write:
        if _is_shared(folder / file.file):  # a hard link: to write here would change a file elsewhere
            (folder / file.file).unlink()
    names = [file.file for file in files]
    stale = {file.file for file in plan.write}
    for inner in ("", *folders_of(names)):
        below = [name[len(inner) :].lstrip("/") for name in names if name.startswith(f"{inner}/") or not inner]
        slots = FolderSlots(folder / inner, _inside(below))
        wanted = tuple(dict.fromkeys(name.partition("/")[0] for name in below))
        made = arrange(slots, wanted) if is_ordered else _create(slots, wanted)
        stale |= {f"{inner}/{name}".lstrip("/") for name in made}
        sync_folder(folder / inner)
    return tuple(file for file in files if file.file in stale)


def _inside(names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        first, slash, rest = name.partition("/")
        if slash:
            found.setdefault(first, []).append(rest)
    return found


def _create(slots: FolderSlots, names: Sequence[str]) -> frozenset[str]:
    there = {same(name) for name in slots.names()}
    missing = [name for name in names if same(name) not in there]
    for name in missing:
        slots.create(name)
    return frozenset(missing)


def _is_shared(path: Path) -> bool:
    try:
        return path.lstat().st_nlink > 1
    except FileNotFoundError:
        return False


def fill(source: Path, folder: Path, files: Sequence[StickFile], tell: Tell, write: Write) -> None:
    """Write `files` into their entries, one after the other. Raises OSError."""
    for file in files:
        overwrite(source / file.file, folder / file.file, tell, write)


def overwrite(source: Path, target: Path, tell: Tell, write: Write) -> None:
    """Copy `source` into the entry `target`, which stays where it stands in its directory; sync. Raises OSError."""
    with source.open("rb", buffering=0) as file:
        handle = os.open(target, os.O_WRONLY | _PLAIN_FILE)
        try:
            os.ftruncate(handle, 0)
            bypass_cache(handle)
            while chunk := file.read(CHUNK_BYTES):
                _write_all(handle, chunk, write)
                tell(len(chunk))
            flush(handle)
        finally:
            os.close(handle)


def _write_all(handle: int, data: bytes, write: Write) -> None:
    """Write all of `data`: the system may take less than it is given, as on a full disk before it says so."""
    view = memoryview(data)
    while view:
        view = view[write(handle, view) :]


def settle(folder: Path) -> None:
    """Let the system write whatever it still holds for the device: only then may it be taken out."""
    sync_folder(folder)
    if hasattr(os, "sync"):  # Windows writes sticks through, and a flushed file is all that it owes
        os.sync()
