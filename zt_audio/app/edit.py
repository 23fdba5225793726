"""Change the files of staff: one save of all its files or of none, what came of it, and what undoes it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.project import workspace_at
from zt_audio.app.roles import require_files
from zt_audio.content.files import ContentFile, content_file, find_files, id_problem
from zt_audio.content.yaml.changes import Change, Insert, Move, Put, Remove, Rename, SetText
from zt_audio.content.yaml.edit import Conflict, EditConflict, changed, path_in, pointer
from zt_audio.content.yaml.source import content_bytes, source_of
from zt_audio.content.yaml.tree import Value, parse_yaml
from zt_audio.errors import ContentError
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, Where
from zt_audio.store.disk import device_errors, is_inside, is_reached_directly, require_no_links
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import Workspace, edit_lock, user_data
from zt_audio.suggestions import joined_names, near_facts
from zt_audio.trust.history import (
    FileVersions,
    Recovery,
    carry_out,
    digest_of,
    finish_edit,
    keep_bytes,
    kept_bytes,
    sync_history,
)
from zt_audio.trust.journal import Deed, machine_id
from zt_audio.trust.memory import remember_journal
from zt_audio.trust.vouching import APPROVALS_FOLDER, PAIRS_FOLDER

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


_MOST_PATHS = 5  # of one save, in a line of the journal
_RECORD_MOVED = "record.moved"
_OF_KEYS = "key."


@contextmanager
def saving_of(root: Path) -> Iterator[Saving]:
    workspace = workspace_at(root)
    workspace.require_own_folders()
    with device_errors(workspace.root), edit_lock(workspace.cache):
        yield Saving(workspace)


class Saving:
    """The files that one save changes, read under the lock."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._machine = machine_id(user_data())
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}
        self._paths: dict[str, list[str]] = {}
        self.recovery = finish_edit(workspace, self._machine, datetime.now().astimezone())

    def plan(self, edit: Edit) -> None:
        """Find out what `edit` makes of its file. Raises EditConflict, ContentError."""
        if isinstance(edit, RecordEdit):
            self._bring_back(edit.file, edit.data, edit.seen or "")
            return
        file = require_file(self._workspace.root, edit.file)
        if file.name not in self._before:
            self._before[file.name] = self._after[file.name] = read_file(file)
        now = self._after[file.name]
        match edit:
            case FileEdit():
                self._after[file.name] = _with_changes(file, now, edit.changes)
                self._paths.setdefault(file.name, []).extend(pointer(change.path) for change in edit.changes)
            case NewFile():
                self._after[file.name] = _new_bytes(file, now, edit)
            case ReplaceText():
                self.replace_text(edit.file, edit.text, edit.seen)
            case RemoveFile():
                if now is None or digest_of(now) != edit.old:
                    raise EditConflict([Conflict(file.name, (), None, None, _shown(now))])
                self._after[file.name] = None

    def bring_back(self, name: str, data: bytes | None, seen: str | None) -> None:
        """Plan that the file `name` holds `data` again; `seen` is the digest of what the person saw, if that counts."""
        self._bring_back(require_file(self._workspace.root, name).name, data, seen)

    def undo(self, change: FileVersions, data: bytes | None) -> None:
        """Plan that a file, or a record that went along with it, holds `data` as before `change`."""
        self._bring_back(change.file, data, change.new or "")

    def _bring_back(self, name: str, data: bytes | None, seen: str | None) -> None:
        now = _bytes_of(self._workspace.root, name)
        if seen is not None and seen != (digest_of(now) if now is not None else ""):
            raise EditConflict([Conflict(name, (), None, None, _shown(now))])
        self._before[name], self._after[name] = now, data

    def replace_text(self, name: str, text: str, seen: str) -> None:
        """Plan that the file `name` holds `text`; `seen` is the digest of what the person saw."""
        now = read_file(require_file(self._workspace.root, name)) or b""
        ends = "\r\n" if b"\r\n" in now else "\n"
        mark = codecs.BOM_UTF8 if now.startswith(codecs.BOM_UTF8) else b""
        self.bring_back(name, mark + text.replace("\n", ends).encode(), seen)

    def save(self, by: str, did: str) -> Saved:
        root = self._workspace.root
        touched = [name for name, after in self._after.items() if after != self._before[name]]
        if not did.startswith(_OF_KEYS):  # app/vouching/keys.py asks who may make and end them
            require_files(root, (name for name in touched if not _is_record(root, name)), by)
        changes: list[tuple[Deed, FileVersions]] = []
        for name in touched:
            both = (self._before[name], self._after[name])
            old, new = (None if data is None else keep_bytes(root, data, syncs_folder=False) for data in both)
            done = _RECORD_MOVED if _is_record(root, name) else did
            changes.append((Deed(by, done, self._what(name), old, new), FileVersions(name, old, new)))
        sync_history(root)  # once: an import writes 500 files
        lost = carry_out(self._workspace, self._machine, changes, datetime.now().astimezone()) if changes else ()
        with suppress(OSError):  # it is done; the next change is remembered with it
            remember_journal(user_data(), root, self._machine)
        if lost:
            theirs = ((name, _bytes_of(root, name)) for name in lost)
            raise EditConflict(Conflict(name, (), None, None, _shown(data)) for name, data in theirs)
        digests = {name: None if data is None else digest_of(data) for name, data in self._after.items()}
        return Saved(digests, self.recovery, tuple(versions for _deed, versions in changes))

    def _what(self, name: str) -> str:
        paths = [*dict.fromkeys(self._paths.get(name, []))]
        more = ["…"] if len(paths) > _MOST_PATHS else []
        return f"{name}#{', '.join([*paths[:_MOST_PATHS], *more])}" if paths else name


