"""Save edits of the texts of staff: all or none, with the bytes before them kept and a line in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zt_audio.app.editing.edits import Edit, FileEdit, Saved
from zt_audio.app.editing.saving import read_file, require_file, saving_of
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.project import workspace_at
from zt_audio.content.yaml.changes import SetText
from zt_audio.content.yaml.edit import Conflict, EditConflict, path_in
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where
from zt_audio.suggestions import listed
from zt_audio.trust.history import FileVersions, kept_bytes


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
        data = read_file(require_file(root, file))
        path, before = path_in(data or b"", file, written)
        if isinstance(before, dict | list):
            steps = before if isinstance(before, dict) else range(len(before))
            facts = {"path": written, "names": listed([f"{written}/{step}" for step in steps])}
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
    data = kept_bytes(root, version)
    if data is None:
        raise ContentError(Problem("version-gone", None, {"version": version[:8]}))
    return data
