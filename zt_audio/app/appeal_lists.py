"""Put an appeal into many lists of playlists at once: of whole playlists, and of single stops."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zt_audio.app.edits import Change, FileEdit, Put
from zt_audio.app.workbench import View
from zt_audio.content.tree import Node, items, mapping, text_value, texts


@dataclass(frozen=True, slots=True)
class AppealList:
    """A list of appeals: that of `playlist`, or of its stop at `position`, which may say what the playlist says."""

    playlist: str
    file: str
    position: int | None
    place: str
    own: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.playlist if self.position is None else f"{self.playlist}/{self.position}"


def appeal_lists(view: View) -> tuple[AppealList, ...]:
    """Return the lists of each playlist, its own first, also where a file has mistakes."""
    return tuple(
        each
        for file in view.files.values()
        if file.kind == "playlist"
        for each in _lists(file.id, file.name, view.trees.get(file.name))
    )


def _lists(playlist: str, file: str, tree: Node | None) -> Iterator[AppealList]:
    usual = _names(mapping(tree).get("appeals"))
    yield AppealList(playlist, file, None, "", usual, usual)
    for position, stop in enumerate(items(mapping(tree).get("stops"))):
        own = _names(mapping(stop).get("appeals"))
        yield AppealList(playlist, file, position, text_value(mapping(stop).get("place")), own, own or usual)


def _names(node: Node | None) -> tuple[str, ...]:
    return tuple(text.value for text in texts(node))


def with_appeal(view: View, appeal: str, wanted: Collection[str]) -> tuple[FileEdit, ...]:
    """Return the edits that put `appeal` at the end of the lists whose ids are `wanted`.

    A whole playlist also means those of its stops that have a list of their own.
    """
    edits: dict[str, list[Change]] = {}
    for each in appeal_lists(view):
        by_playlist = each.playlist in wanted and (each.position is None or each.own)
        by_stop = each.id in wanted and not (each.playlist in wanted and not each.own)
        if appeal not in each.said and (by_playlist or by_stop):
            path = ("appeals",) if each.position is None else ("stops", each.position, "appeals")
            put = Put(path, [*each.said, appeal], [*each.own] or None)
            edits.setdefault(each.file, []).append(put)
    return tuple(FileEdit(file, tuple(changes)) for file, changes in edits.items())
