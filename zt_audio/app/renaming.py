"""Rename or remove an appeal, a place or a playlist everywhere at once; what people vouched for goes along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zt_audio.app.edit import Edit, FileEdit, NewFile, RecordEdit, RemoveFile, Saved, save_edits, text_of_file
from zt_audio.app.places.places import place_rows
from zt_audio.app.project import workspace_at
from zt_audio.app.texts.new_content import free_id
from zt_audio.app.texts.workbench import BilingualTexts, View
from zt_audio.content.yaml.changes import Change, Remove, Rename, SetText
from zt_audio.content.yaml.tree import Node, items, mapping, plain, text_value, texts
from zt_audio.errors import ContentError
from zt_audio.model import CALL, SHORT_FORM, Problem, Where
from zt_audio.published.evidence import APPEAL, GREETING, short_name
from zt_audio.speech.recordings import read_recordings
from zt_audio.trust.vouching import AppealPairs, approval_file, pairs_file, read_approval, read_pairs, record_bytes

_BY_PLACE = {"intros": "intro", "outros": "outro", "lexicon": ""}  # files with texts of single places; their parts


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """A file that names a place: a playlist at `stops` (from 0), or texts of the place's own."""

    file: str
    kind: str
    stops: tuple[int, ...] = ()
    is_all: bool = False  # the playlist has no other stop, and cannot be without any


def place_uses(view: View, place: str) -> Iterator[PlaceUse]:
    """Yield every file that names `place` besides the list of places."""
    for file in view.files.values():
        tree = view.trees.get(file.name)
        if file.kind == "playlist":
            stops = items(mapping(tree).get("stops"))
            here = tuple(n for n, stop in enumerate(stops) if text_value(mapping(stop).get("place")) == place)
            if here:
                yield PlaceUse(file.name, file.kind, here, len(here) == len(stops))
        elif file.kind in _BY_PLACE and place in mapping(mapping(tree).get("places")):
            yield PlaceUse(file.name, file.kind)


def taken_ids(view: View, kind: str) -> set[str]:
    """Return the ids that a place, a playlist or an appeal (a file of the kind "text") cannot get."""
    if kind == "place":
        return {row.id for row in place_rows(view)}
    return {file.id for file in view.files.values() if file.kind == kind}


def remove_place(root: Path, view: View, place: str, by: str) -> Saved:
    """Take `place` out of the project, its stops too, all or nothing. Raises as `save_edits` does."""
    edits: list[Edit] = []
    for use in place_uses(view, place):
        tree = mapping(view.trees.get(use.file))
        if use.kind == "playlist":
            stops = items(tree.get("stops"))
            gone = [Remove(("stops", n), _plain(stops[n])) for n in reversed(use.stops)]
            edits.append(FileEdit(use.file, tuple(gone)))
        else:
            edits.append(FileEdit(use.file, (Remove(("places", place), _plain(mapping(tree.get("places"))[place])),)))
    file = _file_of(view, place)
    edits.append(FileEdit(file, (Remove((place,), _plain(mapping(view.trees[file])[place])),)))
    return save_edits(root, edits, by, "place.removed")


def rename_place(root: Path, view: View, place: str, new: str, by: str) -> Saved:
    """Give `place` the id `new` wherever it is named, all or nothing; recordings and approval of its greeting go along.

    Raises ContentError approval-names-id, and as `save_edits` does.
    """
    edits: list[Edit] = [FileEdit(_file_of(view, place), (Rename((place,), new),))]
    for use in place_uses(view, place):
        changes: tuple[Change, ...] = (Rename(("places", place), new),)
        if use.kind == "playlist":
            changes = tuple(SetText(("stops", n, "place"), place, new) for n in use.stops)
        edits.append(FileEdit(use.file, changes))
    for end in ("", CALL):
        edits += _moved_approval(root, f"{GREETING}/{place}{end}", f"{GREETING}/{new}{end}")
    saved = save_edits(root, edits, by, "place.renamed")
    recordings = workspace_at(root).recordings
    for part in filter(None, _BY_PLACE.values()):
        old, wanted = recordings / part / place, recordings / part / new
        if old.is_dir() and not wanted.exists():
            with suppress(OSError):  # they then count as missing, and nothing is lost
                old.rename(wanted)
    return saved


def remove_playlist(root: Path, view: View, playlist: str, by: str) -> Saved:
    """Delete the file of `playlist`; the next build takes its sound away. Raises as `save_edits` does."""
    file = view.files[_playlist(playlist)]
    return save_edits(root, [RemoveFile(file.name, file.digest)], by, "playlist.removed")


