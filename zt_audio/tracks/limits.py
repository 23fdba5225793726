"""Find what is too much for a playlist's player, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from zt_audio.content.profiles import Profile
from zt_audio.model import Fact, Playlist, Problem
from zt_audio.tracks.playlist_files import Listing, files_beside, listings


def misfits(playlist: Playlist, profile: Profile, files: Sequence[str]) -> tuple[Problem, ...]:
    """Return what is too much for the player. `files` are those of the stops in order."""
    lists = listings(profile, files)
    paths = [PurePosixPath(name) for name in dict.fromkeys((*files, *files_beside(profile, files)))]
    facts: dict[str, Fact] = {"playlist": playlist.id, "profile": profile.name}
    counted = (
        ("profile-files", max(_entries(paths).values(), default=0), profile.files_per_folder),
        ("profile-folders", max(1, len(_folders(paths))), profile.folders),
        ("profile-depth", max(len(path.parts) for path in paths), profile.depth),
        ("profile-links", max((len(listing.links) for listing in lists), default=0), profile.list_links),
        ("profile-m3u-bytes", max(map(_bytes, lists), default=0), profile.list_bytes),
    )
    too_much = [
        Problem(slug, playlist.where, {**facts, "n": n, "limit": limit})
        for slug, n, limit in counted
        if limit is not None and n > limit
    ]
    return (*too_much, *_bad_names(playlist, profile, paths))


def _entries(paths: Sequence[PurePosixPath]) -> Counter[PurePosixPath]:
    """Count the entries of each folder, inner folders included."""
    everything = {path for name in paths for path in (name, *name.parents[:-1])}  # the last one is the playlist's own
    return Counter(path.parent for path in everything)


def _folders(paths: Sequence[PurePosixPath]) -> set[PurePosixPath]:
    return {folder for path in paths for folder in path.parents[:-1]}


def _bytes(listing: Listing) -> int:
    return sum(len(link.encode()) + 2 for link in listing.links)


def _bad_names(playlist: Playlist, profile: Profile, paths: Sequence[PurePosixPath]) -> Iterator[Problem]:
    """Yield names that the player would cut, and names that a stick takes for one because it ignores case."""
    facts: dict[str, Fact] = {"playlist": playlist.id, "profile": profile.name}
    for name in dict.fromkeys(part for path in paths for part in path.parts):
        if len(name) > profile.name_chars:
            yield Problem("profile-name-long", playlist.where, {**facts, "name": name, "limit": profile.name_chars})
    seen: dict[str, PurePosixPath] = {}
    for path in paths:
        first = seen.setdefault(path.as_posix().casefold(), path)
        if first is not path:
            yield Problem("profile-names-collide", playlist.where, {**facts, "name": str(path), "first": str(first)})
