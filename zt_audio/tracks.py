"""Name the files of a playlist as its profile asks, and make what leads a player through them: lists and tags.

Names are relative to the folder that goes on the stick. Lists are M3U, M3U8 and cue sheets.

A cue sheet is ASCII, because the format knows no encoding: a player reads other letters as those of its own country, or
stops at a byte order mark. So its titles are ids, as in the names of files.
"""

from __future__ import annotations

import hashlib
import io
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path, PurePosixPath

from zt_audio.content.profiles import Profile
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.model import Fact, Place, Playlist, Problem
from zt_audio.store.disk import write_all
from zt_audio.store.manifest import PLAYER_FILE

# Join MP3 frames into the file of a track: one cycle, repeated. No audio is decoded or encoded here.

_COPY_BYTES = 2**20


def duration_ms(frames: int) -> int:
    """Return how long `frames` frames last, to the nearest millisecond."""
    return round(frames * FRAME_SAMPLES * 1000 / SAMPLE_RATE)


def repeats(cycle_frames: int, stay_min: int | None) -> int:
    """Return how often a cycle of `cycle_frames` is repeated to last at least `stay_min` minutes; without it once."""
    if stay_min is None:
        return 1
    stay_samples = stay_min * 60 * SAMPLE_RATE
    return max(1, -(-stay_samples // (cycle_frames * FRAME_SAMPLES)))


def repeats_in_line(stops: Sequence[tuple[int, int | None]]) -> tuple[int, ...]:
    """Return how often each cycle is repeated where stops (cycle frames, stay in minutes) follow each other in a file.

    Each ends as near to the sum of the stays up to it as whole cycles allow. What one stop has too much, the next has
    less; so no more than half a cycle is ever missing or left over.
    """
    found = []
    planned = reached = 0
    for cycle_frames, stay_min in stops:
        cycle = cycle_frames * FRAME_SAMPLES
        planned += cycle if stay_min is None else stay_min * 60 * SAMPLE_RATE
        times = max(1, round((planned - reached) / cycle))
        reached += times * cycle
        found.append(times)
    return tuple(found)


def write_track(path: Path, head: bytes, cycle: Sequence[bytes], times: int) -> tuple[str, int]:
    """Write `head` (tag, Info frame) and the runs of `cycle`, `times` times over; sync; return sha256 and size.

    Each run begins with a frame that borrows nothing from a bit reservoir and ends with the encoder's flush frame;
    then runs join without a click (ISO/IEC 11172-3, 2.4.3.4). A longer track takes no more memory.
    Raises OSError.
    """
    return write_stream(path, chain([head], chain.from_iterable(repeat(cycle, times))))


def write_stream(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write `chunks` one after the other; sync; return sha256 and size. A chunk may be read from the file itself.

    The digest is taken between the writes: several files are written at once, so the disk has work meanwhile, and a
    thread of its own for it fights for the interpreter. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("wb", buffering=0) as file:
        for chunk in chunks:
            write_all(file.fileno(), chunk)
            digest.update(chunk)
            size_bytes += len(chunk)
        os.fsync(file.fileno())
    return digest.hexdigest(), size_bytes


def read_back(path: Path, start: int, end: int, chunk_bytes: int = _COPY_BYTES) -> Iterator[bytes]:
    """Yield the bytes from `start` to `end` of a file that is being written. Raises OSError."""
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            chunk = file.read(min(chunk_bytes, end - start))
            yield chunk
            start += len(chunk)


_STEM = "PLAY"
_CUE_FRAMES_PER_S = 75  # of a compact disc
_CUE_KINDS = {"mp3": "MP3", "wav": "WAVE"}

_Mark = tuple[str, int]  # title, milliseconds from the beginning of the file


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
    gap = "_" if profile.alphabet == "ascii" else " "
    stems = (
        _cut(f"{number:0{digits}d}{gap}{_plain(profile, stop)}", profile) for number, stop in enumerate(stops, start=1)
    )
    if profile.layout == "folder-per-stop":
        return tuple(_cased(f"{stem}/{stem}{_extension(profile)}", profile) for stem in stems)
    return tuple(_cased(stem + _extension(profile), profile) for stem in stems)


def _numbered(before: int, profile: Profile) -> str:
    folder, place = divmod(before, min(profile.files_per_folder or 10**9, _FILES_PER_NUMBERED_FOLDER))
    return f"{folder + 1:02d}/{place + 1:03d}{_extension(profile)}"


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


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its file, relative to the folder that goes on the stick, and the files that it names, seen from it."""

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
        return (Listing(_cased(f"{PurePosixPath(files[0]).stem}.cue", profile), tuple(files)),)
    return (Listing(_cased(f"{_STEM}.{profile.list}", profile), tuple(files)),)


def files_beside(profile: Profile, files: Sequence[str]) -> tuple[str, ...]:
    """Return what lies in a playlist's folder besides its tracks `files`: the lists, and the page that plays them."""
    return (*(listing.file for listing in listings(profile, files)), PLAYER_FILE)


def _in_folder(folder: PurePosixPath, files: Iterable[str], profile: Profile) -> Listing:
    inside = tuple(PurePosixPath(file).name for file in files if PurePosixPath(file).parent == folder)
    return Listing((folder / _cased(f"{_STEM}.m3u", profile)).as_posix(), inside)


def listing_bytes(profile: Profile, listing: Listing, title: str, marks: Sequence[_Mark]) -> bytes:
    """Return the bytes of `listing`; a cue sheet has `marks`, when each stop begins, and the playlist's `title`.

    Raises UnicodeEncodeError where a name is not ASCII and the list must be.
    """
    if profile.list == "cue":
        return cue(listing.links[0], title, profile.format, marks)
    return m3u(listing.links, "utf-8" if profile.list == "m3u8" else "ascii")


def m3u(names: Sequence[str], encoding: str = "ascii") -> bytes:
    """Return a plain M3U: one relative name a line, CRLF, no header, no BOM. Raises UnicodeEncodeError.

    Old players read ASCII; new ones read UTF-8 (M3U8).
    """
    return "".join(f"{name}\r\n" for name in names).encode(encoding)


def cue(file: str, title: str, kind: str, marks: Sequence[_Mark]) -> bytes:
    """Return the cue sheet of `file`. Raises UnicodeEncodeError."""
    lines = [f'TITLE "{title}"', f'FILE "{file}" {_CUE_KINDS[kind]}']
    for number, (name, start_ms) in enumerate(marks, start=1):
        # Minutes, seconds and 75ths, rounded down: a stop begins in silence. Minutes may pass 99.
        seconds, frames = divmod(start_ms * _CUE_FRAMES_PER_S // 1000, _CUE_FRAMES_PER_S)
        time = f"{seconds // 60:02d}:{seconds % 60:02d}:{frames:02d}"
        lines += [f"  TRACK {number:02d} AUDIO", f'    TITLE "{name}"', f"    INDEX 01 {time}"]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


@dataclass(frozen=True, slots=True)
class Tags:
    title: str
    album: str
    number: int
    total: int
    languages: tuple[str, ...]  # ISO 639-2: kaz, rus


def cut_tag(text: str, limit_bytes: int | None) -> str:
    """Return as much of `text` as fits into `limit_bytes` of UTF-16 with its byte order mark, in whole characters.

    A letter keeps its combining marks; a character above U+FFFF keeps both its halves.
    """
    if limit_bytes is None or len(text.encode("utf-16")) <= limit_bytes:
        return text
    end = next(end for end in range(len(text), -1, -1) if len(text[:end].encode("utf-16")) <= limit_bytes)
    while end and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip()


def id3v23(tags: Tags) -> bytes:
    """Return an ID3v2.3 tag in UTF-16: what old head units read most widely. No picture, no ID3v1, no padding."""
    from mutagen.id3 import ID3, TALB, TIT2, TLAN, TRCK, Encoding  # noqa: PLC0415 - heavy, and a plan writes no tag

    id3 = ID3()
    id3.add(TIT2(encoding=Encoding.UTF16, text=[tags.title]))
    id3.add(TALB(encoding=Encoding.UTF16, text=[tags.album]))
    id3.add(TRCK(encoding=Encoding.LATIN1, text=[f"{tags.number}/{tags.total}"]))
    id3.add(TLAN(encoding=Encoding.LATIN1, text=["".join(tags.languages)]))  # codes run together, ID3v2.3 4.2.1
    buffer = io.BytesIO()
    id3.save(buffer, v1=0, v2_version=3, padding=lambda _info: 0)
    return buffer.getvalue()


def misfits(playlist: Playlist, profile: Profile, files: Sequence[str]) -> tuple[Problem, ...]:
    """Return what is too much for the player. `files` are those of the stops in order."""
    lists = listings(profile, files)
    paths = [PurePosixPath(name) for name in dict.fromkeys((*files, *files_beside(profile, files)))]
    facts: dict[str, Fact] = {"playlist": playlist.id, "profile": profile.name}
    counted = (
        ("profile-files", max(_entries(paths).values(), default=0), profile.files_per_folder),
        ("profile-folders", max(1, len({folder for path in paths for folder in path.parents[:-1]})), profile.folders),
        ("profile-depth", max(len(path.parts) for path in paths), profile.depth),
        ("profile-links", max((len(listing.links) for listing in lists), default=0), profile.list_links),
        (
            "profile-m3u-bytes",
            max((sum(len(link.encode()) + 2 for link in listing.links) for listing in lists), default=0),
            profile.list_bytes,
        ),
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


def _bad_names(playlist: Playlist, profile: Profile, paths: Sequence[PurePosixPath]) -> Iterator[Problem]:
    """Yield names that the player would cut, and names that a stick takes for one because it ignores case."""
    facts: dict[str, Fact] = {"playlist": playlist.id, "profile": profile.name}
    for name in dict.fromkeys(part for path in paths for part in path.parts):
        if len(name) > profile.name_chars:
            yield Problem("profile-name-long", playlist.where, {**facts, "name": name, "limit": profile.name_chars})
    seen: dict[str, PurePosixPath] = {}
    for path in paths:
        if (first := seen.setdefault(path.as_posix().casefold(), path)) is not path:
            yield Problem("profile-names-collide", playlist.where, {**facts, "name": str(path), "first": str(first)})
