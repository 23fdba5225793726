"""Find where a place is used, and rename or remove a place or a playlist everywhere at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zt_audio.app.edit import save_edits
from zt_audio.app.edits import Edit, FileEdit, NewFile, RemoveFile, Saved
from zt_audio.app.places import place_rows
from zt_audio.app.project import workspace_at
from zt_audio.app.saving import text_of_file
from zt_audio.app.trust_records import moved_greeting_records
from zt_audio.app.workbench import View
from zt_audio.content.changes import Change, Remove, Rename, SetText
from zt_audio.content.tree import Node, items, mapping, plain, text_value

__all__ = ["PlaceUse", "place_uses", "remove_place", "remove_playlist", "rename_place", "rename_playlist", "taken_ids"]

_BY_PLACE = {"intros": "intro", "outros": "outro", "lexicon": ""}  # files with texts of single places; their parts


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """A file that names a place: a playlist at `stops` (from 0), or texts of the place's own."""

    file: str
    kind: str
    stops: tuple[int, ...] = ()
    is_all: bool = False  # the playlist has no other stop, and cannot be without any


def place_uses(view: View, place: str) -> tuple[PlaceUse, ...]:
    """Return every file that names `place` besides the list of places."""
    return tuple(_uses(view, place))


def _uses(view: View, place: str) -> Iterator[PlaceUse]:
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
    """Return the ids that a place or a playlist cannot get."""
    if kind == "place":
        return {row.id for row in place_rows(view)}
    return {file.id for file in view.files.values() if file.kind == "playlist"}


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
    saved = save_edits(root, [*edits, *moved_greeting_records(root, place, new)], by, "place.renamed")
    recordings = workspace_at(root).recordings
    for part in filter(None, _BY_PLACE.values()):
        old, wanted = recordings / part / place, recordings / part / new
        if old.is_dir() and not wanted.exists():
            with suppress(OSError):  # they then count as missing, and nothing is lost
                old.rename(wanted)
    return saved


def remove_playlist(root: Path, view: View, playlist: str, by: str) -> Saved:
    """Delete the file of `playlist`; the next build takes its sound away. Raises as `save_edits` does."""
    file = view.files[_playlist_file(playlist)]
    return save_edits(root, [RemoveFile(file.name, file.digest)], by, "playlist.removed")


def rename_playlist(root: Path, view: View, playlist: str, new: str, by: str) -> Saved:
    """Give the file of `playlist` another name. Raises as `save_edits` does."""
    file = view.files[_playlist_file(playlist)]
    text = text_of_file(root, file.name)
    edits: list[Edit] = [NewFile(_playlist_file(new), text), RemoveFile(file.name, file.digest)]
    return save_edits(root, edits, by, "playlist.renamed")


def _file_of(view: View, place: str) -> str:
    return next(row.file for row in place_rows(view) if row.id == place)


def _playlist_file(playlist: str) -> str:
    return f"appeals/playlists/{playlist}.yaml"


def _plain(node: Node) -> Any:  # noqa: ANN401 - texts, lists and mappings of them
    return plain(node)
