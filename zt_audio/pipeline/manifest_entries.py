"""Describe tracks, segments and playlists for the manifest."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from zt_audio.checks.lexicon import unsigned_guesses
from zt_audio.content.presets import SOUND_RECIPE, preset_of
from zt_audio.content.timetable import clock_time, holidays_met, hours_span
from zt_audio.model import RECORDINGS, Passage, Project
from zt_audio.pipeline.plan import LINE_RECIPE, TRACK_RECIPE
from zt_audio.pipeline.script import Part, PlaylistScript
from zt_audio.pipeline.steps import ID_CHARS, SEGMENT_RECIPE, SPEECH_RECIPE, Speaker, Speakers, TrackStep, speech_digest
from zt_audio.published.evidence import SpokenPart, voice_name
from zt_audio.store.manifest import (
    NUMBER_CHARS,
    AppealEntry,
    FileEntry,
    PlaylistEntry,
    SegmentEntry,
    TrackEntry,
)
from zt_audio.store.records import key_of
from zt_audio.store.state_file import to_tree
from zt_audio.store.workspace import SegmentCache, StoredSegment
from zt_audio.tracks.playlist_files import listing_bytes, listings


def carried(step: TrackStep, old: TrackEntry) -> TrackEntry:
    """Return the entry of a FRESH track with what may change without changing its bytes."""
    place = step.script.place
    title: dict[str, str] = {lang: text.value for lang, text in place.name.items()}
    named = zip(old.cycle, (str(part.id) for part in step.script.parts), strict=True)
    cycle = tuple(heard if heard.part == part else replace(heard, part=part) for heard, part in named)
    return replace(old, arrive=arrive(step), place=place.id, title=title, cycle=cycle)


def arrive(step: TrackStep) -> str | None:
    """Return when the vehicle arrives, as `10:00`."""
    minutes = step.script.stop.arrive_min
    return None if minutes is None else clock_time(minutes)


def lists_of(script: PlaylistScript, tracks: Sequence[tuple[str, str, int]]) -> tuple[tuple[FileEntry, bytes], ...]:
    """Return each list of a playlist whose `tracks` are file, stop and beginning in its file in milliseconds."""
    profile = script.profile
    marks = [(stop.upper().replace("-", "_"), start_ms) for _file, stop, start_ms in tracks]
    title = script.playlist.id.upper().replace("-", "_")
    found = listings(profile, [file for file, _stop, _start_ms in tracks])
    made = [(listing.file, listing_bytes(profile, listing, title, marks)) for listing in found]
    return tuple((FileEntry(file, hashlib.sha256(data).hexdigest(), len(data)), data) for file, data in made)


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
        appeals={name: _appeal_entry(project, name) for name in playlist.appeals},
        duty_phone=project.settings.duty_phone,
        quiet_hours={"weekday": hours_span(hours.weekday), "weekend": hours_span(hours.weekend)},
        outside_hours_reason=playlist.outside_hours_reason,
        holidays=holidays_met(playlist.days, hours.holidays),
        below_floor=tuple(draft) if broadcast else (),
        guesses=tuple(guesses) if broadcast else (),
        consents=consents if broadcast else {},
    )


def described_playlist(
    script: PlaylistScript,
    project: Project,
    speakers: Speakers,
    steps: Sequence[TrackStep],
    tracks: Sequence[TrackEntry],
) -> tuple[PlaylistEntry, tuple[tuple[FileEntry, bytes], ...]]:
    """Return what the manifest says of a playlist with the entries `tracks`, without its page; and its lists."""
    lists = lists_of(script, [(entry.file, entry.stop, entry.start_ms) for entry in tracks])
    parts = [part for step in steps for part in step.script.parts if part.passage]
    draft = tuple(dict.fromkeys(str(part.id) for part in parts if speakers[part.id].draft))
    # A person has read recordings. A voice that is made from a person's has the last day for which that person agreed.
    passages = [part.passage for part in parts if part.passage and speakers[part.id].engine != RECORDINGS]
    unsigned = unsigned_guesses(project, passages)
    guesses = tuple(dict.fromkeys(f"{each.written} → {each.spoken}" for each in unsigned))
    heard = [speakers[part.id] for part in parts]
    consents = {voice_name(one.engine, one.voice): one.consent_until for one in heard if one.consent_until}
    entry = playlist_entry(script, project, draft, guesses, consents, tracks, [entry for entry, _data in lists])
    # The number of a playlist: a digest of what its driver hears and reads, not of the bytes that it became. So it is
    # the same on every computer that has the same voices, whatever the versions of its libraries. A new holiday makes
    # no card wrong, nor does a reading that was signed off; a consent may be given for longer.
    sound = project.settings.sound
    numbers = asdict(preset_of(sound.preset, sound.own_presets))
    recipe = [SPEECH_RECIPE, SEGMENT_RECIPE, SOUND_RECIPE, TRACK_RECIPE, LINE_RECIPE, numbers]
    unread = replace(entry, tracks=(), files=(), holidays=(), guesses=(), consents={}, draft=False, below_floor=())
    facts = [to_tree(unread), [file.file for file in entry.files], asdict(script.profile)]
    return replace(entry, build=key_of("playlist", recipe, facts, [step.heard for step in steps])[:NUMBER_CHARS]), lists


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
        name = sys.intern(key[:ID_CHARS])
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
        part=sys.intern(str(part.id)),
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
