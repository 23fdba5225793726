"""Read a table of CSV or Excel that a person brings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from zt_audio.formats.table import MAX_TABLE_BYTES
from zt_audio.processes.door import open_foreign
from zt_audio.store.disk import device_errors

__all__ = ["MAX_TABLE_BYTES", "TableRow", "table_rows"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return what stands in `column`, counted from 0; "" where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


def table_rows(data: bytes, file: str) -> tuple[TableRow, ...]:
    """Return the rows of `file` that hold anything. Raises ContentError where it is no table, DeviceError."""
    with device_errors(Path(file)):
        rows = json.loads(open_foreign("table", data, file).body)
    return tuple(TableRow(number, tuple(cells)) for number, cells in rows)
