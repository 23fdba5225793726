"""Make a page that shows and plays output/; each segment is decoded once, however many tracks play it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from zt_audio.app import clock
from zt_audio.app.making.hearing import PlaceWeek, builds_in_output, hearing_of, hearing_sentences, place_weeks
from zt_audio.app.project import open_project
from zt_audio.content.presets import preset_of
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError, ContentError
from zt_audio.messages.render import sentence
from zt_audio.model import Problem, Project
from zt_audio.pages.html import Wording, is_our_page, translated
from zt_audio.pages.report import REPORT_WORDS, Built, Limits, PlaceDoseRow, report_page
from zt_audio.pipeline.stage import TOLERANCE_LU
from zt_audio.pipeline.staleness import output_warnings
from zt_audio.published.manifest_reader import chosen_playlists, read_playlists, unfinished_problems
from zt_audio.published.verify import decoded_samples, first_cycle, frame_runs
from zt_audio.sound.pcm import Envelope, envelope
from zt_audio.sound.segment import HIGHEST_DBTP
from zt_audio.store.manifest import Manifest, TrackEntry
from zt_audio.store.workspace import Workspace

__all__ = ["ReportPage", "is_our_page", "make_report", "report", "url_to"]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page in the language of the context, and what to know of output/ before it is used."""

    html: str
    warnings: tuple[Problem, ...]


def make_report(root: Path, playlists: Sequence[str], target: Path) -> ReportPage:
    """Return the page of `playlists` (all where none is named) as it is to be written to `target`; no file is written.

    Raises BuildError with every file that is not what was built, ContentError, DeviceError.
    """
    with open_project(root) as project:
        content, today = _project(project.workspace), clock.today()
        weeks = place_weeks(builds_in_output(project.workspace), playlists, today, content) if content else ()
        html = report(project.workspace, playlists, target, translated(REPORT_WORDS), weeks)
        found = output_warnings(project.workspace, playlists, today)
        return ReportPage(html, (*found, *(problem for week in weeks for problem in week.warnings)))


def report(
    workspace: Workspace, wanted: Sequence[str], target: Path, wording: Wording, weeks: Sequence[PlaceWeek] = ()
) -> str:
    """Return the page of the playlists `wanted` (all where none is named) as it is to be written to `target`.

    `weeks` are what its places hear in a week.
    Raises BuildError with every file that is not what was built, ContentError, OSError.
    """
    found = read_playlists(workspace, wanted)
    playlists = chosen_playlists(found, wanted)
    problems = unfinished_problems(workspace.output, tuple(playlists))
    envelopes: dict[str, Envelope] = {}
    for name, track in ((name, track) for name, entry in playlists.items() for track in entry.tracks):
        try:
            envelopes |= _envelopes(workspace, name, track, found, envelopes)
        except BuildError as error:
            problems += error.problems
    if problems:
        raise BuildError(problems)
    project = _project(workspace)
    limits = Limits(
        preset_of(project.settings.sound.preset, project.settings.sound.own_presets).target_lufs if project else None,
        TOLERANCE_LU,
        HIGHEST_DBTP,
    )
    url = url_to(workspace.output, target.parent)
    heard = hearing_of(playlists, found, project) if project else {}
    told = {name: hearing_sentences(each) for name, each in heard.items()}
    places = [PlaceDoseRow(w.names, w.dose, w.appeals, tuple(map(sentence, w.warnings))) for w in weeks]
    return report_page(Built(playlists, found.segments, envelopes, limits, url, told, places), wording)


def url_to(folder: Path, start: Path) -> str:
    """Return the URL of `folder` as seen from a page in `start`: relative, so that both can be moved together."""
    try:
        return quote(Path(os.path.relpath(folder, start)).as_posix())
    except ValueError:  # another drive of Windows
        return folder.as_uri()


def _envelopes(
    workspace: Workspace, playlist: str, track: TrackEntry, found: Manifest, known: Mapping[str, Envelope]
) -> dict[str, Envelope]:
    """Return how those segments of `track` look that are not `known` yet.

    Raises BuildError where the file is not the one that was built, as far as it shows at a glance.
    """
    file = f"output/{playlist}/{track.file}"
    path = workspace.root / file
    if not path.is_file():
        raise BuildError(Problem("file-missing", None, {"file": file}))
    if path.stat().st_size != track.bytes:
        raise BuildError(Problem("file-changed", None, {"file": file}))
    new: dict[str, Envelope] = {}
    try:
        coded = first_cycle(path, track, found.playlists[playlist])
        entries = [found.segments[part.segment] for part in track.cycle]
        stretches = frame_runs(coded, track.file, (entry.frames for entry in entries))
        for part, entry, run in zip(track.cycle, entries, stretches, strict=True):
            if entry.loudness_lufs is not None and part.segment not in known and part.segment not in new:
                new[part.segment] = envelope(decoded_samples(run, track.file))
    except BuildError as error:
        raise BuildError(Problem("track-undecodable", None, {"file": file})) from error
    return new


def _project(workspace: Workspace) -> Project | None:
    """Return the project as it is now; None while a mistake keeps it from being read."""
    try:
        return Snapshot(workspace.root).project()[0]
    except ContentError:
        return None
