"""Tell what must be done now, in the order in which it must be done, and how each playlist stands.

It reads texts, plans a build and looks at the sticks that are plugged in. Nothing is made or changed, and nothing that
makes sound is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from zt_audio.app.project import OpenProject, open_project, playlist_names
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.today.check_verdict import check_inputs, stamps
from zt_audio.app.vouching.facts import last_sticks
from zt_audio.app.vouching.pairs import paragraph_pairs
from zt_audio.content.timetable import NextPlay, next_play
from zt_audio.content.yaml.tree import items, mapping, text_values
from zt_audio.events import Reason
from zt_audio.messages.message import message_of
from zt_audio.model import URGENT, Playlist, Problem, rows_by_key
from zt_audio.pipeline.plan import what_is_known
from zt_audio.pipeline.staleness import planned_changes, stale_playlists
from zt_audio.published.evidence import built_parts, evidence_of, in_scope
from zt_audio.published.inputs import contents_of, load_build_state, voices_digest
from zt_audio.published.judge import judge, trust_in
from zt_audio.published.trust_rules import unit_fault
from zt_audio.recordings.status import RecordingStatus, totals, view_of
from zt_audio.sticks.volume import ListDrives, removable_drives, sticks_here
from zt_audio.store.manifest import PlaylistEntry
from zt_audio.store.records import file_sha256, key_of, remember, remembered
from zt_audio.store.workspace import Workspace, user_data
from zt_audio.suggestions import first_of
from zt_audio.trust.journal import Act
from zt_audio.trust.vouching import PairState

_NAMED = 6  # texts in one line
_OF_ONE_PLAYLIST = ("appeals/texts/", "appeals/playlists/")  # a mistake in any other file concerns all


class ToDoKind(StrEnum):
    """What a person does about it, in the order in which it must be done."""

    CORRECT = "correct"  # a file with mistakes
    SIGN = "sign"  # readings that are guesses
    COMPARE = "compare"  # paragraphs that were changed in one language, or that no one has confirmed
    FACTS = "facts"  # facts that are over, or soon will be
    VOICE = "voice"  # a playlist that no voice can speak
    BUILD = "build"  # a playlist whose sound is missing or older than its texts
    APPROVE = "approve"  # texts that were built and lack an approval that counts
    SETTLE = "settle"  # a playlist that may not be exported
    RECORD = "record"  # texts of a language that have no recording, or an old one
    EXPORT = "export"  # a stick that holds an older build


@dataclass(frozen=True, slots=True)
class ToDo:
    """`subject` is a file, a playlist, texts, a language or the path of a stick, by `kind`; `count` is how much."""

    kind: ToDoKind
    subject: str | tuple[str, ...]
    count: int
    problems: tuple[Problem, ...] = ()
    reasons: Mapping[Reason, int] = field(default_factory=dict)  # to build: of how many tracks


class SoundState(StrEnum):
    FRESH = "fresh"
    OLDER = "older"  # than what is written, or a file of it is gone or was changed
    OTHERWISE = "otherwise"  # as it is written, but this computer or program would make it with another voice or sound
    MISSING = "missing"


_AS_WRITTEN = (SoundState.FRESH, SoundState.OTHERWISE)


@dataclass(frozen=True, slots=True)
class PlaylistStatus:
    """How a playlist stands. `errors` counts the mistakes that keep it from being built; `wrong_file` has the first."""

    id: str
    title: Mapping[str, str]
    errors: int
    sound: SoundState
    build: str | None  # the number on cards and sticks; None where nothing is built
    may_leave: bool  # an export would take it today
    next_play: NextPlay | None  # None where its texts cannot be read, or all its days are over
    voiceless: int  # problems that keep any voice from speaking it
    is_draft: bool  # a voice of draft quality speaks in what was built
    ending_facts: int  # facts in its texts that are over or soon will be
    unsourced: int | None  # numbers in its texts whose source is written nowhere; None while a mistake hides them
    approved: tuple[int, int] | None  # of how many texts an approval counts; None where nothing asks for it
    stick: Act | None  # that wrote it last, by the journals; a zip where no stick is known
    wrong_file: str
    over: int  # appeals of it whose last day is past


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that must be done now, in order, and each playlist."""

    to_do: tuple[ToDo, ...]
    playlists: tuple[PlaylistStatus, ...]


