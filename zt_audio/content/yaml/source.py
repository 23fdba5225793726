"""Read a file as text, and find the line and column of each of its characters.

Content is UTF-8. Other encodings are recognised, so that the problem can name them. A scalar of YAML becomes a Text:
composed (NFC), trimmed, each character with its place. A *run* is (offset in the value, index in the file): from there
on, both advance together.
"""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from zt_audio.content.files import ContentFile
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Text, Where
from zt_audio.store.state_file import read_regular

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_NUL_SHARE_OF_UTF16 = 0.05  # spaces, digits, line ends and keys have a zero byte each
# What one byte a letter may have been saved as. Kazakh letters are in Windows-1251 of Kazakhstan (KZ-1048) alone.
_CODE_PAGES = {
    "cp1251": "Windows-1251",
    "kz1048": "Windows-1251",
    "cp866": "DOS (CP866)",
    "koi8_r": "KOI8-R",
    "mac_cyrillic": "Mac Cyrillic",
}
_WORD = re.compile("[А-ЯЁӘҒҚҢӨҰҮҺІ]?[а-яёәғқңөұүһі]+")
_CAPITALS = re.compile("[А-ЯЁӘҒҚҢӨҰҮҺІ]+")
_ENOUGH_LETTERS = 3  # of a rare encoding: one odd byte is damage
_TYPED_MARKS = frozenset("«»“”„‘’–—…№°§\xa0")

# Control characters, line ends that editors do not count, and invisible characters: soft hyphens, zero-width and
# direction marks, byte order marks inside, replacement characters of a botched conversion, private use.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)

# A word with “?” where a letter should be: inside it, or before its first letter. «Кто?Что» has a capital after it.
_LOST_LETTER = re.compile(r"[а-яёі]\?+[а-яёі]|(?<![\w?])\?+[а-яёі]")
_MOST_SLIPS = 1  # a question mark without the space after it

_LINE_END = re.compile(r"\r\n?|\n")


_Run = tuple[int, int]

_FOLDED_WORD = re.compile(r"[^ \t\r\n]+")
_FOLD = r"(?P<fold>[ \t]*(?:\r\n?|\n)[ \t\r\n]*)"
_QUOTED = {
    "'": re.compile(rf"{_FOLD}|(?P<one>'')|(?P<nothing>(?!))|[ \t]+|[^' \t\r\n]+"),
    '"': re.compile(
        rf"{_FOLD}|(?P<nothing>\\(?:\r\n?|\n)[ \t]*)|(?P<one>\\(?:x..|u.{{4}}|U.{{8}}|.))|[ \t]+|[^\\ \t\r\n]+"
    ),
}
_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]*", re.DOTALL)  # a letter and the marks that stand on it


@dataclass(frozen=True)
class SourceText:
    """`file` is the name that people see: relative to the project, with forward slashes."""

    file: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def where(self, index: int) -> Where:
        """Return the place of `text[index]`."""
        starts = self._line_starts
        line = bisect_right(starts, index)
        return Where(self.file, line, index - starts[line - 1] + 1)

    @cached_property
    def lines(self) -> list[str]:
        return _LINE_END.split(self.text)

    def index(self, line: int, column: int) -> int:
        """Return the index of the character at `line` and `column`, both counted from 0."""
        return self._line_starts[line] + column


def source_of(data: bytes, file: str) -> SourceText:
    """Return `data` as the text of `file`. Raises ContentError."""
    source = SourceText(file, _decoded(data, file))
    odd = tuple(odd_character(match.group(), source.where(match.start())) for match in _ODD.finditer(source.text))
    if odd:
        raise ContentError(odd)
    lost = [*_LOST_LETTER.finditer(source.text)]
    if len(lost) > _MOST_SLIPS:
        first = lost[0].start()
        word = next(word for word in re.finditer(r"[\w?]+", source.text) if word.end() > first)
        raise ContentError(Problem("kazakh-letters-lost", source.where(first), {"token": word.group()}))
    return source


