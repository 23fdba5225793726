"""Carry out a build: plan, make what is missing, stage, repair, publish, remember.

What it needs takes half a second and much memory to load: reading content, or finding mistakes in it, never imports
this module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zt_audio.checks.project import next_validity_change
from zt_audio.errors import ZtError
from zt_audio.events import Emit, PlaylistFailed, Reason, Warned, ignore_event
from zt_audio.logs import logger_of
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, Project
from zt_audio.pipeline.execute import AudioContext, Failures, execute
from zt_audio.pipeline.load import Content
from zt_audio.pipeline.plan import BuildPlan, plan_build, to_send
from zt_audio.pipeline.request import Ask, BuildReport, BuildRequest, Forecast, OnlinePolicy, Outcome, policy_of
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.stage import Stage, Staged, described_only, publish, removed_files
from zt_audio.pipeline.staleness import carried, lists_of, planned_changes
from zt_audio.pipeline.steps import TrackStep
from zt_audio.pipeline.tasks import StartExecutor, start_threads
from zt_audio.published.inputs import (
    by_folder,
    contents_of,
    foreign_file_warnings,
    load_build_state,
    record_build_state,
    save_build_state,
    speakers_in,
)
from zt_audio.published.judge import Judgement, judge, trust_in
from zt_audio.published.trust_rules import asks_people
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store import journal
from zt_audio.store.manifest import PLAYER_FILE
from zt_audio.store.workspace import SegmentCache, Workspace
from zt_audio.tracks import files_beside

_log = logger_of(__name__)

MOST_REPAIRS = 2  # a damaged record is made again; one that stays damaged is a broken disk


def run_build(
    workspace: Workspace,
    request: BuildRequest,
    content: Content,
    inputs: str,
    emit: Emit = ignore_event,
    ask: Ask | None = None,
    start: StartExecutor = start_threads,
) -> BuildReport:
    """Carry out `request` on `content`, whose digest is `inputs`. Raises ContentError, OSError.

    `ask` asks a person whether texts may be sent to a service. A playlist that cannot be made is in the report and
    keeps its last good version.
    """
    _warn(content.warnings, emit)
    count = len(content.warnings)
    sends = not request.dry_run
    policy = policy_of(content.project.settings, ask, offline=request.offline, sends=sends)
    with open_engines(workspace.root) as load:
        before = load_build_state(workspace.state).content_digest_by_playlist
        drawn = {name for name, digest in before.items() if digest.partition(":")[2] == speakers_in(inputs)}
        build = _Build(workspace, request, content, policy, load, emit, start, drawn)
        first = build.plan()
        expected = forecast(workspace, first, drawn)
        if request.dry_run:
            _warn(first.skipped, emit)
            _warn_other_files(workspace, first.known.manifest.owned(), emit)
            return BuildReport(None, first.steps, count, expected, failed=first.voiceless, unused=content.unused_errors)
        try:
            plan, outcome = build.run(first)
        except BaseException:
            journal.abandon(workspace.output)
            raise
        stale = build.stale_others()
    trust = trust_in(
        workspace,
        outcome.manifest,
        request.today,
        content.readings,
        snapshot=content.snapshot,
        warns_of_facts=False,
    )
    judged = judge(workspace, outcome.manifest, request.today, trust)
    against = _against_export(judged, content.project)
    standing = {name: each.standing for name, each in judged.items()}
    _warn((*plan.skipped, *against), emit)
    poor = any(message_of(problem).wants_better_voice for problem in against)
    settled = not (outcome.failed or content.errors) and all(message_of(each).ends_with_files for each in plan.skipped)
    complete = settled and not poor and not request.playlists
    built = outcome.manifest.playlists
    sources = content.sources or contents_of(workspace)
    speakers = {name: digest.partition(":")[2] for name, digest in before.items()}
    speakers |= {script.playlist.id: speakers_in(inputs) for script in plan.scripts}
    digests = {
        name: before.get(name, "")
        if name in outcome.failed or name in stale
        else f"{sources.digest_for(name, entry.appeals, request.today)}:{speakers.get(name, '')}"
        for name, entry in built.items()
    }
    state = replace(
        record_build_state(workspace.output, outcome.manifest, inputs if complete else "", count),  # "": more is to do
        content_digest_by_playlist={name: digest for name, digest in digests.items() if digest},
        warnings_change_on=_iso(next_validity_change(content.project, request.today) if request.today else None),
        asks_people=asks_people(content.project.settings),
        playlists=standing,
        judged_on=_iso(request.today),
    )
    save_build_state(workspace.state, state)
    left = [f"{name}/" for name in expected.gone if (workspace.output / name).is_dir()]  # with other files in them
    reported = {str(p.facts.get("file")) for error in outcome.failed.values() for p in error.problems}  # in the way
    _warn_other_files(workspace, (*outcome.manifest.owned(), *left), emit, reported)
    unused = content.unused_errors
    return BuildReport(outcome, first.steps, count, expected, stale, outcome.failed, playlists=standing, unused=unused)


@dataclass(frozen=True, slots=True)
class _Build:
    """One build's inputs and means."""

    workspace: Workspace
    request: BuildRequest
    content: Content
    policy: OnlinePolicy
    load: LoadEngine
    emit: Emit
    start: StartExecutor
    drawn: Collection[str]  # playlists whose pages this program wrote

    def plan(self) -> BuildPlan:
        """Plan until every service that the plan would send texts to may be asked."""
        while True:
            access = self.policy.access()
            plan = plan_build(self.workspace, self.content, self.load, self.request.playlists, access)
            if self.policy.may_send(to_send(plan.steps)):
                self.emit(plan.counts())
                return plan

    def run(self, plan: BuildPlan) -> tuple[BuildPlan, Outcome]:
        """Make and publish what `plan` asks for; return the plan that held in the end. Raises OSError: nothing changed.

        The plan is made again where a service was lost (another voice takes over) or a stored record proved damaged.
        """
        self.workspace.output.mkdir(parents=True, exist_ok=True)
        for records in (self.workspace.speech, self.workspace.fetched, self.workspace.segments):
            records.drop_torn()
        repairs = MOST_REPAIRS
        while True:
            context = AudioContext(self.workspace, plan.recipe, self.policy, self.emit)
            # Its threads and engines are gone before tracks are written: a thread keeps the memory it once needed.
            with open_engines(self.workspace.root) as load, self.start(load, self.request.jobs) as executor:
                failures = execute(plan.steps, context, executor, load)
            if self.policy.access() != plan.access:
                _log.info("a service was lost: planning again without it")
                plan = self.plan()
                continue
            ready, failed = self._stage(plan, failures)
            if repairs and any(message_of(each).heals_itself for error in failed.values() for each in error.problems):
                _log.warning("a stored record is damaged: it is made again")
                repairs -= 1
                for records in (self.workspace.speech, self.workspace.fetched, self.workspace.segments):
                    records.drop_damaged()  # what harmed one record has often harmed others
                plan = self.plan()
                continue
            for name, error in failed.items():
                self.emit(PlaylistFailed(name, error.problems))
            done = publish(self.workspace.output, plan.known, frozenset(self.content.playlists), ready)
            return plan, Outcome(done.manifest, failed, done.written, done.removed, done.changed)

    def _stage(self, plan: BuildPlan, failures: Failures) -> tuple[dict[str, Staged], dict[str, ZtError]]:
        """Stage every playlist whose segments are there; return those, and why the others are not."""
        journal.clear_staging(self.workspace.output)
        stage = Stage(self.workspace, plan, SegmentCache(self.workspace.segments), self.emit, self.drawn)
        ready: dict[str, Staged] = {}
        failed: dict[str, ZtError] = dict(plan.voiceless)
        for script in plan.scripts:
            name = script.playlist.id
            steps = plan.track_steps(name)
            try:
                _require_made(steps, failures)
                ready[name] = stage.playlist(script, steps)
            except ZtError as error:
                failed[name] = error
        return ready, failed

    def stale_others(self) -> tuple[str, ...]:
        """Return the playlists that were not asked for and that a build would write again."""
        wanted = self.request.playlists
        others = [name for name in self.content.playlists if name not in wanted]
        if not wanted or not others:
            return ()
        plan = plan_build(self.workspace, self.content, self.load, others, self.policy.access())
        old = planned_changes(self.workspace, plan)
        return tuple(name for name in others if name in old or name in plan.voiceless)


