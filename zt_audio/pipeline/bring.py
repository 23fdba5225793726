"""Content and an order for a build in, a report out: plan, make, commit, remember. The part that makes sound.

What it needs for that takes half a second and much memory to load: who only reads content, or finds mistakes in it,
never imports this module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from zt_audio.checks.validity import validity_warnings_change
from zt_audio.events import Emit, Planned, Reason, Warned
from zt_audio.model import Problem, Project, Settings
from zt_audio.pipeline.dry_run import forecast
from zt_audio.pipeline.online_policy import Ask, Network, Reach, closed_by
from zt_audio.pipeline.plan import to_send
from zt_audio.pipeline.prepare import Content, Prepared, prepare
from zt_audio.pipeline.request import BuildReport, BuildRequest
from zt_audio.pipeline.run import Makers, Outcome, build
from zt_audio.pipeline.steps import SegmentStep, SpeakStep, TrackStep
from zt_audio.published.build_state import BuildState, load_build_state, record_build_state, save_build_state
from zt_audio.published.export_rules import build_warnings
from zt_audio.published.foreign_files import by_folder, foreign_file_warnings
from zt_audio.published.inputs import contents_in
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store import journal
from zt_audio.store.workspace import Workspace

# Why a voice is skipped that only a change of the project's files can undo. Whatever else is skipped (a model that is
# missing, a service that is down) is tried again by the next build, though no file has changed.
SETTLED = frozenset({"recordings-missing", "online-never"})


def bring(
    workspace: Workspace, order: BuildRequest, emit: Emit, ask: Ask | None, content: Content, inputs: str
) -> BuildReport:
    """Carry out `order`. Raises ContentError, OSError."""
    warnings = (*content.warnings, *content.loose)
    _warn(warnings, emit)
    network = network_of(content.project.settings, ask, offline=order.offline, sends=not order.dry_run)
    with open_engines(workspace.root) as load:
        planner = _Planner(workspace, content, load, order, network)
        first = planner.plan(emit)
        expected = forecast(workspace, first)
        if order.dry_run:
            _warn(first.skipped, emit)
            _tell_foreign(workspace, first.known.manifest.owned(), emit)
            return BuildReport(None, first.steps, len(warnings), expected, failed=first.voiceless)
        makers = Makers(load, lambda: ThreadPoolExecutor(order.jobs), network)
        try:
            outcome = build(workspace, first, lambda: planner.plan(emit), makers, emit)
        except BaseException:
            journal.abandon(workspace.output)
            raise
        others = [round_.playlist.id for round_ in content.rounds if round_.playlist.id not in order.playlists]
        stale = _stale(workspace, content, load, others, network.reach()) if order.playlists and others else ()
    against = _against_export(outcome, content.project, order)
    _warn((*planner.last.skipped, *against), emit)
    is_poor = any(problem.slug == "below-floor" for problem in against)  # the next build looks for a better voice
    whole = _is_settled(outcome, planner.last) and not is_poor and not order.playlists
    day = _next_advice(content, order)
    memory = BuildState(inputs if whole else "", len(warnings), warnings_change_on=day)
    _remember(workspace, outcome, stale, contents_in(inputs), memory)
    left = [f"{name}/" for name in expected.gone if (workspace.output / name).is_dir()]  # with files of others
    told = {str(p.facts.get("file")) for error in outcome.failed.values() for p in error.problems}  # in the way
    _tell_foreign(workspace, (*outcome.manifest.owned(), *left), emit, told)
    return BuildReport(outcome, first.steps, len(warnings), expected, stale, outcome.failed)


def _stale(
    workspace: Workspace, content: Content, load: LoadEngine, others: Sequence[str], reach: Reach
) -> tuple[str, ...]:
    """Return those of the rounds `others` that a build would write again."""
    prepared = prepare(workspace, content, load, others, reach)
    steps = [step for step in prepared.steps if isinstance(step, TrackStep)]
    old = {step.playlist for step in steps if step.reason is not Reason.FRESH}
    expected = forecast(workspace, prepared)
    old |= {name.split("/")[0] for name in (*expected.beside, *expected.removed)}
    return tuple(name for name in others if name in old or name in prepared.voiceless)


def _remember(workspace: Workspace, outcome: Outcome, stale: Sequence[str], contents: str, left: BuildState) -> None:
    """Note how output/ was left, and which rounds say what `contents` say; `left` has no inputs where more is to do."""
    before = load_build_state(workspace.state).content_digest_by_playlist
    rounds = outcome.manifest.playlists
    digests = {name: before[name] for name in rounds if name in before}
    digests |= {name: contents for name in rounds if name not in outcome.failed and name not in stale}
    made = record_build_state(workspace.output, outcome.manifest, left.inputs, left.warnings)
    save_build_state(
        workspace.state, replace(made, content_digest_by_playlist=digests, warnings_change_on=left.warnings_change_on)
    )


def _next_advice(content: Content, order: BuildRequest) -> str:
    """Return the day from which on the same content asks for other warnings; "" where it never does."""
    changes = validity_warnings_change(content.project, order.today) if order.today else None
    return changes.isoformat() if changes else ""


def _tell_foreign(workspace: Workspace, ours: Iterable[str], emit: Emit, told: Collection[str] = ()) -> None:
    for problem in foreign_file_warnings(workspace.output, by_folder(ours)):
        if problem.facts["file"] not in told:
            emit(Warned(problem))


def network_of(settings: Settings, ask: Ask | None, *, offline: bool = False, sends: bool = True) -> Network:
    """Return what may be asked of networks; where nothing is sent (a dry run), nobody need agree."""
    closed = closed_by(settings.voices.online, offline=offline, can_ask=bool(ask))
    return Network(closed, ask if settings.voices.online == "ask" and sends else None)


class _Planner:
    """Plans, and plans again where a voice is lost; `last` is the plan that holds."""

    last: Prepared

    def __init__(
        self, workspace: Workspace, content: Content, load: LoadEngine, order: BuildRequest, net: Network
    ) -> None:
        self._workspace, self._content, self._load = workspace, content, load
        self._wanted, self._network = order.playlists, net

    def plan(self, emit: Emit) -> Prepared:
        """Plan until every service that the plan would send texts to may be asked."""
        while True:
            reach = self._network.reach()
            self.last = prepare(self._workspace, self._content, self._load, self._wanted, reach)
            if self._network.may_send(to_send(self.last.steps)):
                emit(planned(self.last))
                return self.last


def _warn(problems: tuple[Problem, ...], emit: Emit) -> None:
    for problem in problems:
        emit(Warned(problem))


def _against_export(outcome: Outcome, project: Project, order: BuildRequest) -> tuple[Problem, ...]:
    """Return warnings about what only the built playlists show, and an export would say about them."""
    found = build_warnings(outcome.manifest.playlists, order.today)
    at = {name: playlist.where for name, playlist in project.playlists.items()}
    return tuple(
        replace(problem, where=at[name]) if problem.slug == "below-floor" else problem
        for name, problem in found
        if problem.slug != "below-floor" or name in at
    )


def _is_settled(outcome: Outcome, prepared: Prepared) -> bool:
    """Tell whether the next build would come to the same where no file has changed."""
    return not outcome.failed and all(problem.slug in SETTLED for problem in prepared.skipped)


def planned(prepared: Prepared) -> Planned:
    """Count what `prepared` asks for."""
    stale = [step for step in prepared.steps if step.reason is not Reason.FRESH]
    return Planned(
        to_speak=sum(isinstance(step, SpeakStep) for step in stale),
        to_encode=sum(isinstance(step, SegmentStep) for step in stale),
        to_write=sum(isinstance(step, TrackStep) for step in stale),
    )