def project_status(
    root: Path,
    today: date,
    drives: ListDrives = removable_drives,
    workbench: Workbench | None = None,
) -> Status:
    """Return the status of the project at `root`, which a `workbench` may have read before.

    Without one it gives the last status again where nothing has changed since; only sticks come and go.
    Raises ContentError `no-project`, BuildError `busy`, DeviceError.
    """
    with open_project(root) as project:
        workspace = project.workspace
        key = "" if workbench else _inputs(workspace, project.rules, today)
        found = None if workbench else remembered(workspace.status, key, Status)
        if found is None:
            look = _Look(project, workbench or Workbench(root, advises=False), today)
            found = look.status()
            if look.is_settled and key and key == _inputs(workspace, project.rules, today):  # none was saved meanwhile
                remember(workspace.status, key, found)
    return replace(found, to_do=(*found.to_do, *_to_export(found.playlists, drives)))


def _inputs(workspace: Workspace, code: str, today: date) -> str:
    """Return a digest of what a status depends on: what a check does, what was built, and what this computer has seen.

    Raises OSError.
    """
    beside = stamps([workspace.output, user_data(), workspace.doubted, workspace.fetched.root])
    state = file_sha256(workspace.state) if workspace.state.is_file() else ""
    return key_of("status", check_inputs(workspace, code, today).key, state, beside)


