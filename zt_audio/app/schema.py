"""Give the JSON Schemas of every kind of file that staff edit."""

from __future__ import annotations

import json
from pathlib import Path

from zt_audio.app.project import save_file
from zt_audio.content.schema import json_schemas

__all__ = ["json_schemas", "write_schemas"]


def write_schemas(folder: Path) -> int:
    """Write one schema file for each kind into `folder`; return how many. Raises DeviceError."""
    schemas = json_schemas()
    for kind, schema in schemas.items():
        save_file(folder / f"{kind}.schema.json", json.dumps(schema, ensure_ascii=False, indent=1).encode())
    return len(schemas)
