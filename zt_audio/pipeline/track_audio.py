"""Measure what each file will hold before a byte is written, then write it: joined MP3 frames, or their PCM."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from math import ceil
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import info_frame
from zt_audio.formats.wav import FRAME_BYTES, WAV_HEADER_BYTES, wav_header
from zt_audio.model import Fact, Problem
from zt_audio.pipeline.steps import ID_CHARS, TrackStep
from zt_audio.sound.loudness import of_frames
from zt_audio.sound.segment import HIGHEST_DBTP, decode_pcm
from zt_audio.store.manifest import CycleEntry
from zt_audio.store.workspace import SegmentCache, StoredSegment
from zt_audio.tracks.join import duration_ms, read_back, repeats, repeats_in_line, write_stream, write_track
from zt_audio.tracks.playlist_files import id3v23

TOLERANCE_LU = 0.5  # of a whole track against the preset's target


@dataclass(frozen=True, slots=True)
class StopAudio:
    """One stop of a file: its cycle is played `times` over."""

    step: TrackStep
    cycle_frames: int
    cycle_bytes: int  # as MP3
    times: int
    loudness_lufs: float
    true_peak_dbtp: float
    timed: tuple[CycleEntry, ...]

    @property
    def frames(self) -> int:
        return self.cycle_frames * self.times


def stop_audio(steps: Sequence[TrackStep], frames: SegmentCache, target_lufs: float) -> tuple[StopAudio, ...]:
    """Return what is heard at the stops of one file. Raises BuildError where one would be too loud or too quiet."""
    cycles = [sum(frames.get(key).frame_count for key in step.cycle) for step in steps]
    stays = [step.script.stop.stay_min for step in steps]
    times = repeats_in_line(list(zip(cycles, stays, strict=True))) if steps[1:] else (repeats(cycles[0], stays[0]),)
    return tuple(_measured(step, frames, target_lufs, often) for step, often in zip(steps, times, strict=True))


def _measured(step: TrackStep, frames: SegmentCache, target_lufs: float, times: int) -> StopAudio:
    cycle = [frames.get(key) for key in step.cycle]
    cycle_frames = sum(segment.frame_count for segment in cycle)
    _fits_passers_by(step, cycle)
    loudness_lufs, true_peak_dbtp = _judged(step, cycle, times, target_lufs)
    cycle_bytes = sum(len(segment.frames) for segment in cycle)
    return StopAudio(step, cycle_frames, cycle_bytes, times, loudness_lufs, true_peak_dbtp, _timed(step, cycle))


def _fits_passers_by(step: TrackStep, cycle: Sequence[StoredSegment]) -> None:
    """Raise BuildError where someone whom a moving vehicle passes may miss a passage of its cycle.

    Who hears a whole passage whenever they come into range is in range for the cycle and that passage once more.
    """
    if (moving := step.script.stop.moving) is None:
        return
    lengths = [duration_ms(segment.frame_count) / 1000 for segment in cycle]
    passages = [(length, part.passage) for length, part in zip(lengths, step.script.parts, strict=True) if part.passage]
    longest_s, passage = max(passages, key=lambda row: row[0])
    if (needed_s := sum(lengths) + longest_s) > moving.in_range_s:
        sentence = max(passage.utterances, key=lambda utterance: utterance.syllables)
        facts: dict[str, Fact] = {
            "stop": step.script.stop.id,
            "needed": ceil(needed_s),
            "there": int(moving.in_range_s),
            "sentence": sentence.printed or sentence.text,
        }
        raise BuildError(Problem("moving-too-long", sentence.where, facts))


def _judged(step: TrackStep, cycle: Sequence[StoredSegment], times: int, target_lufs: float) -> tuple[float, float]:
    """Return loudness and true peak of the track, from what was measured on its decoded segments."""
    energies = b"".join(segment.energies for segment in cycle)
    loudness_lufs = of_frames(energies * min(times, 2))  # more repeats read the same
    true_peak_dbtp = max((s.true_peak_dbtp for s in cycle if s.true_peak_dbtp is not None), default=-200.0)
    if abs(loudness_lufs - target_lufs) > TOLERANCE_LU or true_peak_dbtp > HIGHEST_DBTP:
        facts: dict[str, Fact] = {
            "file": step.file,
            "lufs": round(loudness_lufs, 2),
            "target": target_lufs,
            "dbtp": round(true_peak_dbtp, 2),
            "ceiling": HIGHEST_DBTP,
        }
        raise BuildError(Problem("track-loudness", step.script.stop.where, facts))
    return round(loudness_lufs, 2), round(true_peak_dbtp, 2)


def _timed(step: TrackStep, cycle: Sequence[StoredSegment]) -> tuple[CycleEntry, ...]:
    entries = []
    frames = 0
    for key, part, segment in zip(step.cycle, step.script.parts, cycle, strict=True):
        name, said = sys.intern(key[:ID_CHARS]), sys.intern(str(part.id))  # most are heard at thousands of stops
        entries.append(CycleEntry(name, duration_ms(frames), said))
        frames += segment.frame_count
    return tuple(entries)


def write_file(path: Path, stops: Sequence[StopAudio], frames: SegmentCache) -> tuple[str, int, tuple[int, ...]]:
    """Write the file of `stops`, one or all of a playlist; return sha256, size, and where each stop's sound begins.

    No memory is taken beyond the cycle of one stop, however many there are. Raises OSError, BuildError.
    """
    first = stops[0]
    total = sum(stop.frames for stop in stops)
    if first.step.profile.format == "wav":
        starts = _starts(WAV_HEADER_BYTES, [stop.frames * FRAME_BYTES for stop in stops])
        pcm = (_pcm(path, stop, start, frames) for stop, start in zip(stops, starts, strict=True))
        return (*write_stream(path, chain([wav_header(total)], chain.from_iterable(pcm))), starts)
    sizes = [stop.cycle_bytes * stop.times for stop in stops]
    head = (id3v23(first.step.tags) if first.step.tags else b"") + info_frame(total, sum(sizes))
    starts = _starts(len(head), sizes)
    if len(stops) == 1:  # the usual case, and the quickest
        return (*write_track(path, head, _runs(first.step, frames), first.times), starts)
    runs = (repeat(_runs(stop.step, frames), stop.times) for stop in stops)
    return (*write_stream(path, chain([head], chain.from_iterable(chain.from_iterable(runs)))), starts)


def _starts(first: int, sizes: Sequence[int]) -> tuple[int, ...]:
    return tuple(first + sum(sizes[:number]) for number in range(len(sizes)))


def _runs(step: TrackStep, frames: SegmentCache) -> list[bytes]:
    return [frames.get(key).frames for key in step.cycle]


def _pcm(path: Path, stop: StopAudio, start: int, frames: SegmentCache) -> Iterator[bytes]:
    """Yield one cycle as it is decoded, segment by segment, then that stretch of the file again and again."""
    yield from (decode_pcm(frames.get(key).frames) for key in stop.step.cycle)
    end = start + stop.cycle_frames * FRAME_BYTES
    for _ in range(stop.times - 1):
        yield from read_back(path, start, end)
