"""What a person wants changed in the files of a project, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from zt_audio.content.yaml.changes import Change, Insert, Move, Put, Remove, Rename, SetText
from zt_audio.content.yaml.edit import Conflict, EditConflict
from zt_audio.content.yaml.tree import Value
from zt_audio.store.state_file import read_regular
from zt_audio.trust.history import FileVersions, Recovery, digest_of

__all__ = [
    "Change",
    "Conflict",
    "Edit",
    "EditConflict",
    "FileEdit",
    "FileVersions",
    "Insert",
    "Move",
    "NewFile",
    "Put",
    "RecordEdit",
    "Recovery",
    "Remove",
    "RemoveFile",
    "Rename",
    "ReplaceText",
    "Saved",
    "SetText",
    "Value",
]


@dataclass(frozen=True, slots=True)
class FileEdit:
    """Changes of one file, made one by one; `file` is the name that people see: appeals/texts/littering.yaml."""

    file: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is not there yet; what `written_block` made all of is not parsed again: 5 s for 100 000 places."""

    file: str
    text: str
    is_written_by_block: bool = False


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """The whole text of a file; `seen` is the sha256 of what the person saw. Line ends stay those of the file."""

    file: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """Delete a file; `old` is the sha256 of what the person saw."""

    file: str
    old: str


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """A record of pairs or approvals, which gets another id in one step with its text.

    `data` are its new bytes (None: delete it), `seen` is the sha256 of those that were read (None: no file).
    """

    file: str
    data: bytes | None
    seen: str | None

    @classmethod
    def over(cls, root: Path, file: str, data: bytes | None) -> RecordEdit:
        """Return the edit of the record as it is now. Raises OSError."""
        path = root / file
        return cls(file, data, digest_of(read_regular(path)) if path.exists() else None)


Edit: TypeAlias = FileEdit | NewFile | ReplaceText | RemoveFile | RecordEdit


@dataclass(frozen=True, slots=True)
class Saved:
    """The sha256 of each file as it is now (None: deleted), and what an earlier kill had left undone.

    `changes` are the versions before and after of the files that were changed; `undo_edits` takes them.
    """

    digests: Mapping[str, str | None]
    recovery: Recovery = field(default_factory=Recovery)
    changes: tuple[FileVersions, ...] = ()
