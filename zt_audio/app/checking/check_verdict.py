"""Say what a check found and what it depends on, so that a check of the same project has nothing to do.

What was found is used again only if nothing differs: the program, the packages, every file of the project, the voices
of this computer, the day.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zt_audio.content.files import content_files, is_places_file, unread_names
from zt_audio.model import Problem, RepairedWord, Where
from zt_audio.published.inputs import files_digest, recordings_digest, voices_digest
from zt_audio.store.records import key_of
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import JOURNAL_FOLDER


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
    """What a check depends on: the bytes of each file of places, and a digest of everything else."""

    rest: str
    places: Mapping[str, bytes]  # by the name that people see

    @property
    def key(self) -> str:
        """Return a digest of all of it."""
        return key_of(self.rest, {name: hashlib.sha256(data).hexdigest() for name, data in self.places.items()})


def check_inputs(workspace: Workspace, code: str, today: date | None) -> CheckInputs:
    """Return what a check of `workspace` by the program `code` depends on. Raises OSError.

    Besides the bytes of content these are voices, file names that are warned about, and the day. Each other file below
    appeals/ and journal/ counts by its place, size and time: a link may lead elsewhere to the same bytes.
    """
    root = workspace.root
    files = content_files(root)
    places = dict.fromkeys(path for path in files if is_places_file(root, path) and path.is_file())
    rest = key_of(
        "check",
        str(root),
        code,
        voices_digest(root),
        files_digest(root, (path for path in files if path not in places)),
        recordings_digest(workspace.recordings),
        unread_names(root),
        stamps([workspace.appeals, root / JOURNAL_FOLDER], places),
        today.isoformat() if today else "",
    )
    return CheckInputs(rest, {path.relative_to(root).as_posix(): path.read_bytes() for path in places})


def stamps(folders: Iterable[Path], without: Collection[Path] = ()) -> list[object]:
    """Return the place, size and time of every file below `folders`; a link may lead elsewhere. Raises OSError."""
    found: list[object] = []
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if not path.is_dir() and path not in without):
            facts = path.lstat()
            target = os.path.realpath(path) if path.is_symlink() else ""
            found.append([str(path), target, facts.st_size, facts.st_mtime_ns])
    return found


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by their places, the same for the same problems."""
    return tuple(
        sorted(problems, key=lambda p: (p.where is None, p.where or Where(""), p.slug, str(sorted(p.facts.items()))))
    )
