"""Hold output/ against the manifest: files in, every difference out. Hashes, decodes, measures; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.published.audio import frame_count, read_cycle, samples
from zt_audio.published.manifest_reader import chosen, fault, not_ready, stated
from zt_audio.sound.loudness import frame_energies, integrated, true_peak_dbtp
from zt_audio.sound.segment import HIGHEST_DBTP
from zt_audio.store.manifest import PlaylistEntry, TrackEntry
from zt_audio.store.workspace import Workspace
from zt_audio.tracks.join import duration_ms

DRIFT_LU = 0.2  # between what the manifest states and what a decoded cycle measures


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was held against the manifest, its build number, and that of each round, as cards show it."""

    build: str
    numbers: Mapping[str, str]
    playlists: int
    tracks: int
    files: int


def verify(workspace: Workspace, wanted: Sequence[str] = ()) -> Verified:
    """Prove the playlists `wanted` (all where none is named). Raises BuildError with every difference, ContentError."""
    output = workspace.output
    found = stated(output)
    playlists = chosen(found, wanted)
    problems = not_ready(output, tuple(playlists))
    files = 0
    for name, entry in playlists.items():
        problems += _playlist_problems(output / name, name, entry)
        files += len(entry.owned())
    if problems:
        raise BuildError(problems)
    numbers = {name: entry.number for name, entry in playlists.items()}
    tracks = sum(len(entry.tracks) for entry in playlists.values())
    return Verified(found.build, numbers, len(playlists), tracks, files)


def _playlist_problems(folder: Path, name: str, entry: PlaylistEntry) -> Iterator[Problem]:
    for file, (sha256, _size) in entry.owned().items():
        facts = {"file": f"output/{name}/{file}"}
        if problem := fault(folder, name, file, sha256):
            yield problem
        else:
            tracks = (track for track in entry.tracks if track.file == file)
            slugs = dict.fromkeys(slug for track in tracks for slug in _track_faults(folder / file, track, entry))
            yield from (Problem(slug, None, facts) for slug in slugs)


def _track_faults(path: Path, track: TrackEntry, entry: PlaylistEntry) -> Iterator[str]:
    """Yield the slug of each way in which a whole track is not what the manifest says, by its frames and its sound.

    Memory is two cycles, however long the track. Raises OSError.
    """
    try:
        cycle, others = read_cycle(path, track, entry)
        if (
            frame_count(cycle, track.file) * track.repeats != track.frames
            or duration_ms(track.frames) != track.duration_ms
        ):
            yield "track-duration"
        if others:
            yield "track-cycle"
        heard = samples(cycle * min(track.repeats, 2), track.file)
    except BuildError:
        yield "track-undecodable"
        return
    if abs(integrated(frame_energies(heard)) - track.loudness_lufs) > DRIFT_LU:
        yield "track-loudness-differs"
    if true_peak_dbtp(heard) > HIGHEST_DBTP:
        yield "track-peak"
