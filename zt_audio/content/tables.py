"""Read a table of CSV or Excel as rows of texts, whatever its encoding and its separators are."""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where

MAX_TABLE_BYTES = 20_000_000  # the classifier of the whole country has 1.3 MB
_MAX_UNPACKED_BYTES = 300_000_000  # of a workbook
_MAX_ROWS = 100_000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # XLSX and ODS are archives; XLS is a compound file
_DELIMITERS = ";,\t"
# Windows of Kazakhstan: Windows-1251 with Kazakh letters in the places of Serbian ones.
_OLD_WINDOWS = "kz1048"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return what stands in `column`, counted from 0; "" where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


def table_rows(data: bytes, file: str, most_unpacked_bytes: int = _MAX_UNPACKED_BYTES) -> tuple[TableRow, ...]:
    """Return the rows of `file` that hold anything. Raises ContentError where it is no table."""
    if len(data) > MAX_TABLE_BYTES:
        raise ContentError(Problem("file-too-large", Where(file), {"limit_kb": MAX_TABLE_BYTES // 1000}))
    is_workbook = data.startswith(_WORKBOOKS)
    found = _of_workbook(data, file, most_unpacked_bytes) if is_workbook else _of_csv(data, file)
    rows = tuple(row for row in found if any(row.cells))
    if len(rows) > _MAX_ROWS:
        raise ContentError(Problem("table-too-long", Where(file), {"n": len(rows), "limit": _MAX_ROWS}))
    return rows


def _of_csv(data: bytes, file: str) -> Iterator[TableRow]:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            yield TableRow(number, tuple(map(_cleaned, cells)))
    except csv.Error as error:
        raise ContentError(_unreadable(file, str(error), reader.line_num)) from error


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_OLD_WINDOWS, "replace")


def _of_workbook(data: bytes, file: str, most_unpacked_bytes: int) -> Iterator[TableRow]:
    """Yield the rows of the first sheet that has any."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - few tables are workbooks

    try:
        if data.startswith(_WORKBOOKS[0]):
            _require_moderate(data, file, most_unpacked_bytes)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = (book.get_sheet_by_index(n).to_python(skip_empty_area=False) for n in range(len(book.sheet_names)))
        rows: Sequence[Sequence[object]] = next((sheet for sheet in sheets if sheet), [])
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise ContentError(_unreadable(file, str(error))) from error
    for number, cells in enumerate(rows, start=1):
        yield TableRow(number, tuple(_cleaned(_as_text(cell)) for cell in cells))


def _require_moderate(data: bytes, file: str, most_bytes: int) -> None:
    """Raise ContentError where a small archive would unpack to a large one."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > most_bytes:
        raise ContentError(Problem("file-too-large", Where(file), {"limit_kb": most_bytes // 1000}))


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():  # Excel has no whole numbers
        return str(int(cell))
    return str(cell)


def _cleaned(cell: str) -> str:
    return " ".join(cell.split())


def _unreadable(file: str, reason: str, line: int = 1) -> Problem:
    return Problem("table-unreadable", Where(file, line), {"reason": reason[:100]})
