"""One command's hold on a project: the lock, unfinished business of a killed run, and the shortcut of nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from zt_audio.content.files import content_files, unread_names
from zt_audio.events import Emit, Recovered, Waiting
from zt_audio.published import build_state as state
from zt_audio.published.inputs import files_digest, recordings_digest, voices_digest
from zt_audio.store import journal
from zt_audio.store.disk_errors import device_errors
from zt_audio.store.lock import project_lock
from zt_audio.store.workspace import Workspace


@contextmanager
def session(workspace: Workspace, emit: Emit) -> Iterator[None]:
    """Hold the project, and first finish what a killed run had decided. Raises BuildError `busy`, DeviceError."""
    with device_errors(workspace.root), project_lock(workspace.cache, lambda: emit(Waiting())):
        if journal.recover(workspace.output):
            emit(Recovered())
        yield


def finish_pending(workspace: Workspace, emit: Emit) -> None:
    """For commands that only read: finish what a killed run had decided, where there is such a thing."""
    if journal.pending(workspace.output) is not None:
        with session(workspace, emit):
            pass


def inputs_digest(workspace: Workspace, code: str) -> str:
    """Return a digest of everything that a build is made from, voices too, and of the names that it would warn of."""
    unread = "|".join(unread_names(workspace.root))
    return f"{code}:{contents_digest(workspace)}:{voices_digest()}:{unread}"


def contents_digest(workspace: Workspace) -> str:
    """Return a digest of the files that staff write and of what they record, as they stand now."""
    files = files_digest(workspace.root, content_files(workspace.root))
    return f"{files}-{recordings_digest(workspace.recordings)}"


def nothing_to_do(workspace: Workspace, inputs: str, today: date | None) -> state.State | None:
    """Return the last build's state where it was complete, from the same inputs, and its files are untouched.

    None too where `today` asks for other warnings than the last build's.
    """
    last = state.load(workspace.state)
    if today is not None and last.other_warnings_on and today.isoformat() >= last.other_warnings_on:
        return None
    if last.inputs != inputs or not state.untouched(workspace.output, last):
        return None
    folders = {name.split("/")[0] for name in last.files}
    return None if journal.not_ready(workspace.output, tuple(folders)) else last


def contents_in(inputs: str) -> str:
    """Return the part of an `inputs_digest` that is the digest of the files that staff write."""
    return inputs.split(":")[1]
