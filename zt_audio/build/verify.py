"""Hold output/ against the manifest: files in, every difference out. Hashes, decodes, measures; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from zt_audio.build.state import file_sha256
from zt_audio.build.workspace import Workspace
from zt_audio.errors import BuildError, ContentError
from zt_audio.model import Problem
from zt_audio.playlist.track import duration_ms
from zt_audio.sound.frames import frame_count, without_info
from zt_audio.sound.loudness import frame_energies, integrated, true_peak_dbtp
from zt_audio.sound.mp3 import decode
from zt_audio.sound.segment import HIGHEST_DBTP
from zt_audio.store import journal, manifest
from zt_audio.store.manifest import Manifest, PlaylistEntry, TrackEntry

ID3_HEADER_BYTES = 10
FRAME_BYTES_AT_MOST = 1045  # 320 kbit/s at 44.1 kHz, padded
DRIFT_LU = 0.2  # between what the manifest states and what a decoded cycle measures


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was held against the manifest, and its build number."""

    build: str
    playlists: int
    tracks: int
    files: int


def verify(workspace: Workspace, wanted: Sequence[str] = ()) -> Verified:
    """Prove the playlists `wanted` (all where none is named). Raises BuildError with every difference, ContentError."""
    output = workspace.output
    stated = manifest.load(output)
    if stated is None or not stated.playlists:
        slug = "manifest-damaged" if stated is None else "nothing-built"
        raise BuildError(Problem(slug, None, {"file": f"output/{manifest.FILE_NAME}"}))
    chosen = _chosen(stated, wanted)
    problems = [Problem("not-ready", None, {"folder": name}) for name in journal.not_ready(output, tuple(chosen))]
    files = 0
    for name, entry in chosen.items():
        problems += _playlist_problems(output / name, name, entry)
        files += len(entry.owned())
    if problems:
        raise BuildError(problems)
    return Verified(stated.build, len(chosen), sum(len(entry.tracks) for entry in chosen.values()), files)


def _chosen(stated: Manifest, wanted: Sequence[str]) -> Mapping[str, PlaylistEntry]:
    unknown = [name for name in wanted if name not in stated.playlists]
    if unknown:
        nearest = {name: get_close_matches(name, stated.playlists, n=1, cutoff=0) for name in unknown}
        raise ContentError(
            Problem("playlist-unknown", None, {"name": name, "nearest": nearest[name][0]}) for name in unknown
        )
    return {name: stated.playlists[name] for name in dict.fromkeys(wanted)} or stated.playlists


def _playlist_problems(folder: Path, name: str, entry: PlaylistEntry) -> Iterator[Problem]:
    tracks = {track.file: track for track in entry.tracks}
    for file, (sha256, _size) in entry.owned().items():
        facts = {"file": f"output/{name}/{file}"}
        if not (folder / file).is_file():
            yield Problem("file-missing", None, facts)
        elif file_sha256(folder / file) != sha256:
            yield Problem("file-changed", None, facts)
        elif file in tracks:
            yield from (Problem(slug, None, facts) for slug in _track_faults(folder / file, tracks[file]))


def _track_faults(path: Path, track: TrackEntry) -> Iterator[str]:
    """Yield the slug of each way in which a whole track is not what the manifest says, by its frames and its sound.

    Memory is two cycles, however long the track. Raises OSError.
    """
    try:
        cycle, others = _cycles(path, track.repeats)
        if frame_count(cycle) * track.repeats != track.frames or duration_ms(track.frames) != track.duration_ms:
            yield "track-duration"
        if others:
            yield "track-cycle"
        heard = decode(cycle * min(track.repeats, 2))
    except BuildError:
        yield "track-undecodable"
        return
    if abs(integrated(frame_energies(heard)) - track.loudness_lufs) > DRIFT_LU:
        yield "track-loudness-differs"
    if true_peak_dbtp(heard) > HIGHEST_DBTP:
        yield "track-peak"


def _cycles(path: Path, repeats: int) -> tuple[bytes, int]:
    """Return the first of `repeats` equal parts of a track's audio, and how many of the others differ from it."""
    with path.open("rb") as file:
        start = _id3_bytes(file.read(ID3_HEADER_BYTES))
        file.seek(start)
        first = file.read(FRAME_BYTES_AT_MOST)
        start += len(first) - len(without_info(first))
        file.seek(start)
        cycle = file.read((path.stat().st_size - start) // repeats)
        rest = iter(lambda: file.read(max(1, len(cycle))), b"")
        return cycle, sum(part != cycle for part in rest)


def _id3_bytes(head: bytes) -> int:
    """Return the length of the tag that begins with `head`, 0 where it begins none."""
    if not head.startswith(b"ID3"):
        return 0
    size = 0
    for byte in head[6:ID3_HEADER_BYTES]:  # "synchsafe": seven bits a byte (ID3v2.3, 3.1)
        size = size << 7 | byte
    return ID3_HEADER_BYTES + size