def rename_playlist(root: Path, view: View, playlist: str, new: str, by: str) -> Saved:
    """Give the file of `playlist` another name. Raises as `save_edits` does."""
    return save_edits(root, _moved_file(root, view, _playlist(playlist), _playlist(new)), by, "playlist.renamed")


def _moved_file(root: Path, view: View, old: str, new: str) -> list[Edit]:
    """Return the edits that give the file `old` the name `new`. Raises as `text_of_file` does."""
    return [NewFile(new, text_of_file(root, old)), RemoveFile(old, view.files[old].digest)]


def _file_of(view: View, place: str) -> str:
    return next(row.file for row in place_rows(view) if row.id == place)


def _playlist(playlist: str) -> str:
    return f"appeals/playlists/{playlist}.yaml"


def _plain(node: Node) -> Any:  # noqa: ANN401 - texts, lists and mappings of them
    return plain(node)


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
    if (uses := appeal_uses(view, appeal)) and not everywhere:
        raise ContentError(_about(uses[0], "appeal-used"))
    if alone := next((use for use in uses if use.is_last), None):
        raise ContentError(_about(alone, "appeal-alone"))
    edits: list[Edit] = [RemoveFile(_file(appeal), seen)]
    for use in uses:
        changes = [
            Remove((*path, position), appeal)
            for path, names in _lists_with(view.trees.get(_playlist(use.playlist)), appeal)
            for position in range(len(names) - 1, -1, -1)
            if names[position] == appeal
        ]
        edits.append(FileEdit(_playlist(use.playlist), tuple(changes)))
    return save_edits(root, edits, by)


def rename_appeal(root: Path, view: View, appeal: str, name: str, by: str) -> Saved:
    """Give the file of `appeal` the id `name`, in each playlist, too; its pairs and its approval go along.

    Raises ContentError appeal-recorded, appeal-id-taken, approval-names-id; and as `save_edits` does.
    """
    recorded = read_recordings(root / "appeals" / "recordings")[0]
    if any(part.kind == "appeal" and part.subject.removesuffix(SHORT_FORM) == appeal for part in recorded):
        raise ContentError(Problem("appeal-recorded", Where(_file(appeal))))
    taken = taken_ids(view, "text")
    if name in taken:
        raise ContentError(Problem("appeal-id-taken", Where(_file(name)), {"id": name, "right": free_id(name, taken)}))
    edits = _moved_file(root, view, _file(appeal), _file(name))
    for use in appeal_uses(view, appeal):
        changes = [
            SetText((*path, position), appeal, name)
            for path, names in _lists_with(view.trees.get(_playlist(use.playlist)), appeal)
            for position, each in enumerate(names)
            if each == appeal
        ]
        edits.append(FileEdit(_playlist(use.playlist), tuple(changes)))
    pairs = read_pairs(root, appeal)
    if pairs:  # an appeal that was removed may have left pairs under the new id
        merged = AppealPairs(name, (*read_pairs(root, name), *pairs))
        edits += _moved(root, pairs_file(appeal), pairs_file(name), record_bytes(merged))
    for end in ("", SHORT_FORM):
        edits += _moved_approval(root, f"{APPEAL}/{appeal}{end}", f"{APPEAL}/{name}{end}")
    return save_edits(root, edits, by)


def _file(appeal: str) -> str:
    return f"appeals/texts/{appeal}.yaml"


def _about(use: AppealUse, slug: str) -> Problem:
    return Problem(slug, Where(_playlist(use.playlist)), {"id": use.playlist})


def _lists_with(playlist: Node | None, appeal: str) -> Iterator[tuple[_ListPath, list[str]]]:
    """Yield the path and the names of each list of `playlist` that has `appeal`."""
    stops = enumerate(items(mapping(playlist).get("stops")))
    lists: list[tuple[_ListPath, Node | None]] = [(("appeals",), mapping(playlist).get("appeals"))]
    lists += ((("stops", number, "appeals"), mapping(stop).get("appeals")) for number, stop in stops)
    for path, node in lists:
        names = [text.value for text in texts(node)]
        if appeal in names:
            yield path, names


def _moved_approval(root: Path, unit: str, new: str) -> Iterator[RecordEdit]:
    if (approval := read_approval(root, unit)) is None:
        return
    if approval.seal:
        raise ContentError(Problem("approval-names-id", Where(approval_file(unit)), {"unit": short_name(unit)}))
    yield from _moved(root, approval_file(unit), approval_file(new), record_bytes(replace(approval, unit=new)))


def _moved(root: Path, old_file: str, new_file: str, data: bytes) -> Iterator[RecordEdit]:
    yield RecordEdit.over(root, old_file, None)
    yield RecordEdit.over(root, new_file, data)
