"""The files of a round and its profile in, the lists that lead a player through them out: which, where, of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from zt_audio.content.profiles import Profile
from zt_audio.store.manifest import PLAYER_FILE
from zt_audio.tracks.cue import Mark, cue
from zt_audio.tracks.m3u import m3u

STEM = "PLAY"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its file, relative to the folder that goes on the stick, and what it leads to, seen from there."""

    file: str
    links: tuple[str, ...]


def listings(profile: Profile, files: Sequence[str]) -> tuple[Listing, ...]:
    """Return the lists for `files`, which are in play order, one for each stop."""
    if profile.list == "none":
        return ()
    if profile.list == "m3u-per-folder":
        folders = dict.fromkeys(PurePosixPath(file).parent for file in files)
        return tuple(_in_folder(folder, files, profile) for folder in folders)
    if profile.list == "cue":  # players look for a sheet of the same name
        stem = PurePosixPath(files[0]).stem
        return (Listing(_cased(f"{stem}.CUE", profile), tuple(files)),)
    return (Listing(_cased(f"{STEM}.{profile.list.upper()}", profile), tuple(files)),)


def files_beside(profile: Profile, files: Sequence[str]) -> tuple[str, ...]:
    """Return what lies in a playlist's folder besides its tracks `files`: the lists, and the page that plays them."""
    return (*(listing.file for listing in listings(profile, files)), PLAYER_FILE)


def _in_folder(folder: PurePosixPath, files: Iterable[str], profile: Profile) -> Listing:
    inside = tuple(PurePosixPath(file).name for file in files if PurePosixPath(file).parent == folder)
    return Listing((folder / _cased(f"{STEM}.M3U", profile)).as_posix(), inside)


def _cased(name: str, profile: Profile) -> str:
    stem, _dot, extension = name.rpartition(".")
    if profile.case == "upper":
        return name
    return f"{stem}.{extension.lower()}" if profile.case == "kept" else name.lower()


def listing_bytes(profile: Profile, listing: Listing, title: str, marks: Sequence[Mark]) -> bytes:
    """Return the bytes of `listing`; a cue sheet has `marks`, the stops and when each begins, and the round's `title`.

    Raises UnicodeEncodeError where a name is not ASCII and the list must be.
    """
    if profile.list == "cue":
        return cue(listing.links[0], title, profile.format, marks)
    return m3u(listing.links, "utf-8" if profile.list == "m3u8" else "ascii")
