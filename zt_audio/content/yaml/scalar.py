"""Turn a YAML scalar into a Text: composed (NFC), trimmed, each character with its place in the file.

A *run* is (offset in the value, index in the file): from there on, both advance together.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from zt_audio.content.yaml.source import SourceText
from zt_audio.model import Text, Where

_Run = tuple[int, int]

_WORD = re.compile(r"[^ \t\r\n]+")
_LINE_END = re.compile(r"\r\n?|\n")
_FOLD = r"(?P<fold>[ \t]*(?:\r\n?|\n)[ \t\r\n]*)"
_QUOTED = {
    "'": re.compile(rf"{_FOLD}|(?P<one>'')|(?P<nothing>(?!))|[ \t]+|[^' \t\r\n]+"),
    '"': re.compile(
        rf"{_FOLD}|(?P<nothing>\\(?:\r\n?|\n)[ \t]*)|(?P<one>\\(?:x..|u.{{4}}|U.{{8}}|.))|[ \t]+|[^\\ \t\r\n]+"
    ),
}
_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]*", re.DOTALL)  # a letter and the marks that stand on it


def text_of(source: SourceText, start: int, end: int, style: str | None, value: str) -> Text:
    """Return `value`, which YAML made of `source.text[start:end]`, with its places.

    `style` is YAML's: one of the characters | > ' " or, for plain text, anything else.
    """
    begin = start + (style in _QUOTED)
    in_line = style not in ("|", ">") and source.text.startswith(value, begin)
    if in_line and _is_simple(value):  # nearly all are, and it takes a third of the time
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


def _is_simple(value: str) -> bool:
    return "\n" not in value and value == value.strip() and unicodedata.is_normalized("NFC", value)


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
    words = zip(_WORD.finditer(value), _WORD.finditer(raw, skip), strict=False)
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
