"""Read what the manifest states about playlists, compare files with it, and find the audio in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zt_audio.errors import BuildError, ContentError
from zt_audio.formats.mp3 import ID3_HEADER_BYTES, id3_tag_bytes, without_info
from zt_audio.formats.wav import WAV_HEADER_BYTES
from zt_audio.model import Problem
from zt_audio.published.inputs import load_build_state
from zt_audio.store import journal, manifest
from zt_audio.store.manifest import Manifest, PlaylistEntry, TrackEntry
from zt_audio.store.records import file_sha256
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts

_FRAME_BYTES_AT_MOST = 1045  # 320 kbit/s at 44.1 kHz, padded


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was verified, the build number, and the number of each playlist as cards show it."""

    build: str
    numbers: Mapping[str, str]
    playlists: int
    tracks: int
    files: int


def read_manifest(output: Path) -> Manifest:
    """Return the manifest of `output`. Raises BuildError where it is damaged or names no playlist."""
    found = manifest.load_manifest(output)
    if found is None or not found.playlists:
        slug = "manifest-damaged" if found is None else "nothing-built"
        raise BuildError(Problem(slug, None, {"file": f"output/{journal.MANIFEST_FILE}"}))
    return found


def read_playlists(workspace: Workspace, wanted: Sequence[str]) -> Manifest:
    """Return what the manifest says of the playlists `wanted`, of all if none is named.

    Raises BuildError as `read_manifest` does, ContentError `playlist-unknown`, OSError.
    """
    if (workspace.output / journal.MANIFEST_FILE).is_file():
        known = load_build_state(workspace.state).manifest_sha256
        if (part := manifest.load_part(workspace.output, wanted or None, known)) and part.playlists:
            return part
    found = read_manifest(workspace.output)
    chosen_playlists(found, wanted)
    return found


def chosen_playlists(found: Manifest, wanted: Sequence[str]) -> Mapping[str, PlaylistEntry]:
    """Return the playlists `wanted`, or all if none is named. Raises ContentError `playlist-unknown`."""
    if unknown := [name for name in wanted if name not in found.playlists]:
        raise ContentError(
            Problem("playlist-unknown", None, {"name": name, **near_facts(name, found.playlists)}) for name in unknown
        )
    return {name: found.playlists[name] for name in dict.fromkeys(wanted)} or found.playlists


def unfinished_problems(output: Path, playlists: Sequence[str]) -> list[Problem]:
    """Return a problem for each folder of `playlists` that is marked as not ready."""
    return [Problem("not-ready", None, {"folder": name}) for name in journal.not_ready(output, tuple(playlists))]


def file_problem(folder: Path, name: str, file: str, sha256: str) -> Problem | None:
    """Return how `file` in `folder` (output/`name`) differs from the built file: it is missing or has other bytes."""
    facts = {"file": f"output/{name}/{file}"}
    if not (folder / file).is_file():
        return Problem("file-missing", None, facts)
    return None if file_sha256(folder / file) == sha256 else Problem("file-changed", None, facts)


def is_wav(file: str) -> bool:
    return file.lower().endswith(".wav")


def audio_span(path: Path, track: TrackEntry, entry: PlaylistEntry) -> tuple[int, int]:
    """Return where in its file at `path` the audio of `track`, one of `entry`, begins and ends, in bytes.

    Raises BuildError `frames-damaged`, OSError.
    """
    beside = [other.start_byte for other in entry.tracks if other.file == track.file]
    end = min((start for start in beside if start > track.start_byte), default=path.stat().st_size)
    if track.start_byte:
        return track.start_byte, end
    if is_wav(track.file):
        return WAV_HEADER_BYTES, end
    with path.open("rb") as file:
        return _audio_start(file), end


def _audio_start(file: BinaryIO) -> int:
    """Return the offset of the first cycle's frames in a file: after the tag and the Info frame.

    Raises BuildError `frames-damaged`, OSError.
    """
    file.seek(0)
    start = id3_tag_bytes(file.read(ID3_HEADER_BYTES))
    file.seek(start)
    first = file.read(_FRAME_BYTES_AT_MOST)
    return start + len(first) - len(without_info(first))
