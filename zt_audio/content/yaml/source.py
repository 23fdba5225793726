"""Read a file as text, and find the line and column of each of its characters.

Content is UTF-8. Other encodings are recognised, so that the problem can name them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where
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
        raise ContentError(Problem("kazakh-letters-lost", source.where(first), {"token": _word_at(source.text, first)}))
    return source


def _word_at(text: str, index: int) -> str:
    """Return the word around `text[index]`, the question marks in it included."""
    return next(word.group() for word in re.finditer(r"[\w?]+", text) if word.end() > index)


def odd_characters(text: str) -> list[int]:
    """Return where in `text` characters stand that no text may have."""
    return [match.start() for match in _ODD.finditer(text)]


def odd_character(character: str, where: Where) -> Problem:
    """Say that `character` stands where no such character may."""
    if character == "\0":
        return Problem("nul-byte", where)
    name = unicodedata.name(character, "control character").lower()
    return Problem("odd-character", where, {"code": f"U+{ord(character):04X}", "name": name})


def file_bytes(path: Path, file: str, most_bytes: int) -> bytes:
    """Return the bytes of `path`, which people know as `file`. Raises ContentError where it has more than allowed."""
    try:
        data = read_regular(path, most_bytes + 1)
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
        where = _where(data, error.start, file)
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
    letters = sum(_is_typed(char) for char in valid)
    if 3 * letters >= len(beyond.replace(b" ", b"")):  # a letter has two bytes of UTF-8, a broken one at least one
        return None
    scores = {codec: _read_as_words(beyond.decode(codec, "replace")) for codec in _CODE_PAGES}
    windows, other = max(scores["cp1251"], scores["kz1048"]), max(scores, key=lambda codec: scores[codec])
    if windows > 0 and 2 * windows >= scores[other]:  # what is in doubt comes from Windows
        return _CODE_PAGES["cp1251"]
    return _CODE_PAGES[other] if scores[other] >= _ENOUGH_LETTERS else None


def _is_typed(char: str) -> bool:
    return char in _TYPED_MARKS or _WORD.fullmatch(char.lower()) is not None


def _read_as_words(text: str) -> float:
    """Return how much `text`, of which all ASCII is gone, looks like words: less for capitals, which KOI8-R swaps."""
    score = 0.0
    for token in re.findall(r"\w+|[^\w\s]|\xa0", text):
        fits = 1.0 if _WORD.fullmatch(token) or token in _TYPED_MARKS else 0.5 if _CAPITALS.fullmatch(token) else -2.0
        score += len(token) * fits
    return score


def _where(data: bytes, start: int, file: str) -> Where:
    before = data[:start].decode()
    return SourceText(file, before).where(len(before))
