"""Start a project: write a small one that builds, and the JSON Schemas for the editors of staff."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from zt_audio.content.schema import json_schemas
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.store.disk import device_errors, replace_file, require_no_links, sync_folder, write_atomic
from zt_audio.store.workspace import Workspace

_SETTINGS = "settings.yaml"
_UNFINISHED = ".appeals.new"  # beside appeals/: half a project is none

__all__ = ["is_schema", "json_schemas", "schema_files", "start_project", "starter_files"]


def start_project(root: Path, duty_phone: str = "") -> None:
    """Write the files of starter/, all or none; `duty_phone` is whom drivers call, and goes into the settings.

    Raises BuildError `not-empty` where there are appeals already, DeviceError.
    """
    appeals = Workspace(root).appeals
    if os.path.lexists(appeals):
        raise BuildError(Problem("not-empty", None, {"path": str(appeals)}))
    unfinished = root / _UNFINISHED
    require_no_links(root, unfinished)
    with device_errors(root):
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        for name, data in starter_files().items():
            write_atomic(unfinished / name, _with_phone(data, duty_phone) if name == _SETTINGS and duty_phone else data)
        replace_file(unfinished, appeals)
        sync_folder(root)


def _with_phone(settings: bytes, phone: str) -> bytes:
    # JSON's quotes are YAML's, so no character of the telephone can be taken for a mark of YAML
    line = f"duty_phone: {json.dumps(phone, ensure_ascii=False)}"
    return settings.decode().replace('# duty_phone: "102"', line).encode()


def starter_files() -> dict[str, bytes]:
    """Return the contents of the files of a new project, by their names below appeals/."""
    return dict(_files_in(files("zt_audio.app") / "starter", ""))


def _files_in(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files_in(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def schema_files() -> dict[str, bytes]:
    """Return the contents of a schema file for each kind of file that staff edit, by their names."""
    return {
        f"{kind}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1).encode()
        for kind, schema in json_schemas().items()
    }


def is_schema(first_bytes: bytes) -> bool:
    """Tell whether a file with a schema's name begins as JSON Schemas do."""
    return first_bytes.lstrip().startswith((b'{"$schema"', b'{\n "$schema"'))
