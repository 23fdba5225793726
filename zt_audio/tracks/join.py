"""Join MP3 frames into the file of a track: one cycle, repeated. No audio is decoded or encoded here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from pathlib import Path

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.store.disk import write_all

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
