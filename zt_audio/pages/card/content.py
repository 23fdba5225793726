"""A round of the manifest in, what its card says out: pure values that the PDF and the HTML page lay out alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zt_audio.content.profiles import Layout
from zt_audio.model import PartId
from zt_audio.pages.bilingual import Both, listed
from zt_audio.pages.card import words
from zt_audio.pages.card.days import day_told, days_told, validity
from zt_audio.pages.card.layout import folder_and_file, in_folders, layout_of
from zt_audio.pages.report.values import clock
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
    """One stop: what to press, where, when, and the titles of what is said there alone."""

    press: str  # the number, or `02/001`; where the round is one file, when in it the stop begins
    place: Both
    arrive: str  # "10:00", or "" where the round has no times
    stay: Both | None
    said: Both | None


@dataclass(frozen=True, slots=True)
class Card:
    build: str
    printed: str  # 24.11.2026
    title: Both
    days: Both
    everywhere: Both | None  # the titles of what is said at every stop of several: once, and not in each row
    rows: tuple[Row, ...]
    notes: tuple[Both, ...]

    @property
    def heads(self) -> tuple[Both, ...]:
        """What stands above the columns: what is said has none where it is the same at all stops."""
        heads = (words.NUMBER, words.PLACE, words.TIME)
        if not any(row.said for row in self.rows):
            return heads
        return (*heads, words.SAID_BESIDES if self.everywhere else words.SAID)


def card(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], printed: date) -> Card:
    """Return the card of the round `entry`, printed on the day `printed`."""
    said = [appeals_of(track, segments) for track in entry.tracks]
    everywhere = _said_everywhere(said)
    rows = zip(_presses(entry), entry.tracks, said, strict=True)
    return Card(
        entry.number,
        day_told(printed.isoformat()),
        _both(entry.title),
        days_told(entry.days),
        _titles(everywhere, entry),
        tuple(
            _row(press, track, _titles([name for name in names if name not in everywhere], entry))
            for press, track, names in rows
        ),
        tuple(_notes(entry, printed)),
    )


def _row(press: str, track: TrackEntry, said: Both | None) -> Row:
    stay = words.MINUTES.filled(n=track.stay_min) if track.stay_min else None
    return Row(press, _both(track.title), track.arrive or "", stay, said)


def _said_everywhere(said: Sequence[Sequence[str]]) -> tuple[str, ...]:
    if len(said) == 1:
        return ()
    common = set(said[0]).intersection(*said[1:])
    return tuple(name for name in said[0] if name in common)


def _titles(names: Iterable[str], entry: PlaylistEntry) -> Both | None:
    known = [_both(entry.appeals[name].title) for name in names if name in entry.appeals]
    return listed(known) if known else None


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
    parts = (PartId.parse(heard.part or segments[heard.segment].part) for heard in track.cycle)
    return tuple(dict.fromkeys(part.subject for part in parts if part.kind == "appeal"))


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
