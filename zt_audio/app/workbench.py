"""Show what a project holds while it is edited: everything that can be read of it, and all that is wrong.

Nothing here is heavy, nothing makes sound, and nothing is written.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.content.fields import MAX_SPEECH_CHARS
from zt_audio.content.files import content_files, find_files
from zt_audio.content.project import load_trees
from zt_audio.content.tree import Node, mapping, text_value
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.model import LANGS, Lang, Problem, Project
from zt_audio.pipeline.load import Inspection, inspect_content
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.store.workspace import RECORDINGS_FOLDER, Workspace

__all__ = ["MAX_SPEECH_CHARS", "BilingualTexts", "FileState", "View", "Workbench"]

BilingualTexts = Mapping[Lang, str]  # what stands in a file, "" where nothing does


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the project: `name` as people see it, `digest` of its bytes."""

    name: str
    kind: str
    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class View:
    """A project at one moment; `project` is None where a file cannot be read."""

    files: Mapping[str, FileState]
    trees: Mapping[str, Node]
    project: Project | None
    scripts: tuple[PlaylistScript, ...]
    problems: tuple[Problem, ...]  # errors first

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def problems_of(self, file: str) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.where and problem.where.file == file)

    def texts(self, file: str, *path: str) -> BilingualTexts:
        """Return what stands under `kk:` and `ru:` at `path` of `file`, also where the file has mistakes."""
        node: Node | None = self.trees.get(file)
        for key in path:
            node = mapping(node).get(key)
        return {lang: text_value(mapping(node).get(lang)) for lang in LANGS}


@dataclass
class Workbench:
    """Keeps a project read: what did not change on the disk is not read again. Safe for threads."""

    root: Path
    _memory: ReadingMemory = field(default_factory=ReadingMemory)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seen: tuple[object, ...] = ()
    _view: View | None = None

    @property
    def workspace(self) -> Workspace:
        return workspace_at(self.root)

    def view(self, today: date) -> View:
        """Return the project as the disk holds it. Raises ContentError `no-project`, OSError."""
        workspace = self.workspace
        seen = (today, _stamp(workspace))
        with self._lock:
            if self._view is None or seen != self._seen:
                self._view, self._seen = _look(workspace, self._memory, today, {}), seen
            return self._view

    def draft(self, today: date, drafts: Mapping[str, bytes]) -> View:
        """Return the project as it would be with `drafts` in place of the files of these names. Raises as `view`."""
        return _look(self.workspace, self._memory, today, drafts)

    def reader(self, project: Project) -> Reader:
        """Return a reader of `project` that knows what was read before."""
        return Reader(project.lexicon, self._memory)

    def stamp(self) -> str:
        """Return a value that changes with any file of the project."""
        return hashlib.sha256(repr(_stamp(self.workspace)).encode()).hexdigest()[:16]


def _look(workspace: Workspace, memory: ReadingMemory, today: date, drafts: Mapping[str, bytes]) -> View:
    found, _problems = find_files(workspace.root)
    files = {}
    for file in found:
        data = drafts.get(file.name)
        digest = hashlib.sha256(file.path.read_bytes() if data is None else data).hexdigest()
        files[file.name] = FileState(file.name, file.kind, file.id, digest)
    inspected = inspect_content(workspace, memory, today, drafts)
    trees = load_trees(workspace.root, drafts)
    return View(files, trees, inspected.project, inspected.scripts, _sorted(inspected))


def _sorted(inspected: Inspection) -> tuple[Problem, ...]:
    def place(problem: Problem) -> tuple[bool, str, int, int, str]:
        where = problem.where
        at = (where.file, where.line, where.column) if where else ("", 0, 0)
        return (problem.severity == "warning", *at, problem.slug)

    return tuple(sorted((*inspected.errors, *inspected.warnings), key=place))


def _stamp(workspace: Workspace) -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time of each file that decides what is said."""
    notes = (workspace.appeals / RECORDINGS_FOLDER).glob("*/*")
    found = []
    for path in (*content_files(workspace.root), *notes):
        try:
            state = path.stat()
        except OSError:  # it went away just now
            continue
        found.append((str(path), state.st_size, state.st_mtime_ns))
    return tuple(sorted(found))
