"""The project folder that a command works on: a path in, a workspace out."""

from __future__ import annotations

from pathlib import Path

from zt_audio.errors import ContentError
from zt_audio.model import Problem
from zt_audio.store.workspace import Workspace


def workspace_at(root: Path) -> Workspace:
    """Return the workspace of `root`. Raises ContentError `no-project` where it holds no appeals."""
    workspace = Workspace(root.resolve())
    if not workspace.appeals.is_dir():
        raise ContentError(Problem("no-project", None, {"path": str(workspace.root)}))
    return workspace
