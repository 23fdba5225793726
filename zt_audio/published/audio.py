"""Read a track's audio back as frames and samples (MP3 or WAV). A WAV frame is the PCM of one MP3 frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from zt_audio.errors import BuildError
from zt_audio.formats import mp3 as frames
from zt_audio.formats.wav import FRAME_BYTES
from zt_audio.model import Problem
from zt_audio.published.manifest_reader import audio_span, is_wav
from zt_audio.sound.mp3 import decode
from zt_audio.sound.pcm import Samples
from zt_audio.store.manifest import PlaylistEntry, TrackEntry


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
