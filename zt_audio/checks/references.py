"""A project in, the appeals and places that no round plays out."""

from __future__ import annotations

from dataclasses import dataclass

from zt_audio.model import Project


@dataclass(frozen=True, slots=True)
class Unused:
    appeals: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def unused(project: Project) -> Unused:
    """Return the ids, in the order of the files. It is no mistake: they may wait for their round."""
    stops = [stop for playlist in project.playlists.values() for stop in playlist.stops]
    played = {appeal for stop in stops for appeal in stop.appeals}
    visited = {stop.place for stop in stops}
    return Unused(
        tuple(name for name in project.appeals if name not in played),
        tuple(name for name in project.places if name not in visited),
    )
