"""Read what offices write: a table of CSV or Excel, and a Word file."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from xml.parsers import expat

from zt_audio.formats.refusal import RefusedFileError

# Read the paragraphs of a Word file from the one part that holds its text; no other part is opened.

MAX_WORD_BYTES = 5_000_000
_MOST_UNPACKED_BYTES = 20_000_000  # of the part
_MOST_PARTS = 2_000
_MOST_PARAGRAPHS = 500
_MOST_CHARS = 100_000
_MOST_DEPTH = 500  # of elements in each other; tables in tables of Word have some fifty
_CHUNK_BYTES = 65_536
_MAIN_PART = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # of «Strict Open XML»
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # the same text once more
_OFF = {"0", "false", "off"}
_MARKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def word_paragraphs(data: bytes) -> list[tuple[str, int]]:
    """Return the text of each paragraph of a `.docx` file that has words, and its column.

    A column counts from 1 in a table and is 0 outside. Raises RefusedFileError: word-file-large, word-file-broken,
    word-file-empty.
    """
    if len(data) > MAX_WORD_BYTES:
        raise _too_large()
    try:
        found = _read(data)
    except (RefusedFileError, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib and expat have their own, and more than they document
        raise RefusedFileError("word-file-broken") from error
    if not found:
        raise RefusedFileError("word-file-empty")
    return found


def _read(data: bytes) -> list[tuple[str, int]]:
    paragraphs = _Paragraphs()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.StartElementHandler = paragraphs.start
    parser.EndElementHandler = paragraphs.end
    parser.CharacterDataHandler = paragraphs.text
    with zipfile.ZipFile(BytesIO(data)) as packed:
        main = packed.getinfo(_MAIN_PART)
        if len(packed.infolist()) > _MOST_PARTS or main.file_size > _MOST_UNPACKED_BYTES:
            raise _too_large()
        with packed.open(main) as part:  # which gives no more bytes than the size that the archive states
            while chunk := part.read(_CHUNK_BYTES):
                parser.Parse(chunk, False)  # noqa: FBT003 - its second argument has no name
    parser.Parse(b"", True)  # noqa: FBT003 - as above
    return [(text, column) for _number, text, column in sorted(paragraphs.found)]


def _refuse_declaration(*_declared: object) -> None:
    """Refuse what could define entities or name other files: no file of Word declares anything."""
    raise RefusedFileError("word-file-broken")


class _Paragraphs:
    """Collects paragraphs while elements begin and end; a text box is a paragraph in a paragraph."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str, int]] = []  # number in the order of beginnings, text, column
        self._names: list[str] = []  # of the open elements, with the cells that each has had so far
        self._cells: list[int] = [0]
        self._columns: list[int] = [0]  # of the open cells of tables
        self._open: list[tuple[int, list[str], int]] = []  # paragraphs: number, parts of the text, column
        self._quiet: list[int] = [0]  # open elements that say nothing: outside, and in each open paragraph
        self._deleted = 0  # open elements whose words do not stand there any more
        self._hidden: list[int] = []  # depths of the open runs that Word does not show
        self._begun = self._chars = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._names) >= _MOST_DEPTH:
            raise RefusedFileError("word-file-broken")
        name = _name(tag)
        if name == "p":
            self._begun += 1
            self._open.append((self._begun, [], self._columns[-1]))
            self._quiet.append(0)
        elif name == "tc":
            self._cells[-1] += 1
            self._columns.append(self._cells[-1])
        elif name == "vanish" and self._names[-2:] == ["r", "rPr"] and _OFF.isdisjoint(attributes.values()):
            self._hidden.append(len(self._names) - 2)
            self._deleted += 1
        self._count(name, 1)
        self._names.append(name)
        self._cells.append(0)
        if name in _MARKS:
            self._say(_MARKS[name])

    def end(self, _tag: str) -> None:
        name = self._names.pop()
        self._cells.pop()
        self._count(name, -1)
        if name == "p":
            number, parts, column = self._open.pop()
            self._quiet.pop()
            if text := "".join(parts).strip():
                self.found.append((number, text, column))
            if len(self.found) > _MOST_PARAGRAPHS:
                raise _too_large()
        elif name == "tc":
            self._columns.pop()
        while self._hidden and self._hidden[-1] == len(self._names):
            self._hidden.pop()
            self._deleted -= 1

    def text(self, text: str) -> None:
        if self._names[-1] == "t":
            self._say(text)

    def _count(self, name: str, change: int) -> None:
        self._quiet[-1] += change if name == "pPr" else 0
        self._deleted += change if name in ("del", "moveFrom", _FALLBACK) else 0

    def _say(self, text: str) -> None:
        if self._open and not self._deleted and not self._quiet[-1]:
            self._open[-1][1].append(text)
            self._chars += len(text)
            if self._chars > _MOST_CHARS:
                raise _too_large()


def _name(tag: str) -> str:
    """Return the local name of an element of Word; elements of others keep their namespace."""
    namespace, _space, name = tag.rpartition(" ")
    return name if namespace in (_WORD, _STRICT) else tag


def _too_large() -> RefusedFileError:
    return RefusedFileError("word-file-large", limit_mb=MAX_WORD_BYTES // 1_000_000, rows=_MOST_PARAGRAPHS)


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
