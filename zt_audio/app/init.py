"""Start a project: write a small one that builds, from the files in starter/."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from zt_audio.app.project import save_file
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.store.workspace import Workspace


def start_project(root: Path) -> None:
    """Write the project. Raises BuildError `not-empty` where there are appeals already, DeviceError."""
    appeals = Workspace(root).appeals
    if appeals.exists():
        raise BuildError(Problem("not-empty", None, {"path": str(appeals)}))
    for name, data in starter_files().items():
        save_file(appeals / name, data)


def starter_files() -> dict[str, bytes]:
    """Return the contents of the files of a new project, by their names below appeals/."""
    return dict(_files_in(files("zt_audio.app") / "starter", ""))


def _files_in(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files_in(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()
