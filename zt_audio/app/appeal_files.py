"""Remove an appeal, or give its file another name, in every playlist that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.edit import save_edits
from zt_audio.app.edits import Edit, FileEdit, NewFile, RemoveFile, Saved
from zt_audio.app.new_content import free_id
from zt_audio.app.saving import text_of_file
from zt_audio.app.trust_records import moved_appeal_records
from zt_audio.app.workbench import BilingualTexts, View
from zt_audio.content.changes import Remove, SetText
from zt_audio.content.tree import Node, items, mapping, texts
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where
from zt_audio.speech.recordings import read_recordings

__all__ = ["AppealUse", "appeal_uses", "remove_appeal", "rename_appeal"]

_ListPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class AppealUse:
    """A playlist that plays an appeal, at so many stops; `is_last` where some stop would have nothing else to play."""

    playlist: str
    title: BilingualTexts
    is_last: bool


def appeal_uses(view: View, appeal: str) -> tuple[AppealUse, ...]:
    """Return the playlists that have `appeal` in one of their lists, also where a file of them has mistakes."""
    return tuple(
        AppealUse(file.id, view.texts(file.name, "title"), any(set(names) == {appeal} for _path, names in found))
        for file in view.files.values()
        if file.kind == "playlist" and (found := list(_lists_with(view.trees.get(file.name), appeal)))
    )


def remove_appeal(root: Path, view: View, appeal: str, by: str, seen: str, *, everywhere: bool) -> Saved:
    """Delete the file of `appeal`, and take it out of each playlist if `everywhere`. `seen` is the file's digest.

    Raises ContentError appeal-used, appeal-alone; and as `save_edits` does.
    """
    uses = appeal_uses(view, appeal)
    if uses and not everywhere:
        raise ContentError(_about(uses[0], "appeal-used"))
    if alone := next((use for use in uses if use.is_last), None):
        raise ContentError(_about(alone, "appeal-alone"))
    edits: list[Edit] = [RemoveFile(_file(appeal), seen)]
    for use in uses:
        changes = [
            Remove((*path, position), appeal)
            for path, names in _lists_with(view.trees.get(_playlist(use)), appeal)
            for position in range(len(names) - 1, -1, -1)
            if names[position] == appeal
        ]
        edits.append(FileEdit(_playlist(use), tuple(changes)))
    return save_edits(root, edits, by)


def rename_appeal(root: Path, view: View, appeal: str, name: str, by: str) -> Saved:
    """Give the file of `appeal` the id `name`, in each playlist, too; its pairs and its approval go along.

    Raises ContentError appeal-recorded, appeal-id-taken, approval-names-id; and as `save_edits` does.
    """
    recorded = read_recordings(root / "appeals" / "recordings")[0]
    if any(part.kind == "appeal" and part.subject == appeal for part in recorded):
        raise ContentError(Problem("appeal-recorded", Where(_file(appeal))))
    taken = {file.id for file in view.files.values() if file.kind == "text"}
    if name in taken:
        raise ContentError(Problem("appeal-id-taken", Where(_file(name)), {"id": name, "right": free_id(name, taken)}))
    text = text_of_file(root, _file(appeal))
    edits: list[Edit] = [RemoveFile(_file(appeal), view.files[_file(appeal)].digest), NewFile(_file(name), text)]
    for use in appeal_uses(view, appeal):
        changes = [
            SetText((*path, position), appeal, name)
            for path, names in _lists_with(view.trees.get(_playlist(use)), appeal)
            for position, each in enumerate(names)
            if each == appeal
        ]
        edits.append(FileEdit(_playlist(use), tuple(changes)))
    return save_edits(root, [*edits, *moved_appeal_records(root, appeal, name)], by)


def _file(appeal: str) -> str:
    return f"appeals/texts/{appeal}.yaml"


def _playlist(use: AppealUse) -> str:
    return f"appeals/playlists/{use.playlist}.yaml"


def _about(use: AppealUse, slug: str) -> Problem:
    return Problem(slug, Where(_playlist(use)), {"id": use.playlist})


def _lists_with(playlist: Node | None, appeal: str) -> Iterator[tuple[_ListPath, list[str]]]:
    """Yield the path and the names of each list of `playlist` that has `appeal`."""
    stops = enumerate(items(mapping(playlist).get("stops")))
    lists: list[tuple[_ListPath, Node | None]] = [(("appeals",), mapping(playlist).get("appeals"))]
    lists += ((("stops", number, "appeals"), mapping(stop).get("appeals")) for number, stop in stops)
    for path, node in lists:
        names = [text.value for text in texts(node)]
        if appeal in names:
            yield path, names
