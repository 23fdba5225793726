"""Tell which playlist says what where, and put an appeal into many lists of playlists at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from zt_audio.app.editing.edits import Change, FileEdit, Put
from zt_audio.app.texts.workbench import View
from zt_audio.content.yaml.tree import Node, items, mapping, text_value, text_values
from zt_audio.model import SHORT_FORM


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


def playlists_by_place(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the playlists that stop at each place, also where their files have mistakes."""
    return _playlists_by((each.place, each.playlist) for each in _of_stops(view))


def playlists_by_appeal(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the playlists of which a stop says each appeal, also where their files have mistakes."""
    return _playlists_by(
        (name.removesuffix(SHORT_FORM), each.playlist) for each in _of_stops(view) for name in each.said
    )


def _of_stops(view: View) -> Iterator[AppealList]:
    return (each for each in appeal_lists(view) if each.position is not None)


def _playlists_by(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, playlist in pairs:
        found.setdefault(name, {})[playlist] = None
    return {name: tuple(playlists) for name, playlists in found.items()}


def unread_playlists(view: View) -> tuple[str, ...]:
    """Return the playlists whose files do not tell plainly where each stop is and what it says."""
    told: dict[str, list[bool]] = {file.id: [] for file in view.files.values() if file.kind == "playlist"}
    for each in _of_stops(view):
        told[each.playlist].append(bool(each.place and each.said))
    return tuple(name for name, stops in told.items() if not stops or not all(stops))


def _lists(playlist: str, file: str, tree: Node | None) -> Iterator[AppealList]:
    usual = text_values(mapping(tree).get("appeals"))
    yield AppealList(playlist, file, None, "", usual, usual)
    for position, stop in enumerate(items(mapping(tree).get("stops"))):
        own = text_values(mapping(stop).get("appeals"))
        yield AppealList(playlist, file, position, text_value(mapping(stop).get("place")), own, own or usual)


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
            edits.setdefault(each.file, []).append(Put(path, [*each.said, appeal], [*each.own] or None))
    return tuple(FileEdit(file, tuple(changes)) for file, changes in edits.items())
