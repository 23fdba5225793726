"""An order for a build in, a report out: read, plan, make, commit, remember. The part of `update` that costs time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from zt_audio.build.events import Emit, Planned, Warned
from zt_audio.build.plan import Reason, SegmentStep, SpeakStep, TrackStep
from zt_audio.build.prepare import Prepared, prepare, read_content
from zt_audio.build.run import build
from zt_audio.build.session import remember
from zt_audio.build.update import Order, Report
from zt_audio.build.validity_advice import advice_changes
from zt_audio.build.workspace import Workspace
from zt_audio.speech.engine import open_engines
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
        if order.dry_run:
            return Report(None, first.steps, len(content.warnings))
        try:
            outcome = build(workspace, first, plan_now, load, lambda: ThreadPoolExecutor(order.jobs), emit)
        except BaseException:
            journal.abandon(workspace.output)
            raise
    complete = not outcome.failed and not order.playlists
    changes = advice_changes(content.project, order.today) if order.today else None
    remember(workspace, outcome.manifest, inputs if complete else "", len(content.warnings), changes)
    return Report(outcome, first.steps, len(content.warnings))


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
