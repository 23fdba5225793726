"""What one file of a round will hold in, the file out: MP3 frames joined, or the PCM that a player makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from pathlib import Path

from zt_audio.formats.mp3 import info_frame
from zt_audio.formats.wav import FRAME_BYTES, WAV_HEADER_BYTES, wav_header
from zt_audio.pipeline.steps import TrackStep
from zt_audio.pipeline.track_audio import Sounding
from zt_audio.sound.mp3 import decode_pcm
from zt_audio.store.audio_cache import Frames
from zt_audio.tracks.join import read_back, write_stream, write_track
from zt_audio.tracks.tags import id3v23


def write_file(path: Path, stops: Sequence[Sounding], frames: Frames) -> tuple[str, int, tuple[int, ...]]:
    """Write the file of `stops`, one or all of a round; return sha256, size, and where the sound of each stop begins.

    No memory is taken beyond the cycle of one stop, however many there are. Raises OSError, BuildError.
    """
    first = stops[0]
    total = sum(stop.frames for stop in stops)
    if first.step.profile.format == "wav":
        starts = _starts(WAV_HEADER_BYTES, [stop.frames * FRAME_BYTES for stop in stops])
        pcm = (_pcm(path, stop, start, frames) for stop, start in zip(stops, starts, strict=True))
        chunks = chain([wav_header(total)], chain.from_iterable(pcm))
        return (*write_stream(path, chunks), starts)
    sizes = [stop.cycle_bytes * stop.times for stop in stops]
    head = (id3v23(first.step.tags) if first.step.tags else b"") + info_frame(total, sum(sizes))
    starts = _starts(len(head), sizes)
    if len(stops) == 1:  # the usual case, and the quickest
        return (*write_track(path, head, _runs(first.step, frames), first.times), starts)
    runs = (repeat(_runs(stop.step, frames), stop.times) for stop in stops)
    return (*write_stream(path, chain([head], chain.from_iterable(chain.from_iterable(runs)))), starts)


def _starts(first: int, sizes: Sequence[int]) -> tuple[int, ...]:
    return tuple(first + sum(sizes[:number]) for number in range(len(sizes)))


def _runs(step: TrackStep, frames: Frames) -> list[bytes]:
    return [frames.get(key).frames for key in step.cycle]


def _pcm(path: Path, stop: Sounding, start: int, frames: Frames) -> Iterator[bytes]:
    """Yield one cycle as it is decoded, segment by segment, then that stretch of the file again and again."""
    for key in stop.step.cycle:
        yield decode_pcm(frames.get(key).frames)
    end = start + stop.cycle_frames * FRAME_BYTES
    for _ in range(stop.times - 1):
        yield from read_back(path, start, end)
