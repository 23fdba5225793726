"""Read a table of CSV or Excel as rows of texts, whatever its encoding and its separators are."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from zt_audio.formats.refusal import RefusedFileError

MAX_TABLE_BYTES = 20_000_000  # the classifier of the whole country has 1.3 MB
_MAX_UNPACKED_BYTES = 300_000_000  # of a workbook
_MAX_ROWS = 100_000  # besides the row of headings
_MAX_CELLS = 5_000_000  # counted to the last row and column that hold anything: memory is taken for all of them
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # XLSX and ODS are archives; XLS is a compound file
_DELIMITERS = ";,\t"
# Windows of Kazakhstan: Windows-1251 with Kazakh letters in the places of Serbian ones.
_OLD_WINDOWS = "kz1048"
# A cell of a sheet of XLSX, and whether it ends at once: such a one has a format and nothing in it.
_CELL = re.compile(
    rb"""<(?:\w{1,20}:)?c\s[^>]{0,200}?\br\s*=\s*["']([A-Za-z]{1,9})([0-9]{1,10})["'][^>]{0,200}?(/?)>"""
)
_SPARE_BYTES = 500  # longer than what _CELL finds

Row = tuple[int, list[str]]  # its number as a spreadsheet counts, and what stands in its cells


def table_rows(data: bytes, most_unpacked_bytes: int = _MAX_UNPACKED_BYTES) -> list[Row]:
    """Return the rows that hold anything. Raises RefusedFileError where `data` is no table, or too large a one."""
    if len(data) > MAX_TABLE_BYTES:
        raise RefusedFileError("file-too-large", 1, limit_kb=MAX_TABLE_BYTES // 1000)
    is_workbook = data.startswith((_ZIP, _COMPOUND))
    rows: list[Row] = []
    for number, cells in _of_workbook(data, most_unpacked_bytes) if is_workbook else _of_csv(data):
        if any(cells) and any(cleaned := [" ".join(cell.split()) for cell in cells]):
            rows.append((number, cleaned))
        if len(rows) > _MAX_ROWS + 1:
            raise RefusedFileError("table-too-long", 1, limit=_MAX_ROWS)
    return rows


def _of_csv(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    first = next((line for line in StringIO(text) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    _require_cells(text.count(delimiter) + max(text.count(end) for end in "\r\n"))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise RefusedFileError("table-unreadable", reader.line_num, reason=str(error)[:100]) from error


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_OLD_WINDOWS, "replace")


def _of_workbook(data: bytes, most_unpacked_bytes: int) -> Iterator[Row]:
    """Yield the rows of the first sheet that has any."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - few tables are workbooks

    try:
        if data.startswith(_ZIP):
            _require_moderate(data, most_unpacked_bytes)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for index in range(len(book.sheet_names)):
            sheet = book.get_sheet_by_index(index)
            if sheet.end is not None:  # of an ODS total_height is 0
                _require_cells((sheet.end[0] + 1) * (sheet.end[1] + 1))
                yield from enumerate(([*map(_as_text, row)] for row in sheet.to_python(skip_empty_area=False)), start=1)
                return
    except MemoryError:
        raise
    except (CalamineError, zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, OSError, ValueError) as error:
        raise RefusedFileError("table-unreadable", 1, reason=str(error)[:100]) from error


def _require_moderate(data: bytes, most_bytes: int) -> None:
    """Refuse a small archive that unpacks to a large one, and a sheet of a few cells that lie far from each other."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > most_bytes:
            raise RefusedFileError("file-too-large", 1, limit_kb=most_bytes // 1000)
        for part in parts:
            if part.filename.lower().startswith("xl/worksheets/") and part.filename.lower().endswith(".xml"):
                with archive.open(part) as sheet:
                    _require_cells(_cells_of(iter(lambda: sheet.read(1_000_000), b"")))


def _cells_of(chunks: Iterable[bytes]) -> int:
    """Return how many cells a sheet of XLSX has, counted to its last row and its last column."""
    most_row, most_columns, rest = b"0", b"", b""
    for chunk in chunks:
        found = [(column.upper(), row) for column, row, is_empty in _CELL.findall(rest + chunk) if not is_empty]
        rest = chunk[-_SPARE_BYTES:]
        most_columns = max((most_columns, *(column for column, _row in found)), key=_in_order)
        most_row = max((most_row, *(row for _column, row in found)), key=_in_order)
    columns = 0
    for letter in most_columns:
        columns = columns * 26 + letter - ord("A") + 1
    return int(most_row) * columns


def _in_order(written: bytes) -> tuple[int, bytes]:
    """Return what orders columns (Z, AA) and numbers as they are written."""
    return len(written), written


def _require_cells(count: int) -> None:
    if count > _MAX_CELLS:
        raise RefusedFileError("table-too-wide", 1, n=count, limit=_MAX_CELLS)


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():  # Excel has no whole numbers
        return str(int(cell))
    return str(cell)
