"""Describe tracks, segments and playlists for the manifest; stage the files of tracks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from zt_audio.checks.guesses import unsigned_guesses
from zt_audio.content.timetable import clock_time, holidays_met, hours_span
from zt_audio.errors import BuildError
from zt_audio.events import Emit, TrackWritten
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.model import RECORDINGS, Passage, Project
from zt_audio.pages.player import MOST_CARRIED_BYTES, NO_SOUNDS, player_page
from zt_audio.pipeline.keys import ID_CHARS, speech_digest
from zt_audio.pipeline.script import Part, PlaylistScript
from zt_audio.pipeline.steps import Speaker, Speakers, TrackStep
from zt_audio.pipeline.track_audio import StopAudio, stop_audio, write_file
from zt_audio.published.audio import first_cycle, frame_runs
from zt_audio.published.evidence import SpokenPart, voice_name
from zt_audio.published.manifest_reader import is_wav
from zt_audio.sound.mp3 import BITRATE_KBPS
from zt_audio.store.audio_cache import SegmentCache, StoredSegment
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
from zt_audio.tracks.join import duration_ms
from zt_audio.tracks.playlist_files import listing_bytes, listings

_LEAST_FRAME_BYTES = 144_000 * BITRATE_KBPS // SAMPLE_RATE  # every other one has a byte more


def stage_tracks(
    steps: Sequence[TrackStep], frames: SegmentCache, output: Path, target_lufs: float, emit: Emit
) -> tuple[TrackEntry, ...]:
    """Stage the file of `steps`, one or all of a playlist, and return what the manifest says of each.

    Raises BuildError, OSError.
    """
    stops = stop_audio(steps, frames, target_lufs)
    path = staged(output, f"{steps[0].playlist}/{steps[0].file}")
    sha256, size_bytes, starts = write_file(path, stops, frames)
    entries = []
    first = 0
    for stop, start_byte in zip(stops, starts, strict=True):
        entry = _entry(stop, sha256, size_bytes)
        if len(stops) > 1:
            entry = replace(entry, start_ms=duration_ms(first), start_byte=start_byte)
        first += stop.frames
        entries.append(entry)
        emit(TrackWritten(stop.step.playlist, entry.file, size_bytes, entry.duration_ms, stop.step.reason))
    return tuple(entries)


def _entry(stop: StopAudio, sha256: str, size_bytes: int) -> TrackEntry:
    step = stop.step
    return TrackEntry(
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
        frames=stop.frames,
        duration_ms=duration_ms(stop.frames),
        repeats=stop.times,
        loudness_lufs=stop.loudness_lufs,
        true_peak_dbtp=stop.true_peak_dbtp,
        cycle=stop.timed,
    )


def carried(step: TrackStep, old: TrackEntry) -> TrackEntry:
    """Return the entry of a FRESH track with what may change without changing its bytes."""
    place = step.script.place
    title: dict[str, str] = {lang: text.value for lang, text in place.name.items()}
    cycle = tuple(_heard_as(heard, str(part.id)) for heard, part in zip(old.cycle, step.script.parts, strict=True))
    return replace(old, arrive=_arrive(step), place=place.id, title=title, cycle=cycle)


def _heard_as(heard: CycleEntry, part: str) -> CycleEntry:
    return heard if heard.part == part else replace(heard, part=part)


def _arrive(step: TrackStep) -> str | None:
    minutes = step.script.stop.arrive_min
    return None if minutes is None else clock_time(minutes)


def carried_sounds(
    output: Path,
    steps: Sequence[TrackStep],
    entry: PlaylistEntry,
    segments: Mapping[str, SegmentEntry],
    frames: SegmentCache,
) -> Mapping[str, bytes]:
    """Return the MP3 frames of all segments of a playlist, for its player page; those of WAV tracks have none.

    What the cache has lost since an earlier build is read from the tracks; a dry run may find neither. Nothing is read
    where it is more than the page may carry: 500 places are 120 MB.
    """
    names = dict.fromkeys(heard.segment for track in entry.tracks if not is_wav(track.file) for heard in track.cycle)
    if sum(segments[name].frames for name in names) * _LEAST_FRAME_BYTES > MOST_CARRIED_BYTES:
        return NO_SOUNDS
    found: dict[str, bytes] = {}
    for step, track in zip(steps, entry.tracks, strict=True):
        cycle_names = [heard.segment for heard in track.cycle]
        if is_wav(track.file) or found.keys() >= set(cycle_names):
            continue
        try:
            found |= {name: frames.get(key).frames for name, key in zip(cycle_names, step.cycle, strict=True)}
        except BuildError:
            with suppress(BuildError, OSError):
                cycle = first_cycle(output / step.playlist / track.file, track, entry)
                runs = frame_runs(cycle, track.file, (segments[name].frames for name in cycle_names))
                found |= zip(cycle_names, runs, strict=True)
    return found


def player_file(
    entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], sounds: Mapping[str, bytes]
) -> tuple[FileEntry, bytes]:
    """Return the page that plays the playlist `entry` and carries `sounds`, and what the manifest says of it."""
    page = player_page(entry, segments, sounds)
    return _file_entry(PLAYER_FILE, page), page


def _file_entry(name: str, data: bytes) -> FileEntry:
    return FileEntry(name, hashlib.sha256(data).hexdigest(), len(data))


def list_files(script: PlaylistScript, entries: Sequence[TrackEntry]) -> tuple[tuple[FileEntry, bytes], ...]:
    """Return each list of a playlist, with what the manifest says of it."""
    return lists_of(script, [(entry.file, entry.stop, entry.start_ms) for entry in entries])


def lists_of(script: PlaylistScript, tracks: Sequence[tuple[str, str, int]]) -> tuple[tuple[FileEntry, bytes], ...]:
    """Return each list of a playlist whose `tracks` are file, stop and beginning in its file in milliseconds."""
    profile = script.profile
    marks = [(stop.upper().replace("-", "_"), start_ms) for _file, stop, start_ms in tracks]
    title = script.playlist.id.upper().replace("-", "_")
    found = listings(profile, [file for file, _stop, _start_ms in tracks])
    made = [(listing.file, listing_bytes(profile, listing, title, marks)) for listing in found]
    return tuple((_file_entry(file, data), data) for file, data in made)


def playlist_entry(
    script: PlaylistScript,
    project: Project,
    draft: Sequence[str],
    guesses: Sequence[str],
    consents: Mapping[str, str],
    tracks: Sequence[TrackEntry],
    lists: Sequence[FileEntry],
) -> PlaylistEntry:
    """Return what the manifest says of a playlist; `draft` are its parts that a draft-quality voice speaks.

    `guesses` are its readings that are guesses and not signed off, `consents` the last day of each voice that is made
    from a person's.
    """
    playlist = script.playlist
    hours = project.settings.quiet_hours
    broadcast = project.settings.voices.quality_floor == "broadcast"
    return PlaylistEntry(
        title={lang: text.value for lang, text in playlist.title.items()},
        languages=playlist.languages,
        days=playlist.days,
        profile=playlist.profile,
        draft=bool(draft),
        tracks=tuple(tracks),
        files=tuple(lists),
        appeals={name: _appeal_entry(project, name) for stop in playlist.stops for name in stop.appeals},
        duty_phone=project.settings.duty_phone,
        quiet_hours={"weekday": hours_span(hours.weekday), "weekend": hours_span(hours.weekend)},
        outside_hours_reason=playlist.outside_hours_reason,
        holidays=holidays_met(playlist.days, hours.holidays),
        below_floor=tuple(draft) if broadcast else (),
        guesses=tuple(guesses) if broadcast else (),
        consents=consents if broadcast else {},
    )


def draft_parts(steps: Iterable[TrackStep], speakers: Speakers) -> tuple[str, ...]:
    """Return the parts of `steps` that a voice of draft quality speaks, in the order in which they are heard."""
    parts = [part for step in steps for part in step.script.parts if part.passage]
    return tuple(dict.fromkeys(str(part.id) for part in parts if speakers[part.id].draft))


def consents_of(steps: Iterable[TrackStep], speakers: Speakers) -> Mapping[str, str]:
    """Return the voices that are made from a person's, each with the last day for which that person agreed."""
    heard = [speakers[part.id] for step in steps for part in step.script.parts if part.passage]
    return {voice_name(one.engine, one.voice): one.consent_until for one in heard if one.consent_until}