def _require_made(steps: Sequence[TrackStep], failures: Failures) -> None:
    """Raise BuildError or VoiceError with everything that a playlist lacks."""
    keys = dict.fromkeys(key for step in steps if step.reason is not Reason.FRESH for key in step.cycle)
    errors = [failures[key] for key in keys if key in failures]
    problems: list[Problem] = []
    for error in errors:  # several segments may wait for one sentence
        problems += (problem for problem in error.problems if problem not in problems)
    if errors:
        raise type(errors[0])(problems)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _against_export(judged: Mapping[str, Judgement], project: Project) -> tuple[Problem, ...]:
    """Return warnings about what only the built playlists show, and an export would say about them."""
    at = {name: playlist.where for name, playlist in project.playlists.items()}
    return tuple(
        replace(problem, where=at[name]) if message_of(problem).wants_better_voice else problem
        for name, each in judged.items()
        for problem in each.shown_by_build()
        if name in at or not message_of(problem).wants_better_voice
    )


def _warn(problems: Iterable[Problem], emit: Emit) -> None:
    for problem in problems:
        emit(Warned(problem))


def _warn_other_files(workspace: Workspace, ours: Iterable[str], emit: Emit, reported: Collection[str] = ()) -> None:
    found = foreign_file_warnings(workspace.output, by_folder(ours))
    _warn((problem for problem in found if problem.facts["file"] not in reported), emit)


