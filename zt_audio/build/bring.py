"""An order for a build in, a report out: read, plan, make, commit, remember. The part of `update` that costs time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from zt_audio.build import state
from zt_audio.build.events import Emit, Planned, Warned
from zt_audio.build.forecast import forecast
from zt_audio.build.foreign import by_folder, foreign
from zt_audio.build.plan import Reason, SegmentStep, SpeakStep, TrackStep
from zt_audio.build.prepare import Content, Prepared, prepare, read_content
from zt_audio.build.run import Outcome, build
from zt_audio.build.session import contents_in
from zt_audio.build.update import Order, Report
from zt_audio.build.validity_advice import advice_changes
from zt_audio.build.workspace import Workspace
from zt_audio.speech.engine import LoadEngine, open_engines
from zt_audio.store import journal


def bring(workspace: Workspace, order: Order, emit: Emit, code: str, inputs: str) -> Report:
    """Carry out `order`. Raises ContentError, OSError."""
    content = read_content(workspace, code, order.today)
    for problem in content.warnings:
        emit(Warned(problem))
    with open_engines() as load:

        def plan_now() -> Prepared:
            prepared = prepare(workspace, content, load, order.playlists)
            emit(planned(prepared))
            return prepared

        first = plan_now()
        expected = forecast(workspace, first)
        if order.dry_run:
            _tell_foreign(workspace, first.known.manifest.owned(), emit)
            return Report(None, first.steps, len(content.warnings), expected)
        try:
            outcome = build(workspace, first, plan_now, load, lambda: ThreadPoolExecutor(order.jobs), emit)
        except BaseException:
            journal.abandon(workspace.output)
            raise
        others = [round_.playlist.id for round_ in content.rounds if round_.playlist.id not in order.playlists]
        stale = _stale(workspace, content, load, others) if order.playlists and others else ()
    _remember(workspace, order, content, outcome, stale, inputs)
    left = [f"{name}/" for name in expected.gone if (workspace.output / name).is_dir()]  # with files of others
    told = {str(p.facts.get("file")) for error in outcome.failed.values() for p in error.problems}  # in the way
    _tell_foreign(workspace, (*outcome.manifest.owned(), *left), emit, told)
    return Report(outcome, first.steps, len(content.warnings), expected, stale)


def _stale(workspace: Workspace, content: Content, load: LoadEngine, others: Sequence[str]) -> tuple[str, ...]:
    """Return those of the rounds `others` that a build would write again."""
    prepared = prepare(workspace, content, load, others)
    steps = [step for step in prepared.steps if isinstance(step, TrackStep)]
    old = {step.playlist for step in steps if step.reason is not Reason.FRESH}
    expected = forecast(workspace, prepared)
    old |= {name.split("/")[0] for name in (*expected.beside, *expected.removed)}
    return tuple(name for name in others if name in old or name in prepared.voiceless)


def _remember(
    workspace: Workspace, order: Order, content: Content, outcome: Outcome, stale: Sequence[str], inputs: str
) -> None:
    """Note how output/ was left, and which rounds say what the contents say."""
    complete = not outcome.failed and not order.playlists
    before = state.load(workspace.state).says
    rounds = outcome.manifest.playlists
    says = {name: before[name] for name in rounds if name in before}
    says |= {name: contents_in(inputs) for name in rounds if name not in outcome.failed and name not in stale}
    changes = advice_changes(content.project, order.today) if order.today else None
    day = changes.isoformat() if changes else ""
    made = state.record(workspace.output, outcome.manifest, inputs if complete else "", len(content.warnings))
    state.save(workspace.state, replace(made, says=says, other_warnings_on=day))


def _tell_foreign(workspace: Workspace, ours: Iterable[str], emit: Emit, told: Collection[str] = ()) -> None:
    for problem in foreign(workspace.output, by_folder(ours)):
        if problem.facts["file"] not in told:
            emit(Warned(problem))


def planned(prepared: Prepared) -> Planned:
    """Count what `prepared` asks for."""
    stale = [step for step in prepared.steps if step.reason is not Reason.FRESH]
    tracks = [step for step in prepared.steps if isinstance(step, TrackStep)]
    return Planned(
        to_speak=sum(isinstance(step, SpeakStep) for step in stale),
        to_encode=sum(isinstance(step, SegmentStep) for step in stale),
        to_write=sum(isinstance(step, TrackStep) for step in stale),
        fresh_tracks=sum(step.reason is Reason.FRESH for step in tracks),
    )
