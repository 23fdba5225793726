"""Show what a project holds while it is edited: everything that can be read of it, and all that is wrong.

Nothing here is heavy, nothing makes sound, and nothing is written.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.app.texts.draft_reading import VoicePace, read_paces
from zt_audio.content.facts import FactFinder, fact_finders
from zt_audio.content.fields import MAX_SPEECH_CHARS
from zt_audio.content.files import FileKind
from zt_audio.content.project import Snapshot, Snapshots, Stamps, file_stamps
from zt_audio.content.yaml.source import content_bytes
from zt_audio.content.yaml.tree import Node, mapping, text_value
from zt_audio.errors import ContentError
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reader import Reader, ReadingCache, ReadingMemory
from zt_audio.language.reading import read
from zt_audio.model import LANGS, Lang, LexiconEntry, Manner, Problem, Project, Settings
from zt_audio.pipeline.load import Inspection, inspect_appeal, inspect_content
from zt_audio.pipeline.plan import BuildPlan, what_is_known
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.staleness import PlanOf, plan_inspected
from zt_audio.pipeline.steps import Known
from zt_audio.published.inputs import code_digest, voices_digest
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.workspace import RECORDINGS_FOLDER, Workspace
from zt_audio.trust.history import digest_of

__all__ = ["MAX_SPEECH_CHARS", "BilingualTexts", "Draft", "FileState", "PlanOf", "Snapshot", "View", "Workbench"]

_MOST_DRAFTS = 4  # appeals that people write at the same time; each keeps the rest of the project
_PLAIN_APPEAL = "title: {kk: Сәлем, ru: Привет}\ntext: {kk: Сәлем., ru: Привет.}\n".encode()

BilingualTexts = Mapping[Lang, str]  # what stands in a file, "" where nothing does


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the project: `name` as people see it, `digest` of its bytes, "" where they cannot be read."""

    name: str
    kind: FileKind
    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class View:
    """A project at one moment; `project` is None where a file cannot be read."""

    workspace: Workspace
    snapshot: Snapshot
    files: Mapping[str, FileState]
    trees: Mapping[str, Node]
    project: Project | None
    scripts: tuple[PlaylistScript, ...]
    problems: tuple[Problem, ...]  # errors first

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def paces(self) -> Mapping[Lang, VoicePace]:
        """Return how fast each language is spoken, as far as that was measured until now."""
        return read_paces(self.workspace, self.project.settings if self.project else Settings())

    def problems_of(self, file: str) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.where and problem.where.file == file)

    def with_tree(self, file: str, tree: Node | None) -> View:
        """Return this view with the `tree` of a draft of `file`."""
        return self if tree is None else replace(self, trees={**self.trees, file: tree})

    def texts(self, file: str, *path: str) -> BilingualTexts:
        """Return what stands under `kk:` and `ru:` at `path` of `file`, also where the file has mistakes."""
        node: Node | None = self.trees.get(file)
        for key in path:
            node = mapping(node).get(key)
        return {lang: text_value(mapping(node).get(lang)) for lang in LANGS}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it would be: `tree` is None where it cannot be read, `manner` where another file cannot."""

    tree: Node | None
    manner: Manner | None
    problems: tuple[Problem, ...]  # errors first


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one look at the disk found; `readings` is for those who read more of the same project."""

    found: Inspection
    readings: ReadingCache
    view: View


@dataclass(frozen=True, slots=True)
class _Planned:
    found: Inspection
    known: Known
    voices: str
    plans: dict[tuple[str, ...], BuildPlan | None]


