"""Decide what a driver's card says: plain values that the PDF and the HTML page lay out alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from zt_audio.content.profiles import Layout
from zt_audio.content.timetable import playing_time
from zt_audio.model import LANGS, PartId
from zt_audio.pages.card.words import CARD_WORDS, DAYS
from zt_audio.pages.multilingual import ByLanguage, filled, in_order, side_by_side
from zt_audio.store.manifest import AppealEntry, PlaylistEntry, SegmentEntry, TrackEntry

MINUTE_MS, HOUR_MIN = 60_000, 60
SHORTEST_RUN = 2  # days that are still listed one by one
MOST_DATES = 10  # that are written out: two lines of A5
MOST_BIG = 3  # figures to press that are written in big letters
HOW_TO_PLAY: Mapping[Layout, str] = {
    "flat": "loop",
    "numbered": "loop",
    "folder-per-stop": "loop_folder",
    "one-file": "one_file",
}


@dataclass(frozen=True, slots=True)
class CardRow:
    """One stop: what to press, where, when, and the titles of what is said only there."""

    press: str  # the number, or `02/001`; where the playlist is one file, when in it the stop begins
    place: ByLanguage
    arrive: str  # "10:00", or "" where the playlist has no times
    stay: ByLanguage | None
    said: ByLanguage | None

    @property
    def press_is_long(self) -> bool:
        return len(self.press) > MOST_BIG


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a playlist."""

    build: str
    printed: str  # 24.11.2026
    title: ByLanguage
    days: ByLanguage
    everywhere: ByLanguage | None  # what is said at every stop of several: once, and not in each row
    rows: tuple[CardRow, ...]
    notes: tuple[ByLanguage, ...]

    @property
    def has_said(self) -> bool:
        """Whether there is a column of what is said: not where it is the same at all stops."""
        return any(row.said for row in self.rows)

    @property
    def heads(self) -> tuple[ByLanguage, ...]:
        """What stands above the columns."""
        said = "said_besides" if self.everywhere else "said"
        return tuple(CARD_WORDS[name] for name in ("number", "place", "time", *([said] if self.has_said else [])))


def card(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], printed: date) -> Card:
    """Return the card of the playlist `entry`, printed on the day `printed`."""
    said = [appeals_of(track, segments) for track in entry.tracks]
    common = _said_everywhere(said)
    everywhere = _titles(common, entry)
    rows = zip(_presses(entry), entry.tracks, said, strict=True)
    return Card(
        entry.number,
        date_told(printed.isoformat()),
        in_order(entry.title),
        days_told(entry.days),
        filled(CARD_WORDS["everywhere"], titles=everywhere) if everywhere else None,
        tuple(
            _row(press, track, _titles([name for name in names if name not in common], entry))
            for press, track, names in rows
        ),
        tuple(_notes(entry, printed)),
    )


def appeals_of(track: TrackEntry, segments: Mapping[str, SegmentEntry]) -> tuple[str, ...]:
    """Return the ids of the appeals that `track` says, in the order in which they are first heard."""
    parts = (PartId.parse(heard.part or segments[heard.segment].part) for heard in track.cycle)
    return tuple(dict.fromkeys(part.subject for part in parts if part.kind == "appeal"))


def _said_everywhere(said: Sequence[Sequence[str]]) -> tuple[str, ...]:
    if len(said) == 1:
        return ()
    common = set(said[0]).intersection(*said[1:])
    return tuple(name for name in said[0] if name in common)


def _titles(names: Iterable[str], entry: PlaylistEntry) -> ByLanguage | None:
    known = [in_order(entry.appeals[name].title) for name in names if name in entry.appeals]
    return side_by_side(known) if known else None


def _row(press: str, track: TrackEntry, said: ByLanguage | None) -> CardRow:
    stay = filled(CARD_WORDS["minutes"], n=track.stay_min) if track.stay_min else None
    return CardRow(press, in_order(track.title), track.arrive or "", stay, said)


def _presses(entry: PlaylistEntry) -> tuple[str, ...]:
    if layout_of(entry) == "one-file":
        return tuple(playing_time(track.start_ms) for track in entry.tracks)
    if _in_folders(entry):
        return tuple(map(_folder_and_file, entry.tracks))
    return tuple(str(track.number) for track in entry.tracks)


# --- the layout of the files ----------------------------------------------------------------------------------------


def layout_of(entry: PlaylistEntry) -> Layout:
    """Return the layout of the profile that `entry` was built for, as its files show it.

    This is the inverse of `file_names.track_files`. The profile's name does not say it: staff may have changed their
    profile since then, and the sound is as it was.
    """
    first = PurePosixPath(entry.tracks[0].file)
    if first.parent.name:
        return "folder-per-stop" if first.parent.name == first.stem else "numbered"
    return "one-file" if _is_one_file(entry) else "flat"


