"""Bring output/ up to date. What makes sound is heavy, so it is loaded only where something is to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.project import finish_pending_edit, playlist_names, workspace_at
from zt_audio.app.roles import project_people, require_person
from zt_audio.events import Emit, Warned, ignore_event, logged
from zt_audio.logs import logger_of
from zt_audio.pipeline.request import HERE, BuildReport, BuildRequest, Outcome
from zt_audio.published.inputs import (
    BuildState,
    StandingPlaylist,
    by_folder,
    code_digest,
    foreign_file_warnings,
    inputs_digest,
    nothing_to_do,
    save_build_state,
)
from zt_audio.store.workspace import Workspace, session
from zt_audio.trust.journal import NOT_NAMED

if TYPE_CHECKING:
    from zt_audio.pipeline.load import Content
    from zt_audio.pipeline.request import Ask
    from zt_audio.pipeline.tasks import StartExecutor


__all__ = ["BuildReport", "BuildRequest", "Outcome", "build", "build_project"]

_log = logger_of(__name__)


def build_project(root: Path, request: BuildRequest, emit: Emit = ignore_event, ask: Ask | None = None) -> BuildReport:
    """Bring output/ of the project at `root` up to date; see `build`. Raises ContentError `no-project` too."""
    return build(workspace_at(root), request, emit, ask)


def build(
    workspace: Workspace, request: BuildRequest, emit: Emit = ignore_event, ask: Ask | None = None
) -> BuildReport:
    """Bring output/ up to date. Raises ContentError (`person-unknown` too), DeviceError, BuildError `busy`.

    `ask` asks a person whether texts may be sent to a service; without it none are sent. A playlist that cannot be made
    stands in the report and keeps its last good version.
    """
    if request.by != NOT_NAMED:
        require_person(project_people(workspace.root), request.by)
    emit = logged(emit)
    _log.info("building %s of %s", ", ".join(request.playlists) or "all playlists", workspace.root)
    with session(workspace, emit):
        finish_pending_edit(workspace)
        code = code_digest()
        inputs = inputs_digest(workspace, code)
        last = nothing_to_do(workspace, inputs, request.today)
        # A playlist that has no file takes the whole way, which says so.
        are_known = not request.playlists or {*request.playlists} <= {*playlist_names(workspace.root)}
        if last is not None and not request.explain and are_known:
            _log.info("nothing to do: no input has changed")
            for problem in foreign_file_warnings(workspace.output, by_folder(last.files)):
                emit(Warned(problem))
            playlists = _standing(workspace, last, code, request.today, emit)
            return BuildReport(None, (), last.warnings, untouched=True, playlists=playlists)
        from zt_audio.language.registry import release_dictionaries
        from zt_audio.pipeline.load import load_content

        # Mistakes show before anything that makes sound is loaded.
        content = load_content(workspace, code, request.today, in_part=True)
        release_dictionaries()  # all is read: what makes sound needs the memory
        from zt_audio.pipeline.run import run_build

        start = _executor(workspace, request, content, emit)
        report = run_build(workspace, request, content, inputs, emit, ask, start)
        if report.outcome:
            from zt_audio.app.journal import write_builds_down

            numbers = {name: each.number for name, each in report.playlists.items()}
            write_builds_down(workspace, report.outcome.manifest, numbers, request.by)
        if content.readings:  # what an export asks of the texts: the next build need not read them again
            content.readings.save()
        return report


def _standing(
    workspace: Workspace, last: BuildState, code: str, today: date | None, emit: Emit
) -> Mapping[str, StandingPlaylist]:
    """Return what people see of the playlists in output/, which are as the `last` build left them.

    They are judged again on another day, each time where people can change the verdict, and where one may not be
    played: then it says the reasons again.
    """
    day = today.isoformat() if today else ""
    is_forbidden = any(playlist.forbidden for playlist in last.playlists.values())
    if last.judged_on == day and not last.asks_people and not is_forbidden:
        return last.playlists
    from zt_audio.language.reader import ReadingCache
    from zt_audio.published.judge import judge, trust_in
    from zt_audio.store.manifest import Manifest, load_manifest

    built = load_manifest(workspace.output) or Manifest()
    readings = ReadingCache(workspace.readings, code) if last.asks_people else None
    trust = trust_in(workspace, built, today, readings, asks_people=last.asks_people, warns_of_facts=False)
    judged = judge(workspace, built, today, trust)
    for each in judged.values():
        for problem in each.shown_by_build(again=True):
            emit(Warned(problem))
    playlists = {name: each.standing for name, each in judged.items()}
    if not last.asks_people:
        save_build_state(workspace.state, replace(last, playlists=playlists, judged_on=day))
    return playlists


def _executor(workspace: Workspace, request: BuildRequest, content: Content, emit: Emit) -> StartExecutor:
    """Return what performs the tasks of a build: threads of this computer, or the workers of a cluster."""
    settings = content.project.settings.cluster
    address = settings.address if request.cluster is None else request.cluster
    if address in ("", HERE) or request.dry_run:
        from zt_audio.pipeline.tasks import start_threads

        return start_threads
    from zt_audio.pipeline.cluster import cluster_starter

    return cluster_starter(replace(settings, address=address), workspace.root, emit)
