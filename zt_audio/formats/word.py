"""Read the paragraphs of a Word file from the one part that holds its text; no other part is opened."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat

from zt_audio.formats.refusal import RefusedFileError

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
