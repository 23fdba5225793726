"""Say what people hear who come by a loudspeaker of a built playlist, and what another order would give them.

And how much of the loudspeakers each place hears in the week from a day on, as it was built.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import get_args

from zt_audio.app.project import workspace_at
from zt_audio.content.facts import fact_finders, where_to_call
from zt_audio.content.passer_by import (
    STAYS_S,
    Gaps,
    Hearing,
    PlaceDose,
    SoundingVisit,
    TimedPart,
    cycle_in_order,
    dose_warnings,
    hearing,
    week_doses,
)
from zt_audio.content.project import Snapshot
from zt_audio.content.settings import ORDER_NAMES
from zt_audio.content.timetable import minutes_of_day
from zt_audio.errors import BuildError, ContentError
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import SHORT_FORM, URGENT, CycleOrder, PartId, Pauses, Problem, Project, rows_by_key
from zt_audio.published.manifest_reader import chosen_playlists, read_playlists
from zt_audio.store.manifest import Manifest, PlaylistEntry, TrackEntry
from zt_audio.store.workspace import Workspace
from zt_audio.tracks import duration_ms

_COMPARED_S = 60  # what another order gives is for those who stay so long
_STAYS = {30: N_("Who stays half a minute"), 60: N_("Who stays one minute"), 120: N_("Who stays two minutes")}
_MOST_STOPS = 1_000  # each takes 2 ms
ByStay = Mapping[int, Hearing]


@dataclass(frozen=True, slots=True)
class PlaylistHearing:
    """Who hears what, by seconds in range: the mean of the stops of a playlist as it was built.

    `order` is the one in which it was built; None of any other one. `others` are the orders that differ.
    """

    languages: int
    built: ByStay
    order: CycleOrder | None
    others: Mapping[CycleOrder, ByStay]


def built_hearing(
    root: Path, playlists: Sequence[str] = (), project: Project | None = None
) -> Mapping[str, PlaylistHearing]:
    """Return what is heard of each of `playlists` in output/, of all where none is named.

    Nothing is known of what was not built, and while a file has mistakes; `project` is what was read just now.
    """
    try:
        manifest = read_playlists(workspace_at(root), playlists)
        project = project or Snapshot(root).project()[0]
    except (BuildError, ContentError, OSError):
        return {}
    return hearing_of(chosen_playlists(manifest, playlists), manifest, project)


def hearing_of(
    entries: Mapping[str, PlaylistEntry], manifest: Manifest, project: Project
) -> Mapping[str, PlaylistHearing]:
    """Return who hears what of each of `entries`: of more than 1 000 stops, those at even distances stand for all."""
    step = max(1, -(-sum(len(entry.tracks) for entry in entries.values()) // _MOST_STOPS))
    entries = {name: replace(entry, tracks=entry.tracks[::step]) for name, entry in entries.items()}
    called = _called(entries.values(), manifest, project)
    return {name: _hearing(entry, manifest, project.settings.pauses, called) for name, entry in entries.items()}


def _hearing(entry: PlaylistEntry, manifest: Manifest, pauses: Pauses, called: frozenset[PartId]) -> PlaylistHearing:
    """Return who hears what of `entry`; other orders have the pauses that the settings ask for today.

    Stops where the vehicle drives past are left out: everyone in range hears all that they say.
    """
    cycles = [
        [
            TimedPart(PartId.parse(part.part or segment.part), duration_ms(segment.frames) / 1000)
            for part in track.cycle
            for segment in (manifest.segments[part.segment],)
        ]
        for track in entry.tracks
    ]
    cycles = [cycle for cycle in cycles if not any(part.id.subject.endswith(SHORT_FORM) for part in cycle)] or cycles
    gaps = Gaps(
        *((TimedPart(PartId("pause"), ms / 1000),) if ms else () for ms in (pauses.appeal_ms, pauses.language_ms))
    )
    orders = {order: [cycle_in_order(cycle, order, gaps, called) for cycle in cycles] for order in get_args(CycleOrder)}
    said = [[part.id for part in cycle] for cycle in cycles]
    same = [order for order, found in orders.items() if [[part.id for part in cycle] for cycle in found] == said]
    others = {order: _mean(found, called) for order, found in orders.items() if order not in same}
    return PlaylistHearing(len(entry.languages), _mean(cycles, called), next(iter(same), None), others)


def _called(entries: Iterable[PlaylistEntry], manifest: Manifest, project: Project) -> frozenset[PartId]:
    """Return the paragraphs of `entries` that say where to call, and the blocks that have one."""
    finders = fact_finders(project.facts.values(), project.lexicon)
    said = {(part.segment, part.part) for entry in entries for track in entry.tracks for part in track.cycle}
    named = ((PartId.parse(part or manifest.segments[key].part), manifest.segments[key].written) for key, part in said)
    return where_to_call(named, finders)


def _mean(cycles: Sequence[Sequence[TimedPart]], called: frozenset[PartId]) -> ByStay:
    found: dict[int, Hearing] = {}
    for stay_s in STAYS_S:
        heard = [hearing(cycle, called, stay_s) for cycle in cycles]
        shares = ([getattr(each, name) for each in heard] for name in Hearing.__slots__)
        found[stay_s] = Hearing(*map(fmean, shares))
    return found


def hearing_sentences(heard: PlaylistHearing) -> tuple[str, ...]:
    """Return in words who hears what, and what each other order would give those who stay one minute."""
    rows = [_told(_(_STAYS[stay_s]), each, heard.languages) for stay_s, each in heard.built.items()]
    rows += [
        _told(f"{_(_STAYS[_COMPARED_S])} ({_(ORDER_NAMES[order])})", by_stay[_COMPARED_S], heard.languages)
        for order, by_stay in heard.others.items()
    ]
    return tuple(rows)


def _told(who: str, heard: Hearing, languages: int) -> str:
    words = (
        _("{who}: {n} of 100 hear a whole paragraph in both languages, {call} hear where to call.")
        if languages > 1
        else _("{who}: {n} of 100 hear a whole paragraph, {call} hear where to call.")
    )
    return words.format(who=who, n=heard.of_100["paragraph"], call=heard.of_100["where_to_call"])


def as_document(heard: PlaylistHearing) -> dict[str, object]:
    """Return it as plain JSON: of 100 people, by seconds in range."""
    others = {order: _plain(by_stay) for order, by_stay in heard.others.items()}
    return {
        "order": heard.order,
        "of_100": _plain(heard.built),
        "other_orders": others,
        "words": hearing_sentences(heard),
    }


def _plain(by_stay: ByStay) -> dict[str, dict[str, int]]:
    return {str(stay_s): heard.of_100 for stay_s, heard in by_stay.items()}


@dataclass(frozen=True, slots=True)
class HeardBuild:
    """A build of a playlist, and the days (mon to sun or ISO dates) on which it is heard."""

    playlist: str
    built: Manifest
    days: tuple[str, ...]

    @property
    def entry(self) -> PlaylistEntry:
        return self.built.playlists[self.playlist]


@dataclass(frozen=True, slots=True)
class PlaceWeek:
    """What a place hears in a week; `appeals` are titles by language with how often each is said."""

    names: Mapping[str, str]
    playlists: frozenset[str]
    dose: PlaceDose
    appeals: tuple[tuple[Mapping[str, str], int], ...]
    warnings: tuple[Problem, ...]
    visits: tuple[SoundingVisit, ...]


def builds_in_output(workspace: Workspace) -> tuple[HeardBuild, ...]:
    """Return what is in output/, each playlist on its own days. Raises BuildError, ContentError, OSError."""
    built = read_playlists(workspace, ())
    return tuple(HeardBuild(name, built, entry.days) for name, entry in built.playlists.items())


def place_weeks(
    builds: Sequence[HeardBuild], wanted: Sequence[str], first: date, project: Project
) -> tuple[PlaceWeek, ...]:
    """Return what each place that the playlists `wanted` visit (all where none is named) hears from `first` on.

    Other playlists of `builds` count, too: their vehicles come to the same places.
    """
    # what is urgent is heard wherever a vehicle stands
    visits = [_visit(each, track) for each in builds for track in each.entry.tracks if track.place != URGENT]
    doses = week_doses(visits, first)
    kinds = {name: place.kind for name, place in project.places.items()}
    warnings = dose_warnings(doses, kinds, project.settings.dose)
    told = rows_by_key((problem.facts["place"], problem) for problem in warnings)
    titles = {name.removesuffix(SHORT_FORM): of.title for each in builds for name, of in each.entry.appeals.items()}
    names = {track.place: track.title for each in builds for track in each.entry.tracks}
    own = rows_by_key((visit.place, visit) for visit in visits)
    return tuple(
        PlaceWeek(
            names[place],
            frozenset(visit.playlist for visit in own[place]),
            dose,
            tuple((titles[appeal], n) for appeal, n in dose.repeats.items()),
            tuple(told.get(place, ())),
            tuple(own[place]),
        )
        for place, dose in doses.items()
        if not wanted or any(visit.playlist in wanted for visit in own[place])
    )


def week_warnings(root: Path, playlist: str, first: date, project: Project | None) -> tuple[Problem, ...]:
    """Return what is too much at the places of a built `playlist`; nothing where it was not built or has mistakes."""
    if project is None:
        return ()
    try:
        weeks = place_weeks(builds_in_output(workspace_at(root)), [playlist], first, project)
    except (BuildError, ContentError, OSError):
        return ()
    return tuple(problem for week in weeks for problem in week.warnings)


def _visit(heard: HeardBuild, track: TrackEntry) -> SoundingVisit:
    known, said = heard.entry.appeals, track.appeals(heard.built.segments)
    passes = all(name.endswith(SHORT_FORM) for name in said)  # who stands there hears a moving vehicle about once
    return SoundingVisit(
        heard.playlist,
        track.place,
        heard.days,
        minutes_of_day(track.arrive) if track.arrive else None,
        track.duration_ms / track.repeats / 1000,
        1 if passes else track.repeats,
        {
            name.removesuffix(SHORT_FORM): (known[name].valid_from, known[name].valid_until)
            for name in said
            if name in known
        },
    )
