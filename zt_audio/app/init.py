"""Start a project: write a small one that builds, and the JSON Schemas for the editors of staff."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from zt_audio.app.project import save_file
from zt_audio.content.schema import json_schemas
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.store.workspace import Workspace

__all__ = ["json_schemas", "start_project", "starter_files", "write_schemas"]


def start_project(root: Path) -> None:
    """Write the files of starter/. Raises BuildError `not-empty` where there are appeals already, DeviceError."""
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


def write_schemas(folder: Path) -> int:
    """Write one schema file for each kind of file into `folder`; return how many. Raises DeviceError."""
    schemas = json_schemas()
    for kind, schema in schemas.items():
        save_file(folder / f"{kind}.schema.json", json.dumps(schema, ensure_ascii=False, indent=1).encode())
    return len(schemas)
