"""Keep former bytes of the texts of staff, and change several files by one intention that survives a kill."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.model import Problem
from zt_audio.store.disk import (
    drop_torn_files,
    is_inside,
    is_reached_directly,
    require_no_links,
    sync_folder,
    write_atomic,
)
from zt_audio.store.state_file import read_json, read_regular
from zt_audio.store.workspace import APPEALS, Workspace
from zt_audio.trust.journal import (
    Deed,
    append_lines,
    heal_journal,
    is_machine,
    journal_file,
    journal_head,
    next_lines,
)

HISTORY = ".zt-history"  # beside appeals/; outside the cache, because nothing can make it again
_MOST_BYTES = 2**25  # a build of 999 stops has 5 MB, and what comes from elsewhere may unpack to anything
_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(data: bytes) -> str:
    """Return the name under which `data` is kept."""
    return hashlib.sha256(data).hexdigest()


def keep_bytes(root: Path, data: bytes, *, syncs_folder: bool = True) -> str:
    """Keep `data` in the history of the project at `root` and return its digest. Raises OSError.

    Who keeps much without `syncs_folder` calls `sync_history` before it counts on it. To pack a build of 500 stops a
    twelfth smaller would take two and a half times as long.
    """
    digest = digest_of(data)
    if kept_bytes(root, digest) is None:
        write_atomic(root / HISTORY / digest, zlib.compress(data), syncs_folder=syncs_folder)
    return digest


def sync_history(root: Path) -> None:
    sync_folder(root / HISTORY)


def kept_bytes(root: Path, digest: str) -> bytes | None:
    """Return what is kept under `digest`, proved by it; None where there is nothing, or it cannot be read."""
    with suppress(OSError):
        return read_kept(root, digest)
    return None


def read_kept(root: Path, digest: str) -> bytes | None:
    """Return what is kept under `digest`; None where nothing is kept or it is damaged. Raises OSError."""
    path = root / HISTORY / digest
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        return None
    try:
        data = zlib.decompressobj().decompress(read_regular(path, _MOST_BYTES), _MOST_BYTES)
    except zlib.error:
        return None
    return data if digest_of(data) == digest else None


ABANDONED = "text.abandoned"  # a decided change that another program was quicker than, or that the disk refused


@dataclass(frozen=True, slots=True)
class FileVersions:
    """A file, relative to the project, and the digests of its bytes before and after; None where there is no file."""

    file: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What had to be set right after a kill: the journal's last line, files that were finished or left as they are."""

    healed: bool = False
    finished: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Intention:
    machine: str
    before: int  # lines of the journal
    lines: tuple[str, ...]
    deeds: tuple[Deed, ...]
    versions: tuple[FileVersions, ...]


def carry_out(
    workspace: Workspace, machine: str, changes: Sequence[tuple[Deed, FileVersions]], at: datetime
) -> tuple[str, ...]:
    """Decide `changes`, whose bytes are in the history, write their lines and the files.

    Return the files that another program has changed in this moment: they are left as they are. The edit lock must be
    held, and an earlier change finished. Raises OSError where the disk refuses a part of it: then nothing is changed.
    Raises DeviceError `edit-unfinished` where it does not let the change be taken back either: `finish_edit` goes on.
    """
    deeds = tuple(deed for deed, _ in changes)
    versions = tuple(version for _, version in changes)
    head = journal_head(journal_file(workspace.root, machine))
    intention = _Intention(machine, head.n, next_lines(head, deeds, at), deeds, versions)
    _decide(workspace, intention)
    try:
        return _finish(workspace, intention, at)
    except OSError as refused:
        try:
            _take_back(workspace, intention, at)
        except OSError:
            facts = {"reason": refused.strerror or str(refused)}
            raise DeviceError(Problem("edit-unfinished", None, facts)) from refused
        raise


def _decide(workspace: Workspace, intention: _Intention) -> None:
    write_atomic(workspace.decided_edit, json.dumps(asdict(intention), ensure_ascii=False).encode())


def _take_back(workspace: Workspace, intention: _Intention, at: datetime) -> None:
    """Decide the contrary of `intention` in its place, and carry it out. Raises OSError."""
    path = journal_file(workspace.root, intention.machine)
    heal_journal(path)
    head = journal_head(path)
    deeds = tuple(replace(deed, did=ABANDONED) for deed in intention.deeds)
    lines = next_lines(head, deeds[: head.n - intention.before], at)  # of what the journal tells already
    versions = tuple(FileVersions(each.file, each.new, each.old) for each in intention.versions)
    contrary = replace(intention, before=head.n, lines=lines, deeds=deeds, versions=versions)
    _decide(workspace, contrary)
    _finish(workspace, contrary, at)


def finish_edit(workspace: Workspace, machine: str, at: datetime) -> Recovery:
    """Finish what a killed run had decided, and heal the journal. The edit lock must be held.

    Raises OSError, DeviceError `link-in-project` where a link stands for what the program writes.
    """
    root = workspace.root
    require_no_links(root, root / HISTORY, journal_file(root, machine), workspace.decided_edit)
    healed = heal_journal(journal_file(workspace.root, machine))
    if (intention := _read(workspace)) is None:
        workspace.decided_edit.unlink(missing_ok=True)
        return Recovery(healed)
    if intention.machine != machine:
        heal_journal(journal_file(workspace.root, intention.machine))
    abandoned = _finish(workspace, intention, at)
    finished = tuple(version.file for version in intention.versions if version.file not in abandoned)
    return Recovery(healed, finished, abandoned)


def _read(workspace: Workspace) -> _Intention | None:
    """Return what was decided; a project may come from anyone, so its files must be content. Raises OSError."""
    path = workspace.decided_edit
    if path.is_file():
        read_regular(path)  # what cannot be read just now is not damaged, and may not be dropped
    found = read_json(path, _Intention)
    if found is None or not is_machine(found.machine) or len(found.deeds) != len(found.versions):
        return None
    names = [version.file for version in found.versions]
    return found if all(is_inside(name) and name.startswith(f"{APPEALS}/") for name in names) else None


def _finish(workspace: Workspace, intention: _Intention, at: datetime) -> tuple[str, ...]:
    path = journal_file(workspace.root, intention.machine)
    if (written := journal_head(path).n - intention.before) < len(intention.lines):
        append_lines(path, intention.lines[written:])
    abandoned = [version.file for version in intention.versions if not _write(workspace.root, version)]
    for folder in {(workspace.root / version.file).parent for version in intention.versions}:
        if is_reached_directly(workspace.root, folder):
            drop_torn_files(folder)  # of a killed run; the lock is held; once: an import writes 2 000 files
        sync_folder(folder)
    if abandoned and written <= len(intention.lines):  # else an interrupted run has written these lines, too
        pairs = zip(intention.deeds, intention.versions, strict=True)
        deeds = [replace(deed, did=ABANDONED) for deed, version in pairs if version.file in abandoned]
        append_lines(path, next_lines(journal_head(path), deeds, at))
    workspace.decided_edit.unlink(missing_ok=True)
    return tuple(abandoned)


def _write(root: Path, version: FileVersions) -> bool:
    """Bring a file from its old version to the new one; return False where it is neither. Raises OSError."""
    path = root / version.file
    if not is_reached_directly(root, path):
        return False
    there = digest_of(read_regular(path)) if path.exists() else None
    if there == version.new:
        return True
    data = read_kept(root, version.new) if version.new else None
    if there != version.old or (version.new and data is None):
        return False
    if data is None:
        path.unlink()
    else:
        write_atomic(path, data, syncs_folder=False)
    return True
