"""Read and write the manifest, which states what was made from what. It holds no time and no path of a machine."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from zt_audio.model import WEEKDAYS, PartId
from zt_audio.store.disk import is_inside
from zt_audio.store.journal import MANIFEST_FILE
from zt_audio.store.records import JsonEntry, canonical_pieces, json_lines, key_of, key_of_pieces
from zt_audio.store.state_file import from_tree, is_day, parse_json, read_regular, to_tree

_FORMAT = 1
NUMBER_CHARS = 8  # of a digest
_BUILD_NUMBER = re.compile(r"([0-9a-f]{8})?")
_PLAYLIST_HEAD = re.compile(rb'  (".*"): \{\n')  # its line, as `to_pieces` writes it
_DAY_KINDS = {"weekday", "weekend"}  # of quiet hours; an older manifest states none
PLAYER_FILE = "PLAYER.HTML"  # the page that plays the playlist and shows its number


@dataclass(frozen=True, slots=True)
class SegmentEntry(JsonEntry):
    """A segment. `part` names the part that it was first made for; two appeals may share a paragraph."""

    part: str  # as PartId writes it
    lang: str | None
    text: tuple[str, ...]  # spoken sentences
    source: str | None  # file, relative to the project
    engine: str | None
    engine_fingerprint: str | None
    voice: str | None
    draft: bool
    frames: int
    loudness_lufs: float | None  # None for a pause
    true_peak_dbtp: float | None
    written: str = ""  # as staff wrote it
    speech: str = ""  # digest of what was spoken and by which voice, or of the recording; not of how it was treated


@dataclass(frozen=True, slots=True)
class CycleEntry:
    segment: str  # id in Manifest.segments
    start_ms: int
    part: str = ""  # what it says here: `appeal/littering/kk/1`, `intro/yasny/ru`, `chime`, `pause`


@dataclass(frozen=True, slots=True)
class TrackEntry(JsonEntry):
    key: str  # of everything that the file's bytes depend on
    number: int
    file: str  # within the playlist's folder, with forward slashes; the same for all tracks of a one-file playlist
    stop: str
    place: str
    title: Mapping[str, str]
    arrive: str | None  # "10:00"
    stay_min: int | None
    sha256: str
    bytes: int
    frames: int
    duration_ms: int
    repeats: int
    loudness_lufs: float
    true_peak_dbtp: float
    cycle: tuple[CycleEntry, ...]
    start_ms: int = 0  # when and where it begins in its file; 0 where it has the file to itself
    start_byte: int = 0

    def parts(self, segments: Mapping[str, SegmentEntry]) -> tuple[PartId, ...]:
        """Return what each place of its cycle says."""
        return tuple(PartId.parse(each.part or segments[each.segment].part) for each in self.cycle)

    def appeals(self, segments: Mapping[str, SegmentEntry]) -> tuple[str, ...]:
        """Return the ids of the appeals that it says, in the order in which they are first heard."""
        return tuple(dict.fromkeys(part.subject for part in self.parts(segments) if part.kind == "appeal"))


@dataclass(frozen=True, slots=True)
class FileEntry:
    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class AppealEntry:
    """An appeal as people know it, and the days on which it may be played (ISO dates, both included)."""

    title: Mapping[str, str]
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True)  # no slots: cached_property keeps its value in the instance
class PlaylistEntry:
    title: Mapping[str, str]
    languages: tuple[str, ...]
    days: tuple[str, ...]
    profile: str
    draft: bool  # a draft-quality voice speaks in it
    tracks: tuple[TrackEntry, ...]
    files: tuple[FileEntry, ...]  # besides the tracks: PLAY.M3U, PLAYER.HTML
    appeals: Mapping[str, AppealEntry] = field(default_factory=dict)  # by id
    duty_phone: str | None = None
    quiet_hours: Mapping[str, str] = field(default_factory=dict)  # weekday, weekend -> "09:00-22:00": when to be heard
    outside_hours_reason: str | None = None
    holidays: tuple[str, ...] = ()  # those on which it is heard
    below_floor: tuple[str, ...] = ()  # parts whose voice is not as good as settings ask: not to be exported
    guesses: tuple[str, ...] = ()  # readings to be signed off first, where settings ask for broadcast quality
    consents: Mapping[str, str] = field(default_factory=dict)  # voice made from a person's -> last day, likewise
    build: str = ""  # its number; "" where an older program built it, whose numbers were made from bytes

    @property
    def number(self) -> str:
        """The build number that cards, sticks and PLAYER.HTML show: the playlist keeps the one that it was built with.

        What an older program built has a digest of this entry without the page that shows the number.
        """
        return self.build or self._number_of_bytes

    @cached_property
    def _number_of_bytes(self) -> str:
        tracks = [key_of(track) for track in self.tracks]
        facts = to_tree(replace(self.without_player, tracks=(), holidays=()))
        del facts["guesses"], facts["consents"], facts["build"]
        return key_of(facts, tracks)[:NUMBER_CHARS]

    @property
    def texts_below_floor(self) -> tuple[str, ...]:
        """The texts to record for it, whole: `appeal/littering/kk`, not each of its paragraphs."""
        return tuple(dict.fromkeys(str(PartId.parse(part).block) for part in self.below_floor))

    @property
    def without_player(self) -> PlaylistEntry:
        """Return it as it is before the page that shows its number is written."""
        return replace(self, files=tuple(file for file in self.files if file.file != PLAYER_FILE))

    def owned(self) -> Mapping[str, tuple[str, int]]:
        """Return every file of the folder that is ours: name -> (sha256, bytes)."""
        entries: tuple[TrackEntry | FileEntry, ...] = (*self.tracks, *self.files)
        return {entry.file: (entry.sha256, entry.bytes) for entry in entries}


@dataclass(frozen=True, slots=True)
class Manifest:
    playlists: Mapping[str, PlaylistEntry] = field(default_factory=dict)
    segments: Mapping[str, SegmentEntry] = field(default_factory=dict)

    @property
    def build(self) -> str:
        """The build number: the first characters of a digest of what was built."""
        return key_of_pieces(canonical_pieces(self, 4))[:NUMBER_CHARS] if self.playlists else ""

    def owned(self) -> Mapping[str, tuple[str, int]]:
        """Return every file of output/ that is ours: `folder/name` -> (sha256, bytes)."""
        return {
            f"{folder}/{name}": facts
            for folder, playlist in self.playlists.items()
            for name, facts in playlist.owned().items()
        }


def used_segments(playlists: Mapping[str, PlaylistEntry]) -> set[str]:
    """Return the ids of the segments that `playlists` play."""
    return {part.segment for entry in playlists.values() for track in entry.tracks for part in track.cycle}


def to_bytes(manifest: Manifest) -> bytes:
    """Return `manifest` as UTF-8 JSON, the same bytes for the same value; each track and segment has a line."""
    return b"".join(to_pieces(manifest))


def to_pieces(manifest: Manifest) -> Iterator[bytes]:
    """Yield what `to_bytes` returns: the whole takes 45 MB for a country."""
    yield f'{{\n "build": "{manifest.build}",\n "format": {_FORMAT},\n "playlists": '.encode()
    yield from json_lines(manifest.playlists, 3, "\n ")
    yield b',\n "segments": '
    yield from json_lines(manifest.segments, 1, "\n ")
    yield b"\n}\n"


def from_bytes(data: bytes) -> Manifest | None:
    """Return the manifest in `data`; None where it has another format, or is damaged: its build number proves it."""
    try:
        tree = parse_json(data)
        if not isinstance(tree, dict) or tree.pop("format", None) != _FORMAT:
            return None
        build = tree.pop("build", None)
        found = from_tree(tree, Manifest)
        if tree.keys() != to_tree(Manifest()).keys():
            return None
        number = key_of(tree)[:NUMBER_CHARS] if tree["playlists"] else ""
        return found if build == number and _is_sound(found) else None
    except ValueError:
        return None


def load_manifest(output: Path, sha256: str = "") -> Manifest | None:
    """Return the manifest of the folder `output`; an empty one where there is none yet; None where it is damaged.

    `sha256` is that of the file as a build left it, where it is known: such a file is read as `load_part` does.
    Raises OSError.
    """
    try:
        if sha256 and (found := load_part(output, None, sha256)):
            return found
        data = read_regular(output / MANIFEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except OSError:
        if (output / MANIFEST_FILE).is_file():
            raise
        return None  # a folder or a pipe of its name
    return from_bytes(data)


def load_part(output: Path, playlists: Collection[str] | None, sha256: str) -> Manifest | None:
    """Return what the manifest of `output` holds of `playlists`, None: of all; with their segments alone.

    The manifest of a country takes half a gigabyte to understand as a whole, so the lines that tell of each of
    `playlists` are by themselves. What proves them is `sha256`, that of the file as a build left it: None where the
    bytes are others, or tell of no such playlist. Raises OSError.
    """
    data = read_regular(output / MANIFEST_FILE)
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    try:
        # What the lines of a manifest tell of `playlists`, None: of all. Raises ValueError.
        lines = iter(io.BytesIO(data))
        entries: dict[str, PlaylistEntry] = {}
        for line in takewhile(lambda line: not line.startswith(b' "segments": '), lines):
            head = _PLAYLIST_HEAD.fullmatch(line)
            name = parse_json(head[1]) if head else ""
            if head and (playlists is None or name in playlists):
                body = takewhile(lambda line: not line.startswith(b"  }"), lines)
                entries[name] = from_tree(parse_json(b"".join((b"{", *body, b"}"))), PlaylistEntry)
        wanted = {f"  {json.dumps(key, ensure_ascii=False)}".encode(): key for key in used_segments(entries)}
        rows = (line.partition(b": ") for line in lines)
        segments = {
            wanted[name]: from_tree(parse_json(row.rstrip(b",\n")), SegmentEntry)
            for name, _, row in rows
            if name in wanted
        }
        found = Manifest(entries, segments)
        is_all = bool(found.playlists) if playlists is None else found.playlists.keys() == set(playlists)
        return found if is_all and _is_sound(found) else None
    except ValueError:  # bytes and digest may both come from a stranger
        return None


def _is_sound(found: Manifest) -> bool:
    """Tell whether every file of a playlist is inside its folder, and every value is such as a build writes."""
    entries = found.playlists.values()
    tracks = [track for entry in entries for track in entry.tracks]
    heard = [cycle for track in tracks for cycle in track.cycle]
    appeals = [appeal for entry in entries for appeal in entry.appeals.values()]
    days = {day for entry in entries for day in (*entry.days, *entry.holidays) if day not in WEEKDAYS}
    days |= {day for entry in entries for day in entry.consents.values()}
    days |= {day for appeal in appeals for day in (appeal.valid_from, appeal.valid_until) if day is not None}
    return (
        not any("/" in name for name in found.playlists)
        and all(map(is_inside, found.owned()))
        and all(track.repeats > 0 for track in tracks)
        and all(entry.days for entry in entries)
        and all(_BUILD_NUMBER.fullmatch(entry.build) for entry in entries)
        and all(entry.quiet_hours.keys() in (set(), _DAY_KINDS) for entry in entries)
        and all(each.segment in found.segments for each in heard)
        and all(map(_is_part, {each.part or found.segments[each.segment].part for each in heard}))
        and all(map(_is_part, {part for entry in entries for part in entry.below_floor}))
        and all(map(is_day, days))
    )


def _is_part(name: str) -> bool:
    try:
        PartId.parse(name)
    except ValueError:
        return False
    return True
