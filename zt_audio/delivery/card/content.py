"""A round of the manifest in, what its card says out: pure values that the PDF and the HTML page lay out alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zt_audio.delivery.card import words
from zt_audio.delivery.card.days import day_told, days_told, validity
from zt_audio.delivery.card.layout import folder_and_file, in_folders, layout_of
from zt_audio.delivery.profiles import Layout
from zt_audio.delivery.report.values import clock
from zt_audio.delivery.words import Both
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

MINUTE_MS, HOUR_MIN = 60_000, 60
HOW_TO_PLAY: Mapping[Layout, Both] = {
    "flat": words.LOOP,
    "numbered": words.LOOP,
    "folder-per-stop": words.LOOP_FOLDER,
    "one-file": words.ONE_FILE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One stop: what to press, where, when, and the titles of what is said there."""

    press: str  # the number, or `02/001`; where the round is one file, when in it the stop begins
    place: Both
    arrive: str  # "10:00", or "" where the round has no times
    stay: Both | None
    said: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Card:
    build: str
    printed: str  # 24.11.2026
    title: Both
    days: Both
    rows: tuple[Row, ...]
    notes: tuple[Both, ...]


def card(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], printed: date) -> Card:
    """Return the card of the round `entry`, printed on the day `printed`."""
    return Card(
        entry.number,
        day_told(printed.isoformat()),
        _both(entry.title),
        days_told(entry.days),
        tuple(_row(press, track, entry, segments) for press, track in zip(_presses(entry), entry.tracks, strict=True)),
        tuple(_notes(entry, printed)),
    )


def _row(press: str, track: TrackEntry, entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> Row:
    stay = words.MINUTES.filled(n=track.stay_min) if track.stay_min else None
    said = (entry.appeals[name].title for name in appeals_of(track, segments) if name in entry.appeals)
    return Row(press, _both(track.title), track.arrive or "", stay, tuple(map(_both, said)))


def _presses(entry: PlaylistEntry) -> tuple[str, ...]:
    if layout_of(entry) == "one-file":
        return tuple(clock(track.start_ms) for track in entry.tracks)
    if in_folders(entry):
        return tuple(map(folder_and_file, entry.tracks))
    return tuple(str(track.number) for track in entry.tracks)


def _how_to_play(entry: PlaylistEntry) -> Iterator[Both]:
    yield HOW_TO_PLAY[layout_of(entry)]
    if in_folders(entry):
        yield words.FOLDERS.filled(file=folder_and_file(entry.tracks[-1]))


def appeals_of(track: TrackEntry, segments: Mapping[str, SegmentEntry]) -> tuple[str, ...]:
    """Return the ids of the appeals that `track` says, in the order in which they are first heard."""
    parts = (segments[heard.segment].part.split("/") for heard in track.cycle)
    return tuple(dict.fromkeys(part[1] for part in parts if part[0] == "appeal"))


def _notes(entry: PlaylistEntry, printed: date) -> Iterator[Both]:
    yield _total(entry)
    yield from validity(entry.appeals.values(), printed)
    yield from _how_to_play(entry)
    yield words.SAME_BUILD
    if entry.quiet_hours:
        spans = {name: span.replace("-", "–") for name, span in entry.quiet_hours.items()}
        yield words.HOURS.filled(**spans)
    if entry.outside_hours_reason:
        yield words.OUTSIDE_HOURS.filled(reason=entry.outside_hours_reason)
    if entry.draft:
        yield words.DRAFT
    yield words.SILENT
    if entry.duty_phone:
        yield words.DUTY.filled(phone=entry.duty_phone)


def _total(entry: PlaylistEntry) -> Both:
    sound = _lasts(sum(track.duration_ms for track in entry.tracks))
    return words.TOTAL.filled(stops=len(entry.tracks), sound=sound)


def _lasts(duration_ms: int) -> Both:
    minutes = max(1, round(duration_ms / MINUTE_MS))
    if minutes < HOUR_MIN:
        return words.MINUTES.filled(n=minutes)
    return words.HOURS_MINUTES.filled(h=minutes // HOUR_MIN, m=minutes % HOUR_MIN)


def _both(names: Mapping[str, str]) -> Both:
    return Both(names["kk"], names["ru"])
