"""Hold a project for one command: take the lock, and finish what a killed run had decided."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from zt_audio.events import Emit, Recovered, Waiting
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
