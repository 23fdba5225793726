"""Verify output/ against its manifest: hash, decode and measure every track; change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from zt_audio.errors import BuildError
from zt_audio.events import Moved, Phase, StickEmit, ignore_event
from zt_audio.formats import mp3 as frames
from zt_audio.formats.wav import FRAME_BYTES
from zt_audio.model import Problem
from zt_audio.published.manifest_reader import (
    Verified,
    audio_span,
    chosen_playlists,
    file_problem,
    is_wav,
    read_playlists,
    unfinished_problems,
)
from zt_audio.sound.loudness import frame_energies, integrated, true_peak_dbtp
from zt_audio.sound.pcm import Samples
from zt_audio.sound.segment import HIGHEST_DBTP, decode
from zt_audio.store.manifest import PlaylistEntry, TrackEntry
from zt_audio.store.workspace import Workspace
from zt_audio.tracks import duration_ms


def read_cycle(path: Path, track: TrackEntry, entry: PlaylistEntry) -> tuple[bytes, int]:
    """Return the first of the equal parts of a track's sound, and how many of the others differ from it.

    Memory is two cycles, however long the track. Raises BuildError `frames-damaged`, OSError.
    """
    start, end = audio_span(path, track, entry)
    with path.open("rb") as file:
        file.seek(start)
        cycle = file.read((end - start) // track.repeats)
        rest = (file.read(min(max(1, len(cycle)), end - at)) for at in range(file.tell(), end, max(1, len(cycle))))
        return cycle, sum(part != cycle for part in rest)


def first_cycle(path: Path, track: TrackEntry, entry: PlaylistEntry) -> bytes:
    """Return the first of the equal parts of a track's sound. Raises BuildError `frames-damaged`, OSError."""
    start, end = audio_span(path, track, entry)
    with path.open("rb") as file:
        file.seek(start)
        return file.read((end - start) // track.repeats)


def count_frames(coded: bytes, file: str) -> int:
    """Return how many frames `coded` of `file` holds. Raises BuildError `frames-damaged`."""
    if not is_wav(file):
        return frames.frame_count(coded)
    if len(coded) % FRAME_BYTES:
        raise BuildError(Problem("frames-damaged", facts={"offset": 0, "bytes": len(coded)}))
    return len(coded) // FRAME_BYTES


def decoded_samples(coded: bytes, file: str) -> Samples:
    """Return the samples of `coded`, a part of `file`. Raises BuildError `frames-damaged`."""
    if not is_wav(file):
        return decode(coded)
    count_frames(coded, file)
    samples: Samples = np.frombuffer(coded, "<i2").astype(np.float32) / np.float32(32768)
    return samples


def frame_runs(coded: bytes, file: str, counts: Iterable[int]) -> Iterator[bytes]:
    """Yield `coded` of `file` in runs of `counts` frames. Raises BuildError `frames-damaged`."""
    if is_wav(file):
        found = (coded[start : start + FRAME_BYTES] for start in range(0, len(coded), FRAME_BYTES))
    else:
        found = (frame for frame in frames.split(coded))
    yield from (b"".join(islice(found, count)) for count in counts)


_DRIFT_LU = 0.2  # between what the manifest states and what a decoded cycle measures


def verify(
    workspace: Workspace,
    wanted: Sequence[str] = (),
    ceiling_dbtp: float = HIGHEST_DBTP,
    emit: StickEmit = ignore_event,
) -> Verified:
    """Verify the playlists `wanted`, or all if none is named. Raises BuildError with every difference, ContentError.

    `ceiling_dbtp` is the highest true peak that a decoded cycle may have.
    """
    output = workspace.output
    found = read_playlists(workspace, ())
    playlists = chosen_playlists(found, wanted)
    problems = unfinished_problems(output, tuple(playlists))
    files = 0
    emit(Phase("check", sum(size for entry in playlists.values() for _sha256, size in entry.owned().values())))
    for name, entry in playlists.items():
        problems += _playlist_problems(output / name, name, entry, ceiling_dbtp, emit)
        files += len(entry.owned())
    if problems:
        raise BuildError(problems)
    numbers = {name: entry.number for name, entry in playlists.items()}
    tracks = sum(len(entry.tracks) for entry in playlists.values())
    return Verified(found.build, numbers, len(playlists), tracks, files)


def _playlist_problems(
    folder: Path, name: str, entry: PlaylistEntry, ceiling_dbtp: float, emit: StickEmit
) -> Iterator[Problem]:
    for file, (sha256, size) in entry.owned().items():
        facts = {"file": f"output/{name}/{file}"}
        if problem := file_problem(folder, name, file, sha256):
            yield problem
        else:
            tracks = (track for track in entry.tracks if track.file == file)
            found = (slug for track in tracks for slug in _track_faults(folder / file, track, entry, ceiling_dbtp))
            yield from (Problem(slug, None, facts) for slug in dict.fromkeys(found))
        emit(Moved(size))


def _track_faults(path: Path, track: TrackEntry, entry: PlaylistEntry, ceiling_dbtp: float) -> Iterator[str]:
    """Yield a slug for each difference between the manifest and a track's frames, loudness and true peak.

    It holds two cycles in memory, however long the track is. Raises OSError.
    """
    try:
        cycle, others = read_cycle(path, track, entry)
        if (
            count_frames(cycle, track.file) * track.repeats != track.frames
            or duration_ms(track.frames) != track.duration_ms
        ):
            yield "track-duration"
        if others:
            yield "track-cycle"
        samples = decoded_samples(cycle * min(track.repeats, 2), track.file)
    except BuildError:
        yield "track-undecodable"
        return
    if abs(integrated(frame_energies(samples)) - track.loudness_lufs) > _DRIFT_LU:
        yield "track-loudness-differs"
    if true_peak_dbtp(samples) > ceiling_dbtp:
        yield "track-peak"