def odd_characters(text: str) -> list[int]:
    """Return where in `text` characters stand that no text may have."""
    return [match.start() for match in _ODD.finditer(text)]


def odd_character(character: str, where: Where) -> Problem:
    """Say that `character` stands where no such character may."""
    if character == "\0":
        return Problem("nul-byte", where)
    name = unicodedata.name(character, "control character").lower()
    return Problem("odd-character", where, {"code": f"U+{ord(character):04X}", "name": name})


def content_bytes(file: ContentFile) -> bytes:
    """Return what `file` holds. Raises ContentError where it cannot be read, is too large, or leads out."""
    if (target := file.target) is None:
        raise ContentError(Problem("link-outside", Where(file.name)))
    # A link may have been put there since; Windows has no such flag.
    return file_bytes(target, file.name, file.most_bytes, getattr(os, "O_NOFOLLOW", 0))


def file_bytes(path: Path, file: str, most_bytes: int, more_flags: int = 0) -> bytes:
    """Return the bytes of `path`, which people know as `file`. Raises ContentError where it has more than allowed."""
    try:
        data = read_regular(path, most_bytes + 1, more_flags)
    except OSError as error:
        raise ContentError(
            Problem("unreadable-file", Where(file), {"reason": error.strerror or type(error).__name__})
        ) from error
    if len(data) > most_bytes:
        raise ContentError(Problem("file-too-large", Where(file), {"limit_kb": most_bytes // 1000}))
    return data


def _decoded(data: bytes, file: str) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    if (encoding := _utf16(data)) is not None:
        raise ContentError(Problem("not-utf8", Where(file), {"encoding": encoding}))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        where = SourceText(file, before).where(len(before))
        if (encoding := _code_page(data)) is not None:
            raise ContentError(Problem("not-utf8", where, {"encoding": encoding})) from error
        raise ContentError(Problem("bad-utf8", where, {"byte": f"{data[error.start]:02X}"})) from error


def _utf16(data: bytes) -> str | None:
    """Return "UTF-16" or "UTF-32" where `data` is that, with a byte order mark or without one."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    even, odd = data[::2].count(0), data[1::2].count(0)
    one_sided = min(even, odd) == 0  # the upper bytes of ASCII all stand on the same side
    return "UTF-16" if one_sided and even + odd > max(1.0, _NUL_SHARE_OF_UTF16 * len(data)) else None


def _code_page(data: bytes) -> str | None:
    """Return the encoding in which the bytes beyond ASCII read as words; None where most of them are UTF-8, or none."""
    valid = data.decode("utf-8", "ignore")
    beyond = bytes(byte if byte > 0x7F else 0x20 for byte in data)  # noqa: PLR2004 - the last of ASCII
    letters = sum(char in _TYPED_MARKS or _WORD.fullmatch(char.lower()) is not None for char in valid)
    if 3 * letters >= len(beyond.replace(b" ", b"")):  # a letter has two bytes of UTF-8, a broken one at least one
        return None
    scores = {codec: _read_as_words(beyond.decode(codec, "replace")) for codec in _CODE_PAGES}
    windows, other = max(scores["cp1251"], scores["kz1048"]), max(scores, key=lambda codec: scores[codec])
    if windows > 0 and 2 * windows >= scores[other]:  # what is in doubt comes from Windows
        return _CODE_PAGES["cp1251"]
    return _CODE_PAGES[other] if scores[other] >= _ENOUGH_LETTERS else None


def _read_as_words(text: str) -> float:
    """Return how much `text`, of which all ASCII is gone, looks like words: less for capitals, which KOI8-R swaps."""
    score = 0.0
    for token in re.findall(r"\w+|[^\w\s]|\xa0", text):
        fits = 1.0 if _WORD.fullmatch(token) or token in _TYPED_MARKS else 0.5 if _CAPITALS.fullmatch(token) else -2.0
        score += len(token) * fits
    return score


def text_of(source: SourceText, start: int, end: int, style: str | None, value: str) -> Text:
    """Return `value`, which YAML made of `source.text[start:end]`, with its places.

    `style` is YAML's: one of the characters | > ' " or, for plain text, anything else.
    """
    begin = start + (style in _QUOTED)
    in_line = style not in ("|", ">") and source.text.startswith(value, begin)
    is_simple = in_line and "\n" not in value and value == value.strip()
    if is_simple and unicodedata.is_normalized("NFC", value):  # nearly all are, and it takes a third of the time
        return Text(value, (source.where(begin),))
    runs = _runs(source.text[start:end], style, value) or [(0, 0)]
    value, runs = _composed(value, [(offset, start + index) for offset, index in runs])
    trimmed = value.strip()
    lead = value.index(trimmed)
    first = (0, _index(runs, lead))
    value, runs = trimmed, [first, *((o - lead, i) for o, i in runs if lead < o < lead + len(trimmed))]
    places = list(_joined((offset, source.where(index)) for offset, index in runs))
    starts = tuple(offset for offset, _ in places) if len(places) > 1 else ()
    return Text(value, tuple(where for _, where in places), starts)


def _runs(raw: str, style: str | None, value: str) -> list[_Run]:
    if style in _QUOTED:
        return [(offset, index + 1) for offset, index in _quoted_runs(raw[1:-1], _QUOTED[style], value)]
    if style == "|":
        return list(_literal_runs(raw, value))
    return list(_folded_runs(raw, value, block=style == ">"))


def _literal_runs(raw: str, value: str) -> Iterator[_Run]:
    """Each line of the value is a line of the file without its indentation."""
    offset = 0
    ends = [match.span() for match in _LINE_END.finditer(raw)]
    for row, line in enumerate(value.split("\n")):
        if row >= len(ends):  # the line after the last one: nothing stands there
            return
        start = ends[row][1]
        stop = ends[row + 1][0] if row + 1 < len(ends) else len(raw)
        yield offset, max(start, stop - len(line)) if line else stop
        offset += len(line) + 1


def _folded_runs(raw: str, value: str, *, block: bool) -> Iterator[_Run]:
    """Folding changes white space alone: the words of the value are those of the file, in order."""
    body = _LINE_END.search(raw)
    skip = body.end() if block and body else 0  # the line of the `>`
    words = zip(_FOLDED_WORD.finditer(value), _FOLDED_WORD.finditer(raw, skip), strict=False)
    found = [(said.start(), written.start()) for said, written in words]
    yield from found if found and found[0][0] == 0 else [(0, 0), *found]


def _quoted_runs(inside: str, pattern: re.Pattern[str], value: str) -> Iterator[_Run]:
    offset = 0
    for match in pattern.finditer(inside):
        yield offset, match.start()
        offset += _length(match)
    if offset != len(value):
        yield len(value), len(inside)


def _length(match: re.Match[str]) -> int:
    """Return how many characters of the value a stretch of a quoted scalar makes."""
    if match["fold"] is not None:
        return max(1, len(_LINE_END.findall(match["fold"])) - 1)
    if match["nothing"] is not None:
        return 0
    return 1 if match["one"] is not None else len(match.group())


def _index(runs: list[_Run], offset: int) -> int:
    start, index = runs[max(bisect_right(runs, (offset, 1 << 62)) - 1, 0)]
    return index + offset - start


def _composed(value: str, runs: list[_Run]) -> tuple[str, list[_Run]]:
    if unicodedata.is_normalized("NFC", value):
        return value, runs
    composed = ""
    places: list[_Run] = []
    for match in _CLUSTER.finditer(value):
        cluster = unicodedata.normalize("NFC", match.group())
        places += ((len(composed) + n, _index(runs, match.start() + n)) for n in range(len(cluster)))
        composed += cluster
    return composed, places


def _joined(places: Iterator[tuple[int, Where]]) -> Iterator[tuple[int, Where]]:
    """Leave out each place that follows from the one before."""
    last: tuple[int, Where] | None = None
    for offset, where in places:
        if last and where.line == last[1].line and where.column - last[1].column == offset - last[0]:
            continue
        last = (offset, where)
        yield last
