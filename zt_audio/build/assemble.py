"""A playlist's track steps in, its new files staged and its manifest entry out. Untouched tracks are carried over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from zt_audio.build.events import Emit, TrackWritten
from zt_audio.build.frames import Frames, StoredSegment
from zt_audio.build.plan import ID_CHARS, Speakers, TrackStep
from zt_audio.build.script import Part, Round
from zt_audio.delivery.names import PLAYLIST_FILE
from zt_audio.delivery.player.page import player_page
from zt_audio.errors import BuildError
from zt_audio.model import Fact, Problem, Project
from zt_audio.playlist.m3u import m3u
from zt_audio.playlist.tags import id3v23
from zt_audio.playlist.track import duration_ms, repeats, write_track
from zt_audio.sound.frames import info_frame
from zt_audio.sound.loudness import of_frames
from zt_audio.sound.segment import HIGHEST_DBTP
from zt_audio.store.journal import staged
from zt_audio.store.manifest import (
    PLAYER_FILE,
    AppealEntry,
    CycleEntry,
    FileEntry,
    PlaylistEntry,
    SegmentEntry,
    TrackEntry,
)

TOLERANCE_LU = 0.5  # of a whole track against the preset's target


def track(step: TrackStep, frames: Frames, output: Path, target_lufs: float, emit: Emit) -> TrackEntry:
    """Stage the file of `step` and return what the manifest says of it. Raises BuildError, OSError."""
    cycle = [frames.get(key) for key in step.cycle]
    cycle_frames = sum(segment.frame_count for segment in cycle)
    times = repeats(cycle_frames, step.script.stop.stay_min)
    loudness_lufs, true_peak_dbtp = _judged(step, cycle, times, target_lufs)
    audio_bytes = sum(len(segment.frames) for segment in cycle) * times
    head = id3v23(step.tags) + info_frame(cycle_frames * times, audio_bytes)
    path = staged(output, f"{step.playlist}/{step.file}")
    sha256, size_bytes = write_track(path, head, [segment.frames for segment in cycle], times)
    entry = TrackEntry(
        key=step.key,
        number=step.number,
        file=step.file,
        stop=step.script.stop.id,
        place=step.script.place.id,
        title={lang: text.value for lang, text in step.script.place.name.items()},
        arrive=_arrive(step),
        stay_min=step.script.stop.stay_min,
        sha256=sha256,
        bytes=size_bytes,
        frames=cycle_frames * times,
        duration_ms=duration_ms(cycle_frames * times),
        repeats=times,
        loudness_lufs=loudness_lufs,
        true_peak_dbtp=true_peak_dbtp,
        cycle=_timed(step.cycle, cycle),
    )
    emit(TrackWritten(step.playlist, step.file, size_bytes, entry.duration_ms, step.reason))
    return entry


def carried(step: TrackStep, old: TrackEntry) -> TrackEntry:
    """Return the entry of a FRESH track with what may change without changing its bytes."""
    place = step.script.place
    title: dict[str, str] = {lang: text.value for lang, text in place.name.items()}
    return replace(old, arrive=_arrive(step), place=place.id, title=title)


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


def _timed(keys: Sequence[str], cycle: Sequence[StoredSegment]) -> tuple[CycleEntry, ...]:
    entries = []
    frames = 0
    for key, segment in zip(keys, cycle, strict=True):
        entries.append(CycleEntry(key[:ID_CHARS], duration_ms(frames)))
        frames += segment.frame_count
    return tuple(entries)


def _arrive(step: TrackStep) -> str | None:
    minutes = step.script.stop.arrive_min
    return None if minutes is None else _clock(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def playlist_file(tracks: Sequence[str]) -> tuple[FileEntry, bytes]:
    """Return the M3U of the files `tracks` and what the manifest says of it."""
    data = m3u(tracks)
    return _file_entry(PLAYLIST_FILE, data), data


def player_file(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> tuple[FileEntry, bytes]:
    """Return the page that plays the round `entry` and what the manifest says of it."""
    page = player_page(entry, segments)
    return _file_entry(PLAYER_FILE, page), page


def _file_entry(name: str, data: bytes) -> FileEntry:
    return FileEntry(name, hashlib.sha256(data).hexdigest(), len(data))


def playlist_entry(
    round_: Round,
    project: Project,
    draft: Sequence[str],
    tracks: Sequence[TrackEntry],
    listing: FileEntry,
) -> PlaylistEntry:
    """Return what the manifest says of a playlist; `draft` are its parts that a draft-quality voice speaks."""
    playlist = round_.playlist
    hours = project.settings.quiet_hours
    return PlaylistEntry(
        title={lang: text.value for lang, text in playlist.title.items()},
        languages=playlist.languages,
        days=playlist.days,
        profile=playlist.profile,
        draft=bool(draft),
        tracks=tuple(tracks),
        files=(listing,),
        appeals={name: _appeal_entry(project, name) for stop in playlist.stops for name in stop.appeals},
        duty_phone=project.settings.duty_phone,
        quiet_hours={"weekday": _span(hours.weekday), "weekend": _span(hours.weekend)},
        outside_hours_reason=playlist.outside_hours_reason,
        below_floor=tuple(draft) if project.settings.quality_floor == "broadcast" else (),
    )


def draft_parts(steps: Iterable[TrackStep], speakers: Speakers) -> tuple[str, ...]:
    """Return the parts of `steps` that a voice of draft quality speaks, in the order in which they are heard."""
    parts = [part for step in steps for part in step.script.parts if part.passage]
    return tuple(dict.fromkeys(part.id for part in parts if speakers[part.id].draft))


def _appeal_entry(project: Project, name: str) -> AppealEntry:
    appeal = project.appeals[name]
    title: dict[str, str] = {lang: text.value for lang, text in appeal.title.items()}
    return AppealEntry(title, appeal.valid_from, appeal.valid_until)


def _span(hours: tuple[int, int]) -> str:
    return "-".join(_clock(minutes) for minutes in hours)


def segment_entries(
    step: TrackStep,
    found: Mapping[str, SegmentEntry],
    before: Mapping[str, SegmentEntry],
    frames: Frames,
    speakers: Speakers,
) -> Mapping[str, SegmentEntry]:
    """Return what the manifest says of each segment of a track that is not `found` yet, by its id there.

    What was measured is taken from the manifest `before` where it stands there: the cache may be gone.
    """
    entries: dict[str, SegmentEntry] = {}
    for key, part in zip(step.cycle, step.script.parts, strict=True):
        name = key[:ID_CHARS]
        if name not in found and name not in entries:
            entries[name] = _segment_entry(part, before.get(name) or frames.get(key), speakers)
    return entries


def _segment_entry(part: Part, measured: SegmentEntry | StoredSegment, speakers: Speakers) -> SegmentEntry:
    passage = part.passage
    speaker = speakers[part.id] if passage else None
    return SegmentEntry(
        part=part.id,
        lang=passage.lang if passage else None,
        text=tuple(utterance.text for utterance in passage.utterances) if passage else (),
        source=passage.where.file if passage else None,
        engine=speaker.engine if speaker else None,
        engine_fingerprint=speaker.fingerprint if speaker else None,
        voice=speaker.voice if speaker else None,
        draft=speaker.draft if speaker else False,
        frames=measured.frames if isinstance(measured, SegmentEntry) else measured.frame_count,
        loudness_lufs=measured.loudness_lufs,
        true_peak_dbtp=measured.true_peak_dbtp,
    )