def forecast(workspace: Workspace, plan: BuildPlan, drawn: Collection[str]) -> Forecast:
    """Return what is done where every playlist that is planned can be made; this program wrote the pages of `drawn`."""
    known, wanted = plan.known, frozenset(plan.playlists)
    steps = {script.playlist.id: plan.track_steps(script.playlist.id) for script in plan.scripts}
    new = {f"{name}/{step.file}" for name, row in steps.items() for step in row}
    for script in plan.scripts:
        name = script.playlist.id
        new |= {f"{name}/{file}" for file in files_beside(script.profile, [step.file for step in steps[name]])}
    kept = wanted - steps.keys()
    new |= {name for name in known.owned if name.split("/")[0] in kept}
    gone = tuple(name for name in known.manifest.playlists if name not in wanted)
    removed = [name for name in removed_files(known, kept, new) if name.split("/")[0] not in gone]
    stage = Stage(workspace, plan, SegmentCache(workspace.segments), drawn=drawn)
    beside = (file for script in plan.scripts for file in _changed_beside(stage, script, steps[script.playlist.id]))
    return Forecast(gone, *(tuple(f"output/{name}" for name in names) for names in (removed, beside)))


def _changed_beside(stage: Stage, script: PlaylistScript, steps: tuple[TrackStep, ...]) -> Iterator[str]:
    """Yield the files beside the tracks that change; the page shows each track, so it changes with any of them."""
    name, known = script.playlist.id, stage.plan.known
    last = known.manifest.playlists.get(name)
    old = {entry.key: entry for entry in last.tracks} if last else {}
    if all(step.key in old for step in steps):
        tracks = [carried(step, old[step.key]) for step in steps]
        new = stage.described(script, steps, tracks, described_only).entry.files
    else:
        new = tuple(entry for entry, _data in lists_of(script, [(step.file, step.script.stop.id, 0) for step in steps]))
        yield f"{name}/{PLAYER_FILE}"
    for entry in new:
        file = f"{name}/{entry.file}"
        if file not in known.intact or known.owned.get(file) != (entry.sha256, entry.bytes):
            yield file
