"""Track steps in, what their file will hold out: how long, how loud, how often; judged before a byte is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zt_audio.errors import BuildError
from zt_audio.model import Fact, Problem
from zt_audio.pipeline.plan import ID_CHARS
from zt_audio.pipeline.steps import TrackStep
from zt_audio.sound.loudness import of_frames
from zt_audio.sound.segment import HIGHEST_DBTP
from zt_audio.store.audio_cache import Frames, StoredSegment
from zt_audio.store.manifest import CycleEntry
from zt_audio.tracks.join import duration_ms, repeats, repeats_in_line

TOLERANCE_LU = 0.5  # of a whole track against the preset's target


@dataclass(frozen=True, slots=True)
class Sounding:
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


def soundings(steps: Sequence[TrackStep], frames: Frames, target_lufs: float) -> tuple[Sounding, ...]:
    """Return what is heard at the stops of one file. Raises BuildError where one would be too loud or too quiet."""
    cycles = [sum(frames.get(key).frame_count for key in step.cycle) for step in steps]
    stays = [step.script.stop.stay_min for step in steps]
    times = repeats_in_line(list(zip(cycles, stays, strict=True))) if steps[1:] else (repeats(cycles[0], stays[0]),)
    return tuple(_sounding(step, frames, target_lufs, often) for step, often in zip(steps, times, strict=True))


def _sounding(step: TrackStep, frames: Frames, target_lufs: float, times: int) -> Sounding:
    cycle = [frames.get(key) for key in step.cycle]
    cycle_frames = sum(segment.frame_count for segment in cycle)
    loudness_lufs, true_peak_dbtp = _judged(step, cycle, times, target_lufs)
    cycle_bytes = sum(len(segment.frames) for segment in cycle)
    return Sounding(step, cycle_frames, cycle_bytes, times, loudness_lufs, true_peak_dbtp, _timed(step, cycle))


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
        entries.append(CycleEntry(key[:ID_CHARS], duration_ms(frames), str(part.id)))
        frames += segment.frame_count
    return tuple(entries)