@dataclass
class PlanMemory:
    """Keeps the last plans: one of 12 000 places takes 4 s. Safe for threads."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _last: _Planned | None = None

    def plan(
        self, workspace: Workspace, found: Inspection, known: Known, load: LoadEngine, names: Sequence[str]
    ) -> BuildPlan | None:
        """Return the plan of `names` in `found` where `known` is there; None where nothing of it can be read."""
        voices = voices_digest(workspace.root)
        with self._lock:
            last = self._last
            if last is None or last.found is not found or (last.known, last.voices) != (known, voices):
                self._last = last = _Planned(found, known, voices, {})
            if tuple(names) not in last.plans:
                last.plans[tuple(names)] = plan_inspected(workspace, found, load, names, known)
            return last.plans[tuple(names)]


@dataclass
class Workbench:
    """Keeps a project read: what did not change on the disk is not read again. Safe for threads.

    Without `advises` it leaves out the warnings that a status does not tell.
    """

    root: Path
    advises: bool = True
    plans: PlanMemory = field(default_factory=PlanMemory)
    memory: ReadingMemory = field(default_factory=ReadingMemory)
    _snapshots: Snapshots = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seen: tuple[object, ...] = ()
    _looked: _Looked | None = None
    _around: dict[str, tuple[tuple[object, ...], Inspection]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._snapshots = Snapshots(self.root.resolve(), keeps_all=True)

    @property
    def workspace(self) -> Workspace:
        return workspace_at(self.root)

    def snapshot(self) -> Snapshot:
        """Return what the files of the project say now. Raises ContentError as `workspace_at` does."""
        workspace_at(self.root)
        return self._snapshots.now()

    @cached_property
    def code(self) -> str:
        """Return the digest of this program; readings of another program are not used."""
        return code_digest()

    def view(self, today: date) -> View:
        """Return the project as the disk holds it. Raises ContentError `no-project`, OSError."""
        return self._look(today).view

    def inspect(self, today: date) -> tuple[Inspection, ReadingCache]:
        """Return what could be read of the project, and the readings it took. Raises as `view`."""
        looked = self._look(today)
        return looked.found, looked.readings

    def plan_of(self, today: date) -> PlanOf:
        """Return what plans playlists of the project as a build would. It raises as `view`."""

        def planned(names: Sequence[str]) -> BuildPlan | None:
            workspace = self.workspace
            with open_engines(workspace.root) as load:
                known = what_is_known(workspace)
                return self.plans.plan(workspace, self._look(today).found, known, load, names)

        return planned

    def _look(self, today: date) -> _Looked:
        workspace = self.workspace
        snapshot = self.snapshot()
        seen = (today, self._stamps(snapshot))
        with self._lock:
            if self._looked is None or seen != self._seen:
                readings = ReadingCache(workspace.readings, self.code, self.memory)
                found = inspect_content(workspace, readings, today, snapshot, advises=self.advises)
                self._looked, self._seen = _Looked(found, readings, _view_of(workspace, snapshot, found)), seen
            return self._looked

    def draft(self, today: date, file: str, data: bytes) -> Draft:
        """Return what the appeal in `file` would be with the bytes `data`. Raises as `view`.

        Only this file is read: the others are read again where one of them has changed.
        """
        around = self._around_file(today, file)
        tree, problems = inspect_appeal(around, file, data, self.memory, today)
        return Draft(tree, around.project.manner if around.project else None, _sorted(problems))

    def _around_file(self, today: date, file: str) -> Inspection:
        """Return the project with a plain text in place of the appeal in `file`."""
        workspace = self.workspace
        own = str(workspace.root / file)
        snapshot = self.snapshot()
        seen = (today, tuple(each for each in self._stamps(snapshot) if each[0] != own))
        with self._lock:
            known = self._around.get(file)
        if known and known[0] == seen:
            return known[1]
        found = self._look(today).found
        if found.project is None:  # perhaps because of this file
            plain = snapshot.with_file(file, _PLAIN_APPEAL)
            found = inspect_content(workspace, self.memory, today, plain, keeps_trees=False)
        errors = tuple(problem for problem in found.errors if problem.where is None or problem.where.file != file)
        bare = replace(found.read, trees={}, shapes={})  # a project of 12 000 places takes 100 MB with all of it
        around = replace(found, read=bare, scripts=(), errors=errors)
        with self._lock:
            if len(self._around) >= _MOST_DRAFTS:
                self._around.clear()
            self._around[file] = seen, around
        return around

    def reader(self, project: Project) -> Reader:
        """Return a reader of `project` that knows what was read before."""
        return self.reader_of(project.lexicon)

    def reader_of(self, lexicon: Mapping[Lang, Sequence[LexiconEntry]]) -> Reader:
        """Return a reader with another lexicon."""
        return Reader(lexicon, self.memory)

    def finders(self, project: Project) -> Mapping[Lang, FactFinder]:
        """Return what finds the facts of `project` in each language, and knows what was found before."""
        return fact_finders(project.facts.values(), project.lexicon, self.memory)

    def warm(self) -> None:
        """Load the rules of the languages: known texts need none of them, the first word that is typed does."""
        for lang in LANGS:
            read("", lang, Lexicon(()))

    def stamp(self) -> str:
        """Return a value that changes with any file of the project."""
        return hashlib.sha256(repr(self._stamps(self.snapshot())).encode()).hexdigest()[:16]

    def _stamps(self, snapshot: Snapshot) -> Stamps:
        """Return the stamps of all that decides what is said: the files of staff, and the notes of recordings."""
        notes = (Workspace(snapshot.root).appeals / RECORDINGS_FOLDER).glob("*/*")
        return (*snapshot.stamps, *file_stamps(notes))


def _view_of(workspace: Workspace, snapshot: Snapshot, inspected: Inspection) -> View:
    files = {}
    for file in inspected.read.files:
        digest = ""
        with suppress(ContentError):  # it is among the problems
            digest = digest_of(content_bytes(file))
        files[file.name] = FileState(file.name, file.kind, file.id, digest)
    trees = {file.name: tree for file, tree in inspected.read.trees.items()}
    problems = _sorted((*inspected.errors, *inspected.warnings))
    return View(workspace, snapshot, files, trees, inspected.project, inspected.scripts, problems)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    def place(problem: Problem) -> tuple[bool, str, int, int, str]:
        where = problem.where
        at = (where.file, where.line, where.column) if where else ("", 0, 0)
        return (problem.severity == "warning", *at, problem.slug)

    return tuple(sorted(problems, key=place))
