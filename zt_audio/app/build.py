"""Bring output/ up to date. What makes sound is heavy, so it is loaded only where something is to be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.journal import NOT_NAMED, write_builds_down
from zt_audio.app.project import finish_pending_edit, playlist_names, workspace_at
from zt_audio.app.roles import project_people, require_person
from zt_audio.events import Emit, Warned, ignore_event, logged
from zt_audio.logs import logger_of
from zt_audio.pipeline.request import HERE, BuildReport, BuildRequest, Outcome
from zt_audio.published.build_state import load_build_state, nothing_to_do
from zt_audio.published.foreign_files import by_folder, foreign_file_warnings
from zt_audio.published.inputs import code_digest, inputs_digest
from zt_audio.store.manifest import load_manifest
from zt_audio.store.session import session
from zt_audio.store.workspace import Workspace

if TYPE_CHECKING:
    from zt_audio.pipeline.execute import StartExecutor
    from zt_audio.pipeline.load import Content
    from zt_audio.pipeline.online_policy import Ask


__all__ = ["NOT_NAMED", "BuildReport", "BuildRequest", "Outcome", "build", "build_project", "not_to_be_played"]

_log = logger_of(__name__)


def build_project(root: Path, request: BuildRequest, emit: Emit = ignore_event, ask: Ask | None = None) -> BuildReport:
    """Bring output/ of the project at `root` up to date; see `build`. Raises ContentError `no-project` too."""
    return build(workspace_at(root), request, emit, ask)


def not_to_be_played(root: Path, report: BuildReport, playlists: Iterable[str], request: BuildRequest) -> list[str]:
    """Return those of the built `playlists` that an export would refuse today."""
    from zt_audio.published.export_rules import candidates, may_be_exported

    asks = report.untouched is None or load_build_state(workspace_at(root).state).asks_people
    judged = candidates(root, report.manifest, request.today, asks_people=asks) if report.manifest else {}
    return [name for name in playlists if name in judged and not may_be_exported(judged[name])]


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
        if last is not None and not request.explain and _are_known(workspace, request.playlists):
            _log.info("nothing to do: no input has changed")
            for problem in foreign_file_warnings(workspace.output, by_folder(last.files)):
                emit(Warned(problem))
            return BuildReport(None, (), last.warnings, untouched=load_manifest(workspace.output))
        from zt_audio.language.registry import release_dictionaries
        from zt_audio.pipeline.load import load_content

        # Mistakes show before anything that makes sound is loaded.
        content = load_content(workspace, code, request.today)
        release_dictionaries()  # all is read: what makes sound needs the memory
        from zt_audio.pipeline.run import run_build

        start = _executor(workspace, request, content, emit)
        report = run_build(workspace, request, content, inputs, emit, ask, start)
        if report.outcome:
            write_builds_down(workspace, report.outcome.manifest, request.by)
        return report


def _executor(workspace: Workspace, request: BuildRequest, content: Content, emit: Emit) -> StartExecutor:
    """Return what performs the tasks of a build: threads of this computer, or the workers of a cluster."""
    settings = content.project.settings.cluster
    address = settings.address if request.cluster is None else request.cluster
    if address in ("", HERE) or request.dry_run:
        from zt_audio.pipeline.execute import start_threads

        return start_threads
    from zt_audio.pipeline.cluster import cluster_starter

    return cluster_starter(replace(settings, address=address), workspace.root, emit)


def _are_known(workspace: Workspace, playlists: Sequence[str]) -> bool:
    """Tell whether each of `playlists` has a file; for one that has not, the whole way is gone and says so."""
    return not playlists or set(playlists) <= set(playlist_names(workspace.root))