def guessed_readings(steps: Iterable[TrackStep], speakers: Speakers, project: Project) -> tuple[str, ...]:
    """Return what the parts of `steps` say by a guess that is not signed off; a person has read recordings."""
    parts = [part for step in steps for part in step.script.parts]
    passages = [part.passage for part in parts if part.passage and speakers[part.id].engine != RECORDINGS]
    return tuple(dict.fromkeys(f"{each.written} → {each.spoken}" for each in unsigned_guesses(project, passages)))


def _appeal_entry(project: Project, name: str) -> AppealEntry:
    appeal = project.appeals[name]
    title: dict[str, str] = {lang: text.value for lang, text in appeal.title.items()}
    return AppealEntry(title, *appeal.valid_days)


def segment_entries(
    step: TrackStep,
    found: Mapping[str, SegmentEntry],
    before: Mapping[str, SegmentEntry],
    frames: SegmentCache,
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


def planned_parts(script: PlaylistScript, speakers: Speakers) -> tuple[SpokenPart, ...]:
    """Return what a playlist will say once it is built, each paragraph once."""
    found = {part.id: part for stop in script.stops for part in stop.parts if part.passage}
    return tuple(_spoken_part(part, part.passage, speakers[part.id]) for part in found.values() if part.passage)


def _spoken_part(part: Part, passage: Passage, speaker: Speaker) -> SpokenPart:
    return SpokenPart(
        part.id,
        tuple(utterance.text for utterance in passage.utterances),
        speech_digest(passage, speaker),
        voice_name(speaker.engine, speaker.voice),
        passage.written,
    )


def _segment_entry(part: Part, measured: SegmentEntry | StoredSegment, speakers: Speakers) -> SegmentEntry:
    passage = part.passage
    speaker = speakers[part.id] if passage else None
    return SegmentEntry(
        part=str(part.id),
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
        written=passage.written if passage else "",
        speech=speech_digest(passage, speaker) if passage and speaker else "",
    )
