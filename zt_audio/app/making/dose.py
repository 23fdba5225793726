"""Say how much of the loudspeakers each place hears in the week from a day on, as it was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.content.dose import PlaceDose, SoundingVisit, dose_warnings, week_doses
from zt_audio.content.timetable import minutes_of_day
from zt_audio.errors import BuildError, ContentError
from zt_audio.model import SHORT, URGENT, PartId, Problem, Project
from zt_audio.published.manifest_reader import read_playlists
from zt_audio.store.manifest import Manifest, PlaylistEntry, TrackEntry
from zt_audio.store.workspace import Workspace


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
    told: dict[str, list[Problem]] = {}
    for problem in dose_warnings(doses, kinds, project.settings.dose):
        told.setdefault(str(problem.facts["place"]), []).append(problem)
    titles = {name.removesuffix(SHORT): of.title for each in builds for name, of in each.entry.appeals.items()}
    names = {track.place: track.title for each in builds for track in each.entry.tracks}
    own: dict[str, list[SoundingVisit]] = {}
    for visit in visits:
        own.setdefault(visit.place, []).append(visit)
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
    segments, known = heard.built.segments, heard.entry.appeals
    parts = (PartId.parse(part.part or segments[part.segment].part) for part in track.cycle)
    said = dict.fromkeys(part.subject for part in parts if part.kind == "appeal")
    passes = all(name.endswith(SHORT) for name in said)  # who stands there hears a moving vehicle about once
    return SoundingVisit(
        heard.playlist,
        track.place,
        heard.days,
        minutes_of_day(track.arrive) if track.arrive else None,
        track.duration_ms / track.repeats / 1000,
        1 if passes else track.repeats,
        {name.removesuffix(SHORT): (known[name].valid_from, known[name].valid_until) for name in said if name in known},
    )
