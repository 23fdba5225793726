"""A plan in, output/ brought up to date: what is missing is made, new files are staged, all go into place as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zt_audio.errors import ZtError
from zt_audio.events import Emit, PlaylistFailed, Reason
from zt_audio.model import Problem
from zt_audio.pipeline.execute import Failures, Workers, produce, studio_of
from zt_audio.pipeline.online_policy import Network
from zt_audio.pipeline.prepare import Prepared
from zt_audio.pipeline.publish import Staged, publish
from zt_audio.pipeline.stage import Stage
from zt_audio.pipeline.steps import TrackStep
from zt_audio.speech.registry import LoadEngine
from zt_audio.store import journal
from zt_audio.store.audio_cache import Frames
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import Workspace

MOST_REPAIRS = 2  # a damaged record is made again; one that stays damaged is a broken disk


@dataclass(frozen=True, slots=True)
class Makers:
    """Who makes sound: engines, threads, and what may be asked of networks."""

    load: LoadEngine
    workers: Workers
    network: Network


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `failed` says for each playlist that kept its last good version why."""

    manifest: Manifest
    failed: Mapping[str, ZtError]
    written: int  # files that are new or other than before
    removed: int
    changed: tuple[str, ...] = ()  # folders in which files were written or removed


def build(
    workspace: Workspace,
    prepared: Prepared,
    plan_again: Callable[[], Prepared],
    makers: Makers,
    emit: Emit,
) -> Outcome:
    """Make and commit what `prepared` asks for; `plan_again` serves where a voice or a stored record proves lost.

    Raises OSError where the disk refuses; then nothing has changed.
    """
    workspace.output.mkdir(parents=True, exist_ok=True)
    prepared, failures = _make(workspace, prepared, plan_again, makers, emit)
    ready, failed = _stage(workspace, prepared, failures, emit)
    for _ in range(MOST_REPAIRS):
        if not any(_is_damage(error) for error in failed.values()):
            break
        for records in (workspace.speech, workspace.fetched, workspace.segments):
            records.drop_damaged()  # what harmed one record has often harmed others
        prepared, failures = _make(workspace, plan_again(), plan_again, makers, emit)
        ready, failed = _stage(workspace, prepared, failures, emit)
    for name, error in failed.items():
        emit(PlaylistFailed(name, error.problems))
    wanted = {round_.playlist.id for round_ in prepared.content.rounds}
    done = publish(workspace.output, prepared.known, wanted, ready)
    return Outcome(done.manifest, failed, done.written, done.removed, done.changed)


def _is_damage(error: ZtError) -> bool:
    return any(problem.slug == "record-damaged" for problem in error.problems)


def _make(
    workspace: Workspace, prepared: Prepared, plan_again: Callable[[], Prepared], makers: Makers, emit: Emit
) -> tuple[Prepared, Failures]:
    """Make the segments; where a network voice fails, plan again without it, until no other does."""
    while True:
        studio = studio_of(workspace, makers.load, prepared.recipe, makers.network, emit)
        # Its threads are gone before tracks are written: a thread keeps the memory it once needed.
        failures = produce(prepared.steps, studio, makers.workers)
        if makers.network.reach() == prepared.reach:
            return prepared, failures
        prepared = plan_again()


def _stage(
    workspace: Workspace, prepared: Prepared, failures: Failures, emit: Emit
) -> tuple[dict[str, Staged], dict[str, ZtError]]:
    """Stage every playlist whose segments are there; return those, and why the others are not."""
    journal.clear_staging(workspace.output)
    stage = Stage(workspace, prepared, Frames(workspace.segments), emit)
    ready: dict[str, Staged] = {}
    failed: dict[str, ZtError] = dict(prepared.voiceless)
    for round_ in prepared.content.rounds:
        name = round_.playlist.id
        steps = [step for step in prepared.steps if isinstance(step, TrackStep) and step.playlist == name]
        if steps:
            try:
                _require_made(steps, failures)
                ready[name] = stage.playlist(round_, steps)
            except ZtError as error:
                failed[name] = error
    return ready, failed


def _require_made(steps: Sequence[TrackStep], failures: Failures) -> None:
    """Raise BuildError or VoiceError with everything that a playlist lacks."""
    keys = dict.fromkeys(key for step in steps if step.reason is not Reason.FRESH for key in step.cycle)
    errors = [failures[key] for key in keys if key in failures]
    problems: list[Problem] = []
    for error in errors:  # several segments may wait for one sentence
        problems += (problem for problem in error.problems if problem not in problems)
    if errors:
        raise type(errors[0])(problems)
