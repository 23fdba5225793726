"""Targets that are one file, a zip or an image: written beside, read back, and put into place as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zt_audio.errors import DeviceError
from zt_audio.events import Moved, Phase, StickEmit
from zt_audio.model import Problem
from zt_audio.sticks import manifest
from zt_audio.sticks.changes import foreign
from zt_audio.sticks.contents import Contents, Payload, find_manifest
from zt_audio.sticks.fat32.image import Image, write_image
from zt_audio.sticks.fat32.layout import boot_area, geometry_for
from zt_audio.sticks.raw_io import bypass_cache, chunks_of, flush
from zt_audio.sticks.source import StickSource
from zt_audio.sticks.verify import differences, prove
from zt_audio.sticks.volume import misfits, needed_bytes, volume_at
from zt_audio.sticks.zip_file import Zip, write_zip
from zt_audio.store.atomic import replace_file, sync_folder

Write = Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Done:
    """`is_new`: it was written; otherwise what was there was read and is right."""

    is_new: bool
    before: str | None
    warnings: tuple[Problem, ...]


def to_zip(source: StickSource, target: Path, tell: StickEmit) -> Done:
    """Write a zip. Raises DeviceError where a file is in the way that is not ours, BuildError, OSError."""
    return _whole(source, target, Zip, lambda out: write_zip(out, _payloads(source, tell)), tell)


def to_image(source: StickSource, target: Path, tell: StickEmit) -> Done:
    """Write a FAT32 image; one that is there keeps its size and its name. Raises as `to_zip` does.

    The root of the image that is replaced must be empty or ours: an image is never formatted, only filled.
    """

    def write(out: BinaryIO) -> None:
        payloads = _payloads(source, tell)
        if target.exists():
            old = Image(target)
            write_image(out, old.boot, old.geometry, old.labels, payloads)
        else:
            geometry = geometry_for(sum(payload.size_bytes for payload in payloads), len(payloads))
            volume_id = int(source.files[0].sha256[:8], 16)  # no clock, no chance: the same content, the same image
            write_image(out, boot_area(geometry, volume_id), geometry, b"", payloads)

    return _whole(source, target, Image, write, tell)


def _payloads(source: StickSource, tell: StickEmit) -> list[Payload]:
    """Return the files in play order, and the list last: who unpacks the zip writes track 001 first."""
    stick = manifest.to_bytes(source.stick)
    files = [
        Payload(file.file, file.bytes, lambda path=source.folder / file.file: _read(path, tell))  # type: ignore[misc]
        for file in source.files
    ]
    return [*files, Payload(manifest.FILE_NAME, len(stick), lambda: [stick])]


def _read(path: Path, tell: StickEmit) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        for chunk in chunks_of(file):
            yield chunk
            tell(Moved(len(chunk)))


def _whole(source: StickSource, target: Path, kind: Callable[[Path], Contents], write: Write, tell: StickEmit) -> Done:
    total = sum(file.bytes for file in source.files)
    before = None
    if os.path.lexists(target):
        tell(Phase("look", total))
        proof = prove(kind(target), lambda count: tell(Moved(count)))
        _require_ours(kind(target), target)
        if proof.is_whole and proof.manifest == source.stick:
            return Done(is_new=False, before=source.stick.playlist, warnings=())
        before = proof.manifest.playlist if proof.manifest else None
    _require_room(source, target)
    temp = target.with_name(f".{target.name}.part")
    try:
        _write_and_prove(source, temp, kind, write, tell)
        replace_file(temp, target)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return Done(is_new=True, before=before, warnings=())


def _require_ours(contents: Contents, target: Path) -> None:
    """Raise DeviceError where `target` holds anything that is not ours: it would be lost."""
    entries = contents.entries()
    stick = find_manifest(contents, entries).manifest
    owned = stick.owned() if stick else frozenset[str]()
    names = foreign(entries, owned, manifest.folders_of(owned))
    if names or (stick is None and isinstance(contents, Zip)):
        facts = {"path": str(target), "files": ", ".join(names)}
        raise DeviceError(Problem("target-not-ours", None, facts))


def _require_room(source: StickSource, target: Path) -> None:
    volume = volume_at(target.parent)
    path = str(target.parent)
    problems = [problem for problem in misfits(volume, (), path) if problem.severity == "error"]
    lacking = needed_bytes(volume, source.files, ()) - volume.free_bytes
    if lacking > 0:
        problems.append(Problem("stick-full", None, {"path": path, "reason": f"{lacking // 2**20 + 1} MB"}))
    if problems:
        raise DeviceError(problems)


def _write_and_prove(
    source: StickSource, temp: Path, kind: Callable[[Path], Contents], write: Write, tell: StickEmit
) -> None:
    total = sum(file.bytes for file in source.files)
    tell(Phase("write", total))
    with temp.open("wb") as out:
        bypass_cache(out.fileno())
        write(out)
        out.flush()
        flush(out.fileno())
    tell(Phase("read", total))
    contents = kind(temp)
    problems = list(differences(contents, source.files, lambda count: tell(Moved(count))))
    if problems or find_manifest(contents, contents.entries()).manifest != source.stick:
        raise DeviceError(problems or Problem("stick-file-changed", None, {"file": manifest.FILE_NAME}))
