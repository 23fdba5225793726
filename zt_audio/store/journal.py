"""Put a set of new files in place as one change, by a redo journal.

1. New files are written below `output/.staging/`, each synced; so is the journal itself.
2. The journal, `output/.journal.json`, names every move and removal and proves itself by a digest. The change is
   decided at the moment when the journal is there; before that, the next run deletes the staged files.
3. `finish` marks each folder that it touches with NOT_READY.TXT, moves files, removes files, puts the manifest in
   place, and deletes the marks and then the journal. Every step may be done twice: after a kill it is repeated.

A journal may come with a project from anyone: one that names a file outside output/ counts as damaged, and nothing is
moved or deleted through a link.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zt_audio.store.disk import is_inside, is_same_file, replace_file, require_no_links, sync_folder, write_synced
from zt_audio.store.state_file import from_tree, parse_json, read_json

MANIFEST_FILE = "manifest.json"
STAGING = ".staging"
JOURNAL = ".journal.json"
NOT_READY = "NOT_READY.TXT"
_MARK = (  # all languages at once: the file is read where the folder was copied to, without this program
    "ДАЙЫН ЕМЕС: бұл қалтаны көшірмеңіз. Мына пәрменді қайта беріңіз: zt-audio build\r\n"
    "НЕ ГОТОВО: не копируйте эту папку. Выполните zt-audio build ещё раз.\r\n"
    "NOT READY: do not copy this folder. Run zt-audio build again.\r\n"
).encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class _JournalFile:
    """`body` is the JSON of a Change."""

    sha256: str
    body: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit does, relative to output/: staged files to move in, our files to delete."""

    moves: tuple[str, ...]
    removals: tuple[str, ...]

    @property
    def folders(self) -> tuple[str, ...]:
        return tuple(sorted({name.split("/")[0] for name in (*self.moves, *self.removals)}))

    @property
    def inner_folders(self) -> tuple[str, ...]:
        """Return the folders inside those of the playlists, the innermost first."""
        paths = {str(path) for name in (*self.moves, *self.removals) for path in PurePosixPath(name).parents}
        return tuple(sorted((path for path in paths if "/" in path), reverse=True))


def staged(output: Path, name: str) -> Path:
    """Return where the new version of `output/name` is to be written."""
    return output / STAGING / name


def clear_staging(output: Path) -> None:
    """Delete what an interrupted build left before its change was decided."""
    shutil.rmtree(output / STAGING, ignore_errors=True)


def commit(output: Path, change: FileChange, new_manifest: Iterable[bytes]) -> None:
    """Decide `change` by writing the journal, then carry it out. After an OSError `recover` continues.

    `new_manifest` are the pieces of that file.
    """
    (output / STAGING).mkdir(parents=True, exist_ok=True)
    write_synced(staged(output, MANIFEST_FILE), new_manifest)
    write_synced(staged(output, JOURNAL), [_journal(change)])
    folders = ("", *change.folders, *change.inner_folders)
    for folder in (folder for name in folders if (folder := staged(output, name)).is_dir()):
        sync_folder(folder)
    replace_file(staged(output, JOURNAL), output / JOURNAL)
    sync_folder(output)
    finish(output, change)


def _journal(change: FileChange) -> bytes:
    body = json.dumps({"moves": change.moves, "removals": change.removals})
    return json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "body": body}).encode()


def pending(output: Path) -> FileChange | None:
    """Return the decided change that is not finished, or None."""
    found = read_json(output / JOURNAL, _JournalFile)
    if found is None or hashlib.sha256(found.body.encode()).hexdigest() != found.sha256:
        return None
    try:
        change = from_tree(parse_json(found.body.encode()), FileChange)
    except ValueError:
        return None
    names = (*change.moves, *change.removals)
    return change if all("/" in name and is_inside(name) for name in names) else None


def recover(output: Path) -> bool:
    """Finish a decided change that was interrupted, or drop an undecided one; return whether a change was finished.

    A damaged journal decides nothing: the next build sees the files that were moved, and repairs the folder.
    """
    if (change := pending(output)) is not None:
        finish(output, change)
    else:
        (output / JOURNAL).unlink(missing_ok=True)
        clear_staging(output)
    return change is not None


def abandon(output: Path) -> None:
    """Delete what was staged for a change that was not decided."""
    if pending(output) is None:
        clear_staging(output)


def finish(output: Path, change: FileChange) -> None:
    """Carry out `change`; an earlier, interrupted run may already have done some steps.

    Raises OSError, DeviceError `link-in-project`.
    """
    folders = ("", *change.folders, *change.inner_folders)
    require_no_links(output, *(place for name in folders for place in (output / name, staged(output, name))))
    for folder in change.folders:
        # Put the mark into `folder` in one step: what has its name may be a link to a file of the user. A new folder
        # is made last, so that it hardly ever is there without its mark; empty it is as if it were not there.
        mark = staged(output, f"{folder}/{NOT_READY}")
        mark.parent.mkdir(parents=True, exist_ok=True)
        write_synced(mark, [_MARK])
        (output / folder).mkdir(exist_ok=True)
        replace_file(mark, output / folder / NOT_READY)
        sync_folder(output / folder)
    for name in change.moves:
        (output / name).parent.mkdir(exist_ok=True, parents=True)
        _move(staged(output, name), output / name)
    for name in change.removals:
        if not (output / name).is_dir() and not _is_moved(output, name, change):  # a folder here is not ours
            (output / name).unlink(missing_ok=True)
    for folder in (*change.inner_folders, *change.folders):
        sync_folder(output / folder)
    _move(staged(output, MANIFEST_FILE), output / MANIFEST_FILE)
    sync_folder(output)
    unmark(output, change.folders)
    for folder in (*change.inner_folders, *change.folders):
        if (output / folder).is_dir() and not any((output / folder).iterdir()):
            (output / folder).rmdir()
    (output / JOURNAL).unlink(missing_ok=True)
    clear_staging(output)


def unmark(output: Path, folders: Sequence[str]) -> None:
    """Delete the marks in `folders`: they are whole."""
    for folder in folders:
        (output / folder / NOT_READY).unlink(missing_ok=True)


def _move(source: Path, target: Path) -> None:
    if source.exists():  # otherwise an interrupted run has moved it
        replace_file(source, target)


def _is_moved(output: Path, name: str, change: FileChange) -> bool:
    """Tell whether `name` is a file that was just moved in under a name that differs in case alone."""
    near = (move for move in change.moves if move.casefold() == name.casefold())
    return any(is_same_file(output / move, output / name) for move in near)


def not_ready(output: Path, folders: Sequence[str]) -> tuple[str, ...]:
    """Return those of `folders` that are marked as not ready."""
    return tuple(folder for folder in folders if (output / folder / NOT_READY).exists())
