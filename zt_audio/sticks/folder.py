"""Write the files of a playlist into a folder (a mounted stick, or any other), one at a time, each synced.

How a file is replaced, and why not by `os.replace`: a temporary file and a rename are right where the old version must
survive. On a stick it must not: half an old playlist and half a new one are worthless. And a rename puts the file at
another place of the directory, so that a player that follows the directory plays it at the wrong time. So a changed
file is cut to nothing and written again where it stands; its slot stays. The manifest on the stick makes that safe: it
says `writing` from before the first change until every digest was read back.

The steps: manifest `writing` (synced, replaced as a whole) - the player page says so too, for it shows the number that
a driver compares with the card - our files that are not needed go - an entry for each file, in play order
(directory_order.py) - bytes, file by file in play order, each synced - [everything is read back: verify.py] - the
player page, read back as well - manifest `complete`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from zt_audio.sticks.changes import StickPlan
from zt_audio.sticks.directory_order import PLAIN_FILE, Slots, arrange
from zt_audio.sticks.manifest import (
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    StickFile,
    StickManifest,
    folders_of,
    same_name,
    stick_manifest_bytes,
)
from zt_audio.sticks.raw_io import Tell, bypass_cache, flush
from zt_audio.sticks.stick_io import StickIo, Write
from zt_audio.store.atomic import replace_file, sync_folder

NOT_WHOLE = (  # both languages at once: it is read on any computer, without this program
    "<!doctype html><meta charset='utf-8'><title>!</title><h1>Флешка толық жазылмаған. Қайта жаздырыңыз.<br>"
    "Флешка не дописана. Запишите её заново.</h1>\n"
).encode()


def announce(folder: Path, stick: StickManifest, plan: StickPlan) -> None:
    """Say on the stick that it is being written, and which files are ours until that is done. Raises OSError."""
    put_manifest(folder, replace(stick, state="writing", leaving=plan.remove))


def put_manifest(folder: Path, stick: StickManifest) -> None:
    """Replace the stick's manifest; a kill leaves the old one or the new one. Raises OSError."""
    temp = folder / STICK_MANIFEST_TEMP
    try:
        _write_synced(temp, stick_manifest_bytes(stick))
        replace_file(temp, folder / STICK_MANIFEST)
    except BaseException:
        with contextlib.suppress(OSError):  # a stick that is gone takes nothing away either
            temp.unlink()
        raise
    sync_folder(folder)


def _write_synced(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | PLAIN_FILE, 0o666)
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


def make_room(folder: Path, plan: StickPlan) -> None:
    """Delete our files and folders that are not needed any more. Raises OSError."""
    for name in plan.remove:
        (folder / name).unlink()
    for name in plan.empty:
        with contextlib.suppress(OSError):  # other files are in it too
            (folder / name).rmdir()


def make_entries(
    folder: Path, files: Sequence[StickFile], plan: StickPlan, *, is_ordered: bool, io: StickIo
) -> tuple[StickFile, ...]:
    """Give each of `files` its entry; return those that are to be written, in play order.

    A file that stands out of order gets a new entry, so it is written too. Raises NoOrderError, OSError.
    """
    for file in plan.write:
        if _is_shared(folder / file.file):  # a hard link: to write here would change a file elsewhere
            (folder / file.file).unlink()
    names = [file.file for file in files]
    stale = {file.file for file in plan.write}
    for inner in ("", *folders_of(names)):
        below = [name[len(inner) :].lstrip("/") for name in names if name.startswith(f"{inner}/") or not inner]
        slots = io.open_slots(folder / inner, _inside(below))
        wanted = tuple(dict.fromkeys(name.partition("/")[0] for name in below))
        made = arrange(slots, wanted, io.holes_at_most) if is_ordered else _create(slots, wanted)
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


def _create(slots: Slots, names: Sequence[str]) -> frozenset[str]:
    there = {same_name(name) for name in slots.names()}
    missing = [name for name in names if same_name(name) not in there]
    for name in missing:
        slots.create(name)
    return frozenset(missing)


def _is_shared(path: Path) -> bool:
    try:
        return path.lstat().st_nlink > 1
    except FileNotFoundError:
        return False


def fill_entries(source: Path, folder: Path, files: Sequence[StickFile], tell: Tell, io: StickIo) -> None:
    """Write `files` into their entries, one after the other. Raises OSError."""
    for file in files:
        overwrite(source / file.file, folder / file.file, tell, io)


def overwrite(source: Path, target: Path, tell: Tell, io: StickIo) -> None:
    """Copy `source` into the entry `target`, which stays where it stands in its directory; sync. Raises OSError."""
    with source.open("rb", buffering=0) as file:
        handle = os.open(target, os.O_WRONLY | PLAIN_FILE)
        try:
            os.ftruncate(handle, 0)
            bypass_cache(handle)
            while chunk := file.read(io.chunk_bytes):
                _write_all(handle, chunk, io.write)
                tell(len(chunk))
            io.flush(handle)
        finally:
            os.close(handle)


def _write_all(handle: int, data: bytes, write: Write) -> None:
    """Write all of `data`: the system may take less than it is given, as on a disk that is almost full."""
    view = memoryview(data)
    while view:
        view = view[write(handle, view) :]


def settle(folder: Path) -> None:
    """Make the system write what it still holds for the device: only then may the stick be taken out."""
    sync_folder(folder)
    if hasattr(os, "sync"):  # Windows writes sticks through, and a flushed file is all that it owes
        os.sync()
