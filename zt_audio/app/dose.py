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
from zt_audio.model import SHORT, PartId, Problem, Project
from zt_audio.published.manifest_reader import read_playlists
from zt_audio.store.manifest import Manifest, PlaylistEntry, TrackEntry
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlaceWeek:
    """What a place hears in a week; `appeals` are titles by language with how often each is said."""

    names: Mapping[str, str]
    playlists: frozenset[str]
    dose: PlaceDose
    appeals: tuple[tuple[Mapping[str, str], int], ...]
    warnings: tuple[Problem, ...]


def place_weeks(workspace: Workspace, wanted: Sequence[str], first: date, project: Project) -> tuple[PlaceWeek, ...]:
    """Return what each place that the built playlists `wanted` visit (all where none is named) hears from `first` on.

    Other playlists count, too: their vehicles come to the same places. Raises BuildError, ContentError, OSError.
    """
    built = read_playlists(workspace, ())
    tracks = [(name, entry, track) for name, entry in built.playlists.items() for track in entry.tracks]
    doses = week_doses([_visit(name, entry, track, built) for name, entry, track in tracks], first)
    kinds = {name: place.kind for name, place in project.places.items()}
    told: dict[str, list[Problem]] = {}
    for problem in dose_warnings(doses, kinds, project.settings.dose):
        told.setdefault(str(problem.facts["place"]), []).append(problem)
    titles = {
        name.removesuffix(SHORT): appeal.title for _p, entry, _t in tracks for name, appeal in entry.appeals.items()
    }
    names = {track.place: track.title for _name, _entry, track in tracks}
    visitors: dict[str, set[str]] = {}
    for name, _entry, track in tracks:
        visitors.setdefault(track.place, set()).add(name)
    return tuple(
        PlaceWeek(
            names[place],
            frozenset(visitors[place]),
            dose,
            tuple((titles[appeal], n) for appeal, n in dose.repeats.items()),
            tuple(told.get(place, ())),
        )
        for place, dose in doses.items()
        if not wanted or visitors[place].intersection(wanted)
    )


def week_warnings(root: Path, playlist: str, first: date, project: Project | None) -> tuple[Problem, ...]:
    """Return what is too much at the places of a built `playlist`; nothing where it was not built or has mistakes."""
    if project is None:
        return ()
    try:
        weeks = place_weeks(workspace_at(root), [playlist], first, project)
    except (BuildError, ContentError, OSError):
        return ()
    return tuple(problem for week in weeks for problem in week.warnings)


def _visit(playlist: str, entry: PlaylistEntry, track: TrackEntry, manifest: Manifest) -> SoundingVisit:
    parts = (PartId.parse(part.part or manifest.segments[part.segment].part) for part in track.cycle)
    said = dict.fromkeys(part.subject for part in parts if part.kind == "appeal")
    passes = all(name.endswith(SHORT) for name in said)  # who stands there hears a moving vehicle about once
    return SoundingVisit(
        playlist,
        track.place,
        entry.days,
        minutes_of_day(track.arrive) if track.arrive else None,
        track.duration_ms / track.repeats / 1000,
        1 if passes else track.repeats,
        {
            name.removesuffix(SHORT): (entry.appeals[name].valid_from, entry.appeals[name].valid_until)
            for name in said
            if name in entry.appeals
        },
    )