def _in_folders(entry: PlaylistEntry) -> bool:
    """Tell whether a number alone would not find a file: there are several numbered folders."""
    return layout_of(entry) == "numbered" and len({_folder(track) for track in entry.tracks}) > 1


def _folder_and_file(track: TrackEntry) -> str:
    """Return `02/001` for `02/001.mp3`."""
    return f"{_folder(track)}/{PurePosixPath(track.file).stem}"


def _is_one_file(entry: PlaylistEntry) -> bool:
    """Tell whether all stops share one file. One stop alone has a cue sheet then, or a name without a number."""
    if len(entry.tracks) > 1:
        return len({track.file for track in entry.tracks}) == 1
    has_cue = any(listed.file.lower().endswith(".cue") for listed in entry.files)
    return has_cue or re.match(r"0*1[_ .]", entry.tracks[0].file) is None


def _folder(track: TrackEntry) -> str:
    return PurePosixPath(track.file).parent.name


# --- notes ------------------------------------------------------------------------------------------------


def _notes(entry: PlaylistEntry, printed: date) -> Iterator[ByLanguage]:
    yield _total(entry)
    yield from _validity(entry.appeals.values(), printed)
    yield CARD_WORDS[HOW_TO_PLAY[layout_of(entry)]]
    if _in_folders(entry):
        yield filled(CARD_WORDS["folders"], file=_folder_and_file(entry.tracks[-1]))
    yield CARD_WORDS["same_build"]
    if entry.quiet_hours:
        spans = {name: span.replace("-", "–") for name, span in entry.quiet_hours.items()}
        yield filled(CARD_WORDS["hours"], **spans)
    if entry.outside_hours_reason:
        yield filled(CARD_WORDS["outside_hours"], reason=entry.outside_hours_reason)
    if entry.draft:
        yield CARD_WORDS["draft"]
    yield CARD_WORDS["silent"]
    if entry.duty_phone:
        yield filled(CARD_WORDS["duty"], phone=entry.duty_phone)


def _total(entry: PlaylistEntry) -> ByLanguage:
    minutes = max(1, round(sum(track.duration_ms for track in entry.tracks) / MINUTE_MS))
    if minutes < HOUR_MIN:
        sound = filled(CARD_WORDS["minutes"], n=minutes)
    else:
        sound = filled(CARD_WORDS["hours_minutes"], h=minutes // HOUR_MIN, m=minutes % HOUR_MIN)
    return filled(CARD_WORDS["total"], stops=len(entry.tracks), sound=sound)


def _validity(appeals: Collection[AppealEntry], printed: date) -> Iterator[ByLanguage]:
    """Yield the first day on which all `appeals` may be played, unless it is past, and the last day if there is one."""
    begins = [appeal.valid_from for appeal in appeals if appeal.valid_from]
    ends = [appeal.valid_until for appeal in appeals if appeal.valid_until]
    if begins and max(begins) > printed.isoformat():
        yield filled(CARD_WORDS["from"], day=date_told(max(begins)))
    if ends:
        yield filled(CARD_WORDS["until"], day=date_told(min(ends)))


# --- days -------------------------------------------------------------------------------------------------


def days_told(named: Sequence[str]) -> ByLanguage:
    """Return weekdays, or ISO dates, as runs (`пн–пт, вс`); of many dates the first, the last and their number."""
    weekdays = list(DAYS)
    if all(day in DAYS for day in named):
        found = _runs(sorted(named, key=weekdays.index), weekdays.index)
        return {lang: _listed([[DAYS[day][lang] for day in run] for run in found]) for lang in LANGS}
    dates = sorted(named)
    found = _runs(dates, lambda day: date.fromisoformat(day).toordinal())
    if sum(min(len(run), 2) for run in found) > MOST_DATES:  # a run writes its ends
        return filled(CARD_WORDS["dates"], first=date_told(dates[0]), last=date_told(dates[-1]), n=len(dates))
    return dict.fromkeys(LANGS, _listed([[date_told(day) for day in run] for run in found]))


def date_told(iso: str) -> str:
    """Return `24.11.2026` for `2026-11-24`."""
    return ".".join(reversed(iso.split("-")))


def _runs(ordered: Sequence[str], place: Callable[[str], int]) -> list[list[str]]:
    """Return `ordered` in runs of neighbours, which `place` numbers one after the other."""
    runs: list[list[str]] = []
    for day in ordered:
        if runs and place(day) == place(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _listed(runs: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > SHORTEST_RUN else ", ".join(run) for run in runs)
