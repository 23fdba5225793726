"""List the takes that quality control kept aside, or remove them."""

from __future__ import annotations

from pathlib import Path

from zt_audio.app.project import open_project
from zt_audio.events import Emit, ignore_event
from zt_audio.store import rejects
from zt_audio.store.rejects import Reject

__all__ = ["Reject", "clear_rejects", "list_rejects"]


def list_rejects(root: Path, emit: Emit = ignore_event) -> tuple[Reject, ...]:
    """Return the rejected takes, the newest first. Raises ContentError, BuildError `busy`."""
    with open_project(root, emit, to_change=True) as project:
        return rejects.read_rejects(project.workspace.rejects)


def clear_rejects(root: Path, emit: Emit = ignore_event) -> int:
    """Remove every rejected take; return how many there were. Raises ContentError, BuildError `busy`, DeviceError."""
    with open_project(root, emit, to_change=True) as project:
        return rejects.delete_rejects(project.workspace.rejects)