class _Look:
    """One look at a project: what was read, planned and built."""

    def __init__(self, project: OpenProject, workbench: Workbench, today: date) -> None:
        self._workspace: Workspace = project.workspace
        self._code, self._today = workbench.code, today
        self._found, self._readings = workbench.inspect(today)
        self._trees = {file.name: tree for file, tree in self._found.read.trees.items()}
        self._known = what_is_known(self._workspace)
        self._built = self._known.manifest
        snapshot = workbench.snapshot()
        self._trust = trust_in(
            self._workspace, self._built, today, self._readings, snapshot=snapshot, warns_of_facts=False
        )
        self._judged = judge(self._workspace, self._built, today, self._trust)
        # Plan what may have changed since it was built: what is older than what is written, and what is to be made.
        built, speakers = self._built.playlists, f"{self._code}:{voices_digest(self._workspace.root)}"
        noted = load_build_state(self._workspace.state).content_digest_by_playlist
        contents = contents_of(self._workspace)
        self._whole = {
            name
            for name, entry in built.items()
            if all(f"{name}/{file}" in self._known.intact for file in entry.owned())
        }
        as_built = {
            name
            for name in self._whole
            if noted.get(name) == f"{contents.digest_for(name, built[name].appeals, self._today)}:{speakers}"
        }
        names = tuple(name for name in self._playlists if name not in as_built)
        plan = workbench.plans.plan(self._workspace, self._found, self._known, project.load_engine, names)
        self._stale = stale_playlists(self._workspace, self._built, built, lambda _names: plan, self._today)
        self._voiceless = plan.voiceless if plan else {}
        self._to_make = planned_changes(self._workspace, plan) if plan else {}  # also where no track changes
        # Else a service may be up again.
        lasts = plan is None or all(message_of(each).ends_with_files for each in plan.skipped)
        self.is_settled = lasts and not self._voiceless
        self._sticks = last_sticks(self._workspace.root)

    def status(self) -> Status:
        """Return what was found, and keep the readings that it took for the next process."""
        names = tuple(sorted({*self._playlists, *self._found.broken})) or playlist_names(self._workspace.root)
        rows = tuple(self._row(name) for name in names)
        to_do = (
            *self._to_correct(),
            *self._to_sign(),
            *self._to_compare(),
            *self._to_look_up(),
            *self._to_approve(rows),
            *(each for row in rows for each in self._to_build(row)),
            *(each for row in rows for each in self._to_settle(row)),
            *self._to_record(),
        )
        found = Status(tuple(sorted(to_do, key=lambda each: list(ToDoKind).index(each.kind))), rows)
        if self._found.project:  # with mistakes elsewhere, too: the next status would read all the other texts again
            self._readings.save(keeps_unused=True)  # a check has used more
        return found

    @property
    def _playlists(self) -> Mapping[str, Playlist]:
        return self._found.project.playlists if self._found.project else {}

    def _row(self, name: str) -> PlaylistStatus:
        entry, playlist = self._built.playlists.get(name), self._playlists.get(name)
        sound = self._sound(name)
        title = {str(lang): text.value for lang, text in playlist.title.items()} if playlist else {}
        wrong = [problem for problem in self._found.errors if self._concerns(problem, name)]
        return PlaylistStatus(
            name,
            title or (dict(entry.title) if entry else {}),
            len(wrong),
            sound,
            entry.number if entry else None,
            sound in _AS_WRITTEN and not self._judged[name].errors,
            next_play(playlist, self._today) if playlist else None,
            len(self._voiceless[name].problems) if name in self._voiceless else 0,
            bool(entry and entry.draft),
            len({each.facts["fact"] for each in self._ending if self._concerns(each, name)}),
            None
            if self._found.errors
            else sum(message_of(each).wants_source and self._concerns(each, name) for each in self._found.warnings),
            self._approved(entry) if entry else None,
            self._sticks.get(name),
            next((problem.where.file for problem in wrong if problem.where), ""),
            len(self._over(name)),
        )

    def _over(self, name: str) -> tuple[Problem, ...]:
        """Return what is said of appeals whose last day is past; what was urgent is over by intention."""
        found = (each for each in self._found.warnings if message_of(each).is_over and self._concerns(each, name))
        return () if name == URGENT else tuple(found)

    def _approved(self, entry: PlaylistEntry) -> tuple[int, int] | None:
        approvals = self._trust.approvals
        if approvals.settings.needed == "none":
            return None
        found = evidence_of(built_parts(entry, self._built.segments))
        asked = [evidence for unit, evidence in found.items() if in_scope(unit, approvals.settings.scope)]
        return sum(unit_fault(evidence, approvals) is None for evidence in asked), len(asked)

    @property
    def _ending(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self._found.warnings if message_of(problem).ends_fact)

    def _concerns(self, problem: Problem, name: str) -> bool:
        """Tell whether `problem` keeps the playlist `name` from being built."""
        file = problem.where.file if problem.where else ""
        own = f"appeals/playlists/{name}.yaml"
        if file.startswith("appeals/playlists/") or not file.startswith(_OF_ONE_PLAYLIST):
            return file == own or not file.startswith(_OF_ONE_PLAYLIST)
        playlist = mapping(self._trees.get(own))
        lists = (playlist, *map(mapping, items(playlist.get("stops"))))
        texts = {f"appeals/texts/{appeal}.yaml" for each in lists for appeal in text_values(each.get("appeals"))}
        return bool({file, problem.facts.get("right")} & texts) or not texts  # a list that cannot be read may name it

    def _sound(self, name: str) -> SoundState:
        if name not in self._built.playlists:
            return SoundState.MISSING
        if name not in self._whole or name in self._stale:
            return SoundState.OLDER
        return SoundState.OTHERWISE if name in self._to_make else SoundState.FRESH

    def _to_decide(self, name: str) -> tuple[Problem, ...]:
        """Return what speaks against an export besides what has a line of its own."""
        rows = ((each, message_of(each)) for each in self._judged[name].errors)  # what was urgent is over by intention
        return tuple(each for each, row in rows if not (row.has_own_todo or (name == URGENT and row.is_over)))

    # --- what is to be done -----------------------------------------------------------------------------

    def _to_correct(self) -> Iterator[ToDo]:
        by_file = rows_by_key((problem.where.file if problem.where else "", problem) for problem in self._found.errors)
        for file, problems in sorted(by_file.items()):
            yield ToDo(ToDoKind.CORRECT, file, len(problems), tuple(problems))

    def _to_sign(self) -> Iterator[ToDo]:
        guessed = tuple(problem for problem in self._found.warnings if message_of(problem).is_guess)
        if guessed:
            yield ToDo(ToDoKind.SIGN, "appeals/pronunciations.yaml", len(guessed), guessed)

    def _to_compare(self) -> Iterator[ToDo]:
        """Count paragraphs that were changed on one side, where people have begun to confirm pairs or must."""
        project, known = self._found.project, self._trust.pairs.known
        must = self._trust.pairs.strictness == "stop"
        if project is None or not (known or must):
            return
        wrong = {PairState.CHANGED, *((PairState.NEW, PairState.MISSING) if must else ())}
        texts = ({lang: text.value for lang, text in appeal.text.items()} for appeal in project.appeals.values())
        if n := sum(row.state in wrong for each in texts for row in paragraph_pairs(each, known)):
            yield ToDo(ToDoKind.COMPARE, "", n)

    def _to_look_up(self) -> Iterator[ToDo]:
        if ending := self._ending:
            names = {problem.facts["fact"] for problem in ending}
            yield ToDo(ToDoKind.FACTS, "appeals/facts.yaml", len(names), ending)

    def _to_approve(self, rows: Sequence[PlaylistStatus]) -> Iterator[ToDo]:
        """Name the texts whose sound is fresh and whose approval an export would refuse."""
        fresh = [row.id for row in rows if row.sound in _AS_WRITTEN]
        found = (problem for name in fresh for problem in self._judged[name].errors if message_of(problem).of_approval)
        items = (problem.facts.get("items") for problem in found)
        units = [*dict.fromkeys(unit for each in items if isinstance(each, tuple) for unit in each)]
        if units:
            yield ToDo(ToDoKind.APPROVE, first_of(units, _NAMED), len(units))

    def _to_build(self, row: PlaylistStatus) -> Iterator[ToDo]:
        if voiceless := self._voiceless.get(row.id):
            yield ToDo(ToDoKind.VOICE, row.id, len(voiceless.problems), voiceless.problems)
        elif not row.errors and row.sound is not SoundState.FRESH:
            reasons = self._to_make.get(row.id, {})
            yield ToDo(ToDoKind.BUILD, row.id, sum(reasons.values()), reasons=reasons)

    def _to_settle(self, row: PlaylistStatus) -> Iterator[ToDo]:
        """Name what only a decision can settle: what a new build may change is to be built first."""
        entry = self._built.playlists.get(row.id)
        is_built = entry and row.sound in _AS_WRITTEN
        if problems := self._to_decide(row.id) if is_built else self._over(row.id):
            yield ToDo(ToDoKind.SETTLE, row.id, len(problems), problems)

    def _to_record(self) -> Iterator[ToDo]:
        """Count the texts without a good recording, where people have begun to record at all."""
        content = self._found.content
        if content is None or content.errors or not content.recordings:
            return
        for lang, counts in totals(view_of(self._workspace, content, self._code).statuses).items():
            left = sum(count for status, count in counts.items() if status is not RecordingStatus.FRESH)
            if counts[RecordingStatus.FRESH] + counts[RecordingStatus.STALE] and left:
                yield ToDo(ToDoKind.RECORD, lang, left)


def _to_export(rows: Sequence[PlaylistStatus], drives: ListDrives) -> Iterator[ToDo]:
    """Name the sticks that are plugged in and hold another build of a playlist than the one that is fresh here."""
    numbers = {row.id: row.build for row in rows if row.sound in _AS_WRITTEN}
    for drive, stick in sticks_here(drives):
        if stick.playlist in numbers and stick.build != numbers[stick.playlist]:
            yield ToDo(ToDoKind.EXPORT, drive.path, 1)
