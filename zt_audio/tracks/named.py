"""A playlist and the places of its stops in, what the names of its files are made of out."""

from __future__ import annotations

from collections.abc import Sequence

from zt_audio.model import Place, Playlist
from zt_audio.tracks.file_names import Named


def names_of(playlist: Playlist, places: Sequence[Place]) -> tuple[Named, tuple[Named, ...]]:
    """Return the names of the round and of its stops: titles are in the playlist's first language."""
    lang = playlist.languages[0]
    stops = zip(playlist.stops, places, strict=True)
    return Named(playlist.id, playlist.title[lang].value), tuple(
        Named(stop.id, place.name[lang].value) for stop, place in stops
    )
