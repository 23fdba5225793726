"""Name the files of a playlist as its profile asks, relative to the folder that goes on the stick."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from zt_audio.content.profiles import Profile
from zt_audio.model import Place, Playlist

_FILES_PER_NUMBERED_FOLDER = 255  # where a profile sets no limit: numbers have three digits


@dataclass(frozen=True, slots=True)
class Named:
    """A stop or a playlist: `id` is ASCII by its schema, `title` is how people write it."""

    id: str
    title: str


def names_of(playlist: Playlist, places: Sequence[Place]) -> tuple[Named, tuple[Named, ...]]:
    """Return the names of `playlist` and of its stops at `places`: titles are in the playlist's first language."""
    lang = playlist.languages[0]
    stops = zip(playlist.stops, places, strict=True)
    return Named(playlist.id, playlist.title[lang].value), tuple(
        Named(stop.id, place.name[lang].value) for stop, place in stops
    )


def track_files(profile: Profile, playlist: Named, stops: Sequence[Named]) -> tuple[str, ...]:
    """Return the file of each stop in order, the same for all where the whole playlist is one file.

    `001_41_RAZEZD.MP3`, `01/001.mp3`, `001_YASNY/001_YASNY.MP3`, `001 Ясный ауылы.mp3`, `CITY_CENTRE.MP3`. A name that
    is too long is cut; its number tells it from all others.
    """
    if profile.layout == "one-file":
        return (_cased(_cut(_plain(profile, playlist), profile) + _extension(profile), profile),) * len(stops)
    if profile.layout == "numbered":
        return tuple(_cased(_numbered(number, profile), profile) for number in range(len(stops)))
    digits = max(3, len(str(len(stops))))
    stems = (_stem(f"{number:0{digits}d}", stop, profile) for number, stop in enumerate(stops, start=1))
    if profile.layout == "folder-per-stop":
        return tuple(_cased(f"{stem}/{stem}{_extension(profile)}", profile) for stem in stems)
    return tuple(_cased(stem + _extension(profile), profile) for stem in stems)


def _numbered(before: int, profile: Profile) -> str:
    folder, place = divmod(before, min(profile.files_per_folder or 10**9, _FILES_PER_NUMBERED_FOLDER))
    return f"{folder + 1:02d}/{place + 1:03d}{_extension(profile)}"


def _stem(number: str, stop: Named, profile: Profile) -> str:
    gap = "_" if profile.alphabet == "ascii" else " "
    return _cut(f"{number}{gap}{_plain(profile, stop)}", profile)


def _plain(profile: Profile, named: Named) -> str:
    """Return the words of a file name: A-Z, 0-9 and _ for ascii, otherwise letters, digits, dashes and spaces."""
    if profile.alphabet == "ascii":
        return named.id.replace("-", "_")
    kept = (char if char.isalnum() or char == "-" else " " for char in unicodedata.normalize("NFC", named.title))
    return " ".join("".join(kept).split())


def _cut(stem: str, profile: Profile) -> str:
    return stem[: profile.name_chars - len(_extension(profile))].rstrip("_- ")


def _extension(profile: Profile) -> str:
    return f".{profile.format}"


def _cased(name: str, profile: Profile) -> str:
    return {"upper": name.upper(), "lower": name.lower(), "kept": name}[profile.case]
