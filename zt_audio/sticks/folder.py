"""Write the files of a playlist into a folder (a mounted stick or any other), one at a time, each synced; or a zip.

A zip is a new file beside the target, which is read back, and then replaces the target. Why files in a folder are not
replaced by `os.replace`: a temporary file and a rename protect the old version. On a stick the old version is
worthless, because half an old playlist and half a new one play wrong. And a rename moves the file to another place in
the directory, so that a player that follows the directory plays it at the wrong time. Instead, a changed file is cut to
length 0 and written again in its slot. The manifest on the stick makes this safe: it says `writing` from before the
first change until every digest was read back.

The steps:
1. Replace the manifest by one that says `writing`; sync it.
2. Let the player page say the same, because drivers compare its number with the card; delete the note whose name is
   the build number, and the seal.
3. Delete our files that are no longer needed.
4. Make an entry for each file, in play order (directory_order.py).
5. Write the bytes, file by file in play order, and sync each file.
6. Read everything back (verify.py).
7. Write the player page and read it back, then the note, then the seal.
8. Replace the manifest by one that says `complete`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.events import Moved, Phase, StickEmit
from zt_audio.model import Problem
from zt_audio.published.inputs import by_folder
from zt_audio.sticks.contents import Payload, Zip, find_manifest, find_seal, write_zip
from zt_audio.sticks.directory_order import PLAIN_FILE, Slots, arrange
from zt_audio.sticks.manifest import (
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    STICK_SEAL,
    StickFile,
    StickManifest,
    is_build_note,
    parent_folders,
    same_name,
    stick_manifest_bytes,
)
from zt_audio.sticks.raw_io import Tell, bypass_cache, byte_reporter, flush
from zt_audio.sticks.source import StickSource
from zt_audio.sticks.verify import StickPlan, StickSigner, differences, first_names, other_files, prove
from zt_audio.sticks.volume import StickIo, room_problems, volume_problems
from zt_audio.store.disk import replace_file, sync_folder, write_all

NOT_WHOLE = (  # in both languages: people read it on any computer, without this program
    "<!doctype html><meta charset='utf-8'><title>!</title><h1>Флешка толық жазылмаған. Қайта жаздырыңыз.<br>"
    "Флешка не дописана. Запишите её заново.</h1>\n"
).encode()


def announce(folder: Path, stick: StickManifest, plan: StickPlan) -> None:
    """State on the stick that it is being written, and which files are ours meanwhile. Raises OSError."""
    put_manifest(folder, replace(stick, state="writing", leaving=plan.leaving))


def put_manifest(folder: Path, stick: StickManifest) -> None:
    """Replace the stick's manifest; a kill leaves the old one or the new one. Raises OSError."""
    temp = folder / STICK_MANIFEST_TEMP
    try:
        temp.unlink(missing_ok=True)  # a link there would lead elsewhere
        _write_synced(temp, stick_manifest_bytes(stick))
        replace_file(temp, folder / STICK_MANIFEST)
    except BaseException:
        with contextlib.suppress(OSError):  # nothing can be deleted on a stick that is gone
            temp.unlink()
        raise
    sync_folder(folder)


def drop_seal(folder: Path) -> None:
    """Delete the seal: what it seals changes now. Raises OSError."""
    (folder / STICK_SEAL).unlink(missing_ok=True)


def put_seal(folder: Path, seal: bytes) -> None:
    """Write the seal of the list that comes next. Raises OSError."""
    _write_synced(folder / STICK_SEAL, seal)
    sync_folder(folder)


def _write_synced(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | PLAIN_FILE, 0o666)
    try:
        bypass_cache(handle)
        os.ftruncate(handle, 0)  # not by O_TRUNC: some drivers accept it and do not cut
        write_all(handle, data)
        flush(handle)
    finally:
        os.close(handle)


def spoil(folder: Path, name: str) -> None:
    """Let the page `name`, if it exists, say that the stick is not complete, instead of showing a build number.

    The page keeps its entry and is written last. Raises OSError.
    """
    path = folder / name
    if path.is_file() and not path.is_symlink() and not _is_shared(path):
        _write_synced(path, NOT_WHOLE)


def withdraw(folder: Path, note: str, plan: StickPlan) -> None:
    """Delete the note of the build, `note`, and those of earlier builds: the stick is not complete. Raises OSError."""
    for name in (note, *filter(is_build_note, plan.remove)):
        (folder / name).unlink(missing_ok=True)


def make_room(folder: Path, plan: StickPlan) -> None:
    """Delete our files and folders that are no longer needed. Raises OSError."""
    for name in plan.remove:
        (folder / name).unlink(missing_ok=True)  # a note is gone already
    for name in plan.empty:
        with contextlib.suppress(OSError):  # it holds other files too
            (folder / name).rmdir()


