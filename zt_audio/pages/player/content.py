"""A round of the manifest in, what its player page knows out: tracks with times and texts, as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from zt_audio.model import PartId
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

Segments = Mapping[str, SegmentEntry]


def player_data(entry: PlaylistEntry, segments: Segments) -> dict[str, Any]:
    """Return what the script needs. Each segment stands there once, and cycles name it by its number."""
    used = dict.fromkeys((part.segment, part.part) for track in entry.tracks for part in track.cycle)
    numbers = {heard: number for number, heard in enumerate(used)}
    return {
        "build": entry.number,
        "tracks": [_track(track, numbers) for track in entry.tracks],
        "segments": [_segment(segments[key], part, entry) for key, part in used],
    }


def _track(track: TrackEntry, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "number": track.number,
        "file": quote(track.file),
        "title": dict(track.title),
        "arrive": track.arrive,
        "start_s": track.start_ms / 1000,
        "end_s": (track.start_ms + track.duration_ms) / 1000 if track.start_byte else None,  # where others follow it
        "stay_s": (track.stay_min or 0) * 60,
        "cycle_s": round(track.duration_ms / track.repeats / 1000, 3),
        "cycle": [[part.start_ms / 1000, numbers[part.segment, part.part]] for part in track.cycle],
    }


def _segment(segment: SegmentEntry, part: str, entry: PlaylistEntry) -> dict[str, Any]:
    """Return what is said: its kind, the title of its appeal, its sentences. A pause says nothing."""
    spoken = PartId.parse(part or segment.part)
    appeal = entry.appeals.get(spoken.subject) if spoken.kind == "appeal" else None
    title = appeal.title.get(segment.lang or "") if appeal else None
    return {"kind": spoken.kind, "lang": segment.lang, "title": title, "text": " ".join(segment.text)}