def require_file(root: Path, name: str) -> ContentFile:
    """Return the file of content `name`. Raises ContentError, DeviceError `link-in-project`."""
    root = root.resolve()
    if (file := content_file(root, name)) is None:
        if is_inside(name):
            require_no_links(root, root / name)
        names = [found.name for found in find_files(root)[0]]
        raise ContentError(Problem("no-content-file", None, {"file": name, **near_facts(name, names)}))
    return file


def _is_record(root: Path, name: str) -> bool:
    """Tell whether `name` is a record of pairs or approvals, which is no content."""
    is_named_so = name.startswith((f"{PAIRS_FOLDER}/", f"{APPROVALS_FOLDER}/")) and is_inside(name)
    return is_named_so and is_reached_directly(root, root / name)


def _bytes_of(root: Path, name: str) -> bytes | None:
    """Return what a file of content or a record holds; None where there is none. Raises ContentError."""
    path = root / name
    if _is_record(root, name):
        return read_regular(path) if path.exists() else None
    return read_file(require_file(root, name))


def read_file(file: ContentFile) -> bytes | None:
    return content_bytes(file) if file.path.exists() else None


def text_of_file(root: Path, name: str) -> str:
    """Return what stands in a file that gets another name. Raises ContentError, DeviceError."""
    return source_of(read_file(require_file(root, name)) or b"", name).text


def _with_changes(file: ContentFile, data: bytes | None, changes: Sequence[Change]) -> bytes:
    """Return the new bytes; a list of texts or words that was left out may begin, an appeal or a playlist may not."""
    if data is None and file.kind in ("text", "playlist"):
        raise EditConflict([Conflict(file.name, (), None, None, None)])
    result = changed(data or b"", file.name, changes)
    known = {(problem.slug, problem.facts.get("key")) for problem in _unknown_keys(file, data or b"")}
    new = [p for p in _unknown_keys(file, result) if (p.slug, p.facts.get("key")) not in known]
    if new:  # a slip in the path: half a text may be saved, but not what no program reads
        raise ContentError(new)
    return result


def _unknown_keys(file: ContentFile, data: bytes) -> list[Problem]:
    from zt_audio.content.schema import validated

    tree, problems = parse_yaml(source_of(data, file.name))
    if tree is None or problems:
        return []
    return [problem for problem in validated(file.kind, tree)[1] if message_of(problem).misspells_key]