def make_entries(
    folder: Path, files: Sequence[StickFile], changed: Sequence[StickFile], *, is_ordered: bool, io: StickIo
) -> tuple[StickFile, ...]:
    """Make an entry for each of `files`, of which `changed` differ; return the files to write, in play order.

    A file that is out of order gets a new entry, so it is written too. Raises NoOrderError, OSError.
    """
    for file in changed:
        if _is_shared(folder / file.file):  # a hard link: a write here would change a file elsewhere
            (folder / file.file).unlink()
    names = [file.file for file in files]
    stale = {file.file for file in changed}
    for inner in ("", *parent_folders(names)):
        below = [name[len(inner) :].lstrip("/") for name in names if name.startswith(f"{inner}/") or not inner]
        slots = io.open_slots(folder / inner, by_folder(below))
        wanted = tuple(dict.fromkeys(name.partition("/")[0] for name in below))
        made = arrange(slots, wanted, io.holes_at_most) if is_ordered else _create(slots, wanted)
        stale |= {f"{inner}/{name}".lstrip("/") for name in made}
        sync_folder(folder / inner)
    return tuple(file for file in files if file.file in stale)


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


def fill_entries(source: StickSource, folder: Path, files: Iterable[StickFile], tell: Tell, io: StickIo) -> None:
    """Write `files` into their entries, one after another. Raises OSError."""
    for file in files:
        overwrite(folder / file.file, source.chunks(file, io.chunk_bytes), tell, io)


def overwrite(target: Path, chunks: Iterable[bytes], tell: Tell, io: StickIo) -> None:
    """Write `chunks` into `target` and sync it; the entry keeps its place in the directory. Raises OSError."""
    handle = os.open(target, os.O_WRONLY | PLAIN_FILE)
    try:
        os.ftruncate(handle, 0)
        bypass_cache(handle)
        for chunk in chunks:
            write_all(handle, chunk, io.write)
            tell(len(chunk))
        io.flush(handle)
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Make the system write everything that it still holds for the device. After this the stick may be unplugged."""
    sync_folder(folder)
    if hasattr(os, "sync"):  # Windows writes through to sticks: flushing each file is enough there
        os.sync()


@dataclass(frozen=True, slots=True)
class ArchiveResult:
    """`is_new`: the file was written; otherwise the old one was read and is right. `before` is the old playlist."""

    is_new: bool
    before: str | None


def to_zip(source: StickSource, target: Path, signer: StickSigner, tell: StickEmit, io: StickIo) -> ArchiveResult:
    """Write a zip. Raises DeviceError if the target is another file, BuildError, OSError."""
    total = sum(file.bytes for file in source.files)
    before = None
    if os.path.lexists(target):
        tell(Phase("look", total))
        proof = prove(Zip(target), byte_reporter(tell))
        _require_ours(Zip(target), target)
        if proof.is_whole and proof.manifest == source.stick and signer.has_sealed(source.stick, proof.seal):
            return ArchiveResult(is_new=False, before=source.stick.playlist)
        before = proof.manifest.playlist if proof.manifest else None
    volume = io.volume_at(target.parent)
    path = str(target.parent)
    problems = [problem for problem in volume_problems(volume, (), path) if problem.severity == "error"]
    problems += room_problems(volume, source.files, (), path)
    if problems:
        raise DeviceError(problems)
    temp = target.with_name(f".{target.name}.part")
    sealed = replace(source, seal=signer.begin(source.stick, target.name))
    try:
        _write_and_prove(sealed, temp, tell, io)
        replace_file(temp, target)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    signer.end(source.stick, target.name)
    return ArchiveResult(is_new=True, before=before)


def _read(source: StickSource, file: StickFile, tell: StickEmit, chunk_bytes: int) -> Iterator[bytes]:
    for chunk in source.chunks(file, chunk_bytes):
        yield chunk
        tell(Moved(len(chunk)))


def _require_ours(contents: Zip, target: Path) -> None:
    """Raise DeviceError if `target` holds other files: they would be lost."""
    entries = contents.entries()
    stick = find_manifest(contents, entries).manifest
    owned = stick.owned() if stick else frozenset[str]()
    if (names := other_files(entries, owned, parent_folders(owned))) or stick is None:
        facts = {"path": str(target), "files": first_names(names)}
        raise DeviceError(Problem("target-not-ours", None, facts))


def _write_and_prove(source: StickSource, temp: Path, tell: StickEmit, io: StickIo) -> None:
    total = sum(file.bytes for file in source.files)
    tell(Phase("write", total))
    temp.unlink(missing_ok=True)  # of a killed run; a link there would lead elsewhere
    with temp.open("xb") as out:
        bypass_cache(out.fileno())
        # The files in play order, the manifest, its seal, and the note that names the build. A program that unpacks a
        # zip writes track 001 first, and the build's name appears last.
        stick = stick_manifest_bytes(source.stick)
        files = [
            Payload(file.file, file.bytes, partial(_read, source, file, tell, io.chunk_bytes)) for file in source.files
        ]
        seal = [Payload(STICK_SEAL, len(source.seal), lambda: [source.seal])] if source.seal else []
        write_zip(out, [*files[:-1], Payload(STICK_MANIFEST, len(stick), lambda: [stick]), *seal, files[-1]])
        out.flush()
        io.flush(out.fileno())
    tell(Phase("read", total))
    contents = Zip(temp)
    entries = contents.entries()
    problems = list(differences(contents, source.files, byte_reporter(tell)))
    if find_manifest(contents, entries).manifest != source.stick:
        problems.append(Problem("stick-file-changed", None, {"file": STICK_MANIFEST}))
    if source.seal and find_seal(contents, entries) != source.seal.decode():
        problems.append(Problem("stick-file-changed", None, {"file": STICK_SEAL}))
    if problems:
        raise DeviceError(problems)
