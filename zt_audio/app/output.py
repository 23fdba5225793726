"""Show what lies in output/ and whether it may leave today, and verify it by its manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zt_audio.app import clock
from zt_audio.app.project import open_project, workspace_at
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.events import Emit, ignore_event
from zt_audio.model import Problem
from zt_audio.pipeline.staleness import PlanOf, age_warnings, output_warnings
from zt_audio.published.export_rules import candidates, export_problems
from zt_audio.published.manifest_reader import Verified, read_manifest, read_playlists, unfinished_problems

__all__ = ["BuiltPlaylist", "BuiltTrack", "Verified", "VerifyReport", "built_playlists", "track_path", "verify_output"]


@dataclass(frozen=True, slots=True)
class BuiltTrack:
    number: int
    file: str
    title: Mapping[str, str]
    arrive: str
    shares_file: bool  # with the tracks of other stops, in a playlist of one file


@dataclass(frozen=True, slots=True)
class BuiltPlaylist:
    """A playlist in output/; `refusals` are what an export would say today, `older` what says that texts are newer."""

    name: str
    title: Mapping[str, str]
    build: str
    draft: bool  # a voice of draft quality speaks in it
    profile: str
    tracks: tuple[BuiltTrack, ...]
    refusals: tuple[Problem, ...]
    older: tuple[Problem, ...]

    @property
    def may_leave(self) -> bool:
        return not self.older and not any(problem.severity == "error" for problem in self.refusals)


def built_playlists(root: Path, today: date, plan_of: PlanOf | None = None) -> tuple[BuiltPlaylist, ...]:
    """Return every playlist that was built; none where nothing was. Raises ContentError, BuildError, OSError.

    `plan_of` plans from a project that was read before.
    """
    workspace = workspace_at(root)
    try:
        found = read_manifest(workspace.output)
    except BuildError as error:
        if any(problem.slug == "nothing-built" for problem in error.problems):
            return ()
        raise
    judged = candidates(workspace.root, found, today)
    ages = tuple(age_warnings(workspace, found, found.playlists, today, plan_of))
    rows = []
    for name, entry in found.playlists.items():
        unfinished = unfinished_problems(workspace.output, (name,))
        refusals = (*unfinished, *export_problems(judged[name]))
        older = tuple(each for each in ages if each.facts["folder"] == name)
        files = [track.file for track in entry.tracks]
        tracks = tuple(
            BuiltTrack(track.number, track.file, track.title, track.arrive or "", files.count(track.file) > 1)
            for track in entry.tracks
        )
        facts = entry.number, entry.draft, entry.profile, tracks
        rows.append(BuiltPlaylist(name, entry.title, *facts, refusals, older))
    return tuple(rows)


def track_path(root: Path, playlist: str, number: int) -> Path | None:
    """Return the file of a track that the manifest names; None where it names none, or the file is gone."""
    workspace = workspace_at(root)
    try:
        entry = read_playlists(workspace, [playlist]).playlists[playlist]
    except ContentError:
        return None
    track = next((track for track in entry.tracks if track.number == number), None)
    if track is None:
        return None
    path = workspace.output / playlist / track.file
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found in output/; `proved` is None where something is not what was built."""

    proved: Verified | None
    problems: tuple[Problem, ...]
    exit_code: int = 0


def verify_output(root: Path, playlists: Sequence[str] = (), emit: Emit = ignore_event) -> VerifyReport:
    """Compare the files of `playlists` (all where none is named) with the manifest; no file is changed."""
    from zt_audio.published.verify import verify

    problems: list[Problem] = []
    try:
        with open_project(root, emit) as project:
            problems += output_warnings(project.workspace, playlists, clock.today())
            return VerifyReport(verify(project.workspace, playlists), tuple(problems))
    except ZtError as error:
        return VerifyReport(None, (*problems, *error.problems), error.exit_code)