def _new_bytes(file: ContentFile, now: bytes | None, edit: NewFile) -> bytes:
    if wrong := id_problem(file.id) if file.is_named_by_staff else None:
        raise ContentError(Problem(wrong[0], Where(file.name), wrong[1]))
    if now is not None:
        raise EditConflict([Conflict(file.name, (), None, edit.text, _shown(now))])
    data = edit.text.encode()
    source = source_of(data, file.name)
    if not edit.is_written_by_block and (problems := parse_yaml(source)[1]):
        raise ContentError(problems)
    return data


def _shown(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")


def save_edits(root: Path, edits: Sequence[Edit], by: str = NOT_NAMED, did: str = "text.saved") -> Saved:
    """Save all of `edits` or none.

    Raises EditConflict with every edit that does not fit what the files hold now, ContentError where a file is none of
    this project's, cannot be changed safely, or is not for `by` to change; BuildError `busy`, DeviceError.
    """
    with saving_of(root) as saving:
        conflicts: list[Conflict] = []
        for edit in edits:
            try:
                saving.plan(edit)
            except EditConflict as error:
                conflicts += error.conflicts
        if conflicts:
            raise EditConflict(conflicts)
        return saving.save(by, did)


def set_text(
    root: Path, file: str, written: str, new: str, old: str | None = None, by: str = NOT_NAMED
) -> tuple[str | None, Saved]:
    """Write `new` at the path `written` (`text/ru`); return what stood there before. `old` is what must stand there.

    Raises ContentError `edit-not-text` where more than a text stands there, and as `save_edits` does.
    """
    file = file.replace("\\", "/")
    with saving_of(root) as saving:  # what stands there now is what the last save has decided
        path, before = path_in(read_file(require_file(root, file)) or b"", file, written)
        if isinstance(before, dict | list):
            steps = before if isinstance(before, dict) else range(len(before))
            facts = {"path": written, "names": joined_names([f"{written}/{step}" for step in steps])}
            raise ContentError(Problem("edit-not-text", Where(file), facts))
        saving.plan(FileEdit(file, (SetText(path, before if old is None else old, new),)))
        return before, saving.save(by, "text.saved")


def written_text(root: Path, file: str) -> str:
    """Return what stands in `file`, with U+FFFD for bytes that are no text.

    Raises ContentError where it is none of this project's or cannot be read, DeviceError where a link leads elsewhere.
    """
    return (read_file(require_file(root, file)) or b"").decode("utf-8-sig", "replace")


def replace_file_text(root: Path, file: str, text: str, seen: str, by: str = NOT_NAMED) -> Saved:
    """Write the whole of `file`; `seen` is the sha256 of what the person saw. Line ends stay those of the file.

    A file whose form is broken can be mended so. Raises as `save_edits` does.
    """
    with saving_of(root) as saving:
        saving.replace_text(file, text, seen)
        return saving.save(by, "text.saved")


def history_text(root: Path, version: str) -> str:
    """Return the text of the file with the sha256 `version`. Raises ContentError `version-gone`.

    What is not UTF-8, as a file that another program wrote and a person has mended since, has U+FFFD.
    """
    return _kept(workspace_at(root).root, version).decode("utf-8-sig", "replace")


def bring_back(root: Path, file: str, version: str | None, by: str = NOT_NAMED, seen: str | None = None) -> Saved:
    """Let `file` be what it was in `version`, as a new version; None: it was not there. `seen`: what the person saw.

    Raises ContentError `version-gone`, and as `save_edits` does.
    """
    data = None if version is None else _kept(workspace_at(root).root, version)
    with saving_of(root) as saving:
        saving.bring_back(file, data, seen)
        return saving.save(by, "text.brought-back")


def undo_edits(root: Path, changes: Sequence[FileVersions], by: str = NOT_NAMED) -> Saved:
    """Let each file be what it was before `changes`, as new versions, all or none.

    Raises EditConflict where a file was changed again, ContentError `version-gone`, and as `save_edits` does.
    """
    before = [(each, None if each.old is None else _kept(workspace_at(root).root, each.old)) for each in changes]
    with saving_of(root) as saving:
        for each, data in before:
            saving.undo(each, data)
        return saving.save(by, "text.brought-back")


def _kept(root: Path, version: str) -> bytes:
    if (data := kept_bytes(root, version)) is None:
        raise ContentError(Problem("version-gone", None, {"version": version[:8]}))
    return data
