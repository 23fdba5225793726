"""A round of the manifest in, what its card says out: pure values that the PDF and the HTML page lay out alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zt_audio.delivery.card import words
from zt_audio.delivery.report.values import clock
from zt_audio.delivery.words import Both
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

LANGS = ("kk", "ru")
SHORTEST_RUN = 2  # days that are still listed one by one


@dataclass(frozen=True, slots=True)
class Row:
    """One stop: what to press, where, when, and the titles of what is said there."""

    press: str  # the number; where the round is one file, when in it the stop begins
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
        _day(printed.isoformat()),
        _both(entry.title),
        days(entry.days),
        tuple(_row(track, entry, segments) for track in entry.tracks),
        tuple(_notes(entry)),
    )


def _row(track: TrackEntry, entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> Row:
    stay = words.STAY.filled(n=track.stay_min) if track.stay_min else None
    said = (entry.appeals[name].title for name in appeals_of(track, segments) if name in entry.appeals)
    press = clock(track.start_ms) if is_one_file(entry) else str(track.number)
    return Row(press, _both(track.title), track.arrive or "", stay, tuple(map(_both, said)))


def is_one_file(entry: PlaylistEntry) -> bool:
    """Tell whether the round is one file that plays from stop to stop."""
    return len(entry.tracks) > 1 and len({track.file for track in entry.tracks}) == 1


def _how_to_play(entry: PlaylistEntry) -> Both:
    if is_one_file(entry):
        return words.ONE_FILE
    folders = {track.file.rpartition("/")[0] for track in entry.tracks}
    return words.LOOP_FOLDER if len(entry.tracks) == len(folders) > 1 else words.LOOP


def appeals_of(track: TrackEntry, segments: Mapping[str, SegmentEntry]) -> tuple[str, ...]:
    """Return the ids of the appeals that `track` says, in the order in which they are first heard."""
    parts = ((heard.part or segments[heard.segment].part).split("/") for heard in track.cycle)
    return tuple(dict.fromkeys(part[1] for part in parts if part[0] == "appeal"))


def _notes(entry: PlaylistEntry) -> Iterator[Both]:
    minutes = round(sum(track.duration_ms for track in entry.tracks) / 60_000)
    yield words.TOTAL.filled(stops=len(entry.tracks), h=minutes // 60, m=minutes % 60)
    yield _how_to_play(entry)
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


def days(named: Sequence[str]) -> Both:
    """Return weekdays as runs (`пн–пт, вс`), dates as people write them."""
    if not all(day in words.DAYS for day in named):
        dates = ", ".join(_day(day) for day in named)
        return Both(dates, dates)
    order = list(words.DAYS)
    runs: list[list[str]] = []
    for day in sorted(named, key=order.index):
        if runs and order.index(day) == order.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return Both(*(", ".join(_run([getattr(words.DAYS[day], lang) for day in run]) for run in runs) for lang in LANGS))


def _run(names: Sequence[str]) -> str:
    return f"{names[0]}–{names[-1]}" if len(names) > SHORTEST_RUN else ", ".join(names)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}.{month}.{year}"


def _both(names: Mapping[str, str]) -> Both:
    return Both(names["kk"], names["ru"])
