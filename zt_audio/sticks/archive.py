"""Write a zip: make a new file beside the target, read it back, then replace the target."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.events import Moved, Phase, StickEmit
from zt_audio.model import Problem
from zt_audio.sticks.changes import first_names, other_files
from zt_audio.sticks.contents import Payload, Zip, find_manifest, find_seal, write_zip
from zt_audio.sticks.manifest import STICK_MANIFEST, STICK_SEAL, StickFile, parent_folders, stick_manifest_bytes
from zt_audio.sticks.raw_io import bypass_cache, byte_reporter
from zt_audio.sticks.source import StickSource
from zt_audio.sticks.verify import StickSigner, differences, prove
from zt_audio.sticks.volume import StickIo, room_problems, volume_problems
from zt_audio.store.disk import replace_file, sync_folder


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
    names = other_files(entries, owned, parent_folders(owned))
    if names or stick is None:
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
