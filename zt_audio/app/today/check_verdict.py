"""Say what a check found and what it depends on, so that a check of the same project has nothing to do.

What was found is used again only if nothing differs: the program, the packages, every file of the project, the voices
of this computer, the day.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zt_audio.content.files import content_files, find_files, unread_names
from zt_audio.model import Problem, RepairedWord, Where
from zt_audio.published.inputs import files_digest, recordings_digest, voices_digest
from zt_audio.store.records import key_of
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import JOURNAL_FOLDER

FolderStamps = list[list[str | int]]  # place, where a link leads, size and time of each file


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """The problems of a project, the ids that no playlist uses, and the exit code of errors outside the content.

    `repaired` are the words that are read as if they were typed well.
    """

    problems: tuple[Problem, ...]
    unused_appeals: tuple[str, ...]
    unused_places: tuple[str, ...]
    has_content: bool  # False where the content could not be read, so that nothing is known of what is unused
    error_code: int
    repaired: tuple[RepairedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckInputs:
    """What a check depends on: the bytes of each file of places, and a digest of everything else.

    `files` are the stamps of all of them, as they were before they were read.
    """

    rest: str
    places: Mapping[str, bytes]  # by the name that people see
    files: FolderStamps

    @property
    def key(self) -> str:
        """Return a digest of all of it."""
        return key_of(self.rest, {name: hashlib.sha256(data).hexdigest() for name, data in self.places.items()})


def check_inputs(workspace: Workspace, code: str, today: date | None) -> CheckInputs:
    """Return what a check of `workspace` by the program `code` depends on. Raises OSError.

    Besides the bytes of content these are voices, file names that are warned about, and the day. Each other file below
    appeals/ and journal/ counts by its place, size and time: a link may lead elsewhere to the same bytes.
    """
    root, files = workspace.root, checked_stamps(workspace)
    places = [file for file in find_files(root)[0] if file.kind == "places" and file.target and file.path.is_file()]
    apart = {str(file.path) for file in places}
    rest = key_of(
        "check",
        str(root),
        code,
        voices_digest(root),
        files_digest(root, (path for path in content_files(root) if str(path) not in apart)),
        recordings_digest(workspace.recordings),
        unread_names(root),
        [each for each in files if each[0] not in apart],
        today.isoformat() if today else "",
    )
    return CheckInputs(rest, {file.name: file.path.read_bytes() for file in places}, files)


def checked_stamps(workspace: Workspace) -> FolderStamps:
    """Return the stamps of all files that a check reads but voices. Raises OSError."""
    return stamps([workspace.appeals, workspace.root / JOURNAL_FOLDER])


def stamps(folders: Iterable[Path]) -> FolderStamps:
    """Return the place, size and time of every file below `folders`; a link may lead elsewhere. Raises OSError."""
    found: FolderStamps = []
    for above, _, names in (place for folder in folders for place in os.walk(folder)):
        for path in (f"{above}{os.sep}{name}" for name in names):
            facts = os.lstat(path)
            target = os.path.realpath(path) if stat.S_ISLNK(facts.st_mode) else ""
            found.append([path, target, facts.st_size, facts.st_mtime_ns])
    return sorted(found)


def sorted_by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by their places, the same for the same problems."""
    return tuple(
        sorted(problems, key=lambda p: (p.where is None, p.where or Where(""), p.slug, str(sorted(p.facts.items()))))
    )
