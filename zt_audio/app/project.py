"""Open a project for one request: finish what a killed run began, lock it for a change, load each thing once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio import __version__
from zt_audio.errors import ContentError
from zt_audio.events import Emit, ignore_event, logged
from zt_audio.model import Problem
from zt_audio.published.inputs import code_digest
from zt_audio.store.disk import device_errors, require_no_links, write_atomic
from zt_audio.store.workspace import Workspace, edit_lock, finish_pending, session, user_data
from zt_audio.trust.journal import newer_program

if TYPE_CHECKING:  # a request loads them when it needs them
    from zt_audio.content.project import Snapshot
    from zt_audio.language.reader import Reader
    from zt_audio.model import Lang, LexiconEntry
    from zt_audio.pipeline.load import Content, Inspection
    from zt_audio.speech.registry import LoadEngine

__all__ = [
    "OpenProject",
    "appeal_names",
    "device_errors",
    "folders_of_project",
    "make_folder",
    "open_project",
    "playlist_names",
    "save_file",
    "snapshot_at",
    "user_data",
    "workspace_at",
]


class OpenProject:
    """A project that a request works on; heavy things are loaded when they are first used."""

    def __init__(self, workspace: Workspace, opened: ExitStack) -> None:
        self.workspace = workspace
        self._opened = opened

    @cached_property
    def rules(self) -> str:
        """Return the digest of this program; readings of another program are not used."""
        return code_digest()

    @cached_property
    def load_engine(self) -> LoadEngine:
        """Return the loader of engines; each is opened once and closed with the project."""
        from zt_audio.speech.registry import open_engines

        return self._opened.enter_context(open_engines(self.workspace.root))

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return what the files of staff say; each is read once."""
        from zt_audio.content.project import Snapshot

        return Snapshot(self.workspace.root)

    def content(self, today: date | None = None) -> Content:
        """Read and check everything that staff wrote. Raises ContentError with every problem."""
        from zt_audio.pipeline.load import load_content

        return load_content(self.workspace, self.rules, today, self.snapshot)

    def inspection(self, today: date | None) -> Inspection:
        """Read and check everything that staff wrote, and go on where something is wrong."""
        from zt_audio.language.reader import ReadingCache
        from zt_audio.pipeline.load import read_content

        return read_content(self.workspace, ReadingCache(self.workspace.readings, self.rules), today, self.snapshot)

    def reader(self, lexicon: Mapping[Lang, Sequence[LexiconEntry]]) -> Reader:
        """Return a reader of texts that knows what earlier runs read."""
        from zt_audio.language.reader import Reader, ReadingCache

        return Reader(lexicon, ReadingCache(self.workspace.readings, self.rules))


def workspace_at(root: Path) -> Workspace:
    """Return the workspace of `root`.

    Raises ContentError `no-project`, `inside-project` without appeals there, `project-newer` after a newer program.
    """
    workspace = Workspace(root.resolve())
    if not workspace.appeals.is_dir():
        for above in workspace.root.parents:
            if Workspace(above).appeals.is_dir():
                facts = {"inside": workspace.root.relative_to(above).as_posix(), "path": os.path.relpath(above)}
                raise ContentError(Problem("inside-project", None, facts))
        raise ContentError(Problem("no-project", None, {"path": str(workspace.root)}))
    if newer := newer_program(workspace.root):
        raise ContentError(Problem("project-newer", None, {"version": newer, "here": __version__}))
    return workspace


def snapshot_at(root: Path) -> Snapshot:
    """Return what the files of the project at `root` say. Raises ContentError as `workspace_at` does."""
    from zt_audio.content.project import Snapshot

    return Snapshot(workspace_at(root).root)


@contextmanager
def open_project(root: Path, emit: Emit = ignore_event, *, to_change: bool = False) -> Iterator[OpenProject]:
    """Yield the project at `root`; `to_change` holds it until the end, and others wait.

    Raises ContentError `no-project`, BuildError `busy`; an OSError of the body becomes a DeviceError.
    """
    workspace = workspace_at(root)
    emit = logged(emit)
    with ExitStack() as opened:
        opened.enter_context(device_errors(workspace.root))
        finish_pending_edit(workspace)
        if to_change:
            opened.enter_context(session(workspace, emit))
        else:
            finish_pending(workspace, emit)
        yield OpenProject(workspace, opened)


def finish_pending_edit(workspace: Workspace) -> None:
    """Finish the edit of several files that a killed run has decided. Raises OSError, BuildError `busy`."""
    if workspace.decided_edit.exists():
        from zt_audio.trust.history import finish_edit
        from zt_audio.trust.journal import machine_id

        workspace.require_own_folders()
        with edit_lock(workspace.cache):
            finish_edit(workspace, machine_id(user_data()), datetime.now().astimezone())


def playlist_names(root: Path) -> tuple[str, ...]:
    """Return the names of the playlists that the project at `root` has files of; none where it is no project."""
    return _names_in(Workspace(root).appeals / "playlists")


def appeal_names(root: Path) -> tuple[str, ...]:
    """Return the names of the appeals that the project at `root` has files of; none where it is no project."""
    return _names_in(Workspace(root).appeals / "texts")


def _names_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def folders_of_project(root: Path) -> tuple[Path, ...]:
    """Return the folders of a project in which nothing else is written: texts, what was built, what is kept."""
    workspace = Workspace(root.resolve())
    return workspace.appeals, workspace.output, workspace.cache, workspace.fetched.root


def place_in_project(root: Path, name: str) -> Path:
    """Return where a command writes `name` into the folder `root`, where no other place is asked for.

    Raises DeviceError `link-in-project`.
    """
    require_no_links(root, root / name)
    return root.resolve() / name


def save_file(target: Path, data: bytes) -> None:
    """Write a file that a user asked for, whole or not at all. Raises DeviceError."""
    with device_errors(target.parent):
        write_atomic(target, data)


def make_folder(folder: Path) -> None:
    """Make a folder that a user named. Raises DeviceError."""
    with device_errors(folder):
        folder.mkdir(exist_ok=True)
