"""Find the typing mistake in a line of YAML or its value: dashes, signs, quotes, brackets, plain text.

A sign may only look like the one that belongs there: a bullet for a dash, a space that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zt_audio.model import Fact
from zt_audio.suggestions import cut

EDGE = 40  # characters of a line that a message repeats

DASHES = re.compile(r"(?:- +)*(?:-$)?")
KEY = re.compile(r"""^("[^"]*"|'[^']*'|[^\s"'#\[\]{},&*!|>%@`-][^:#\[{]*?) *:(?: +|$)""")
ONLY_A_KEY = re.compile(r"^[ -]*[\w-]+:(?: |$)")  # inside quotes and brackets: the next line of the file
_BULLET = re.compile(r"^( *)([–—−•·*●▪]) ?(?=[a-z0-9\"'«][^:]*:(?: |$)|[a-z0-9-]+ *$)")
_TIGHT_DASH = re.compile(r"^( *)-(?=[a-z][a-z0-9_-]*(?::| *$))")
_ODD_SPACE = re.compile("^[ -]*[\u00a0\u2007\u202f\u3000]|^[ -]*[a-z_-]+: *[\u00a0\u2007\u202f\u3000]")
_INNER_QUOTES = re.compile(r"""(["'])([^"']*)\1""")


@dataclass(frozen=True, slots=True)
class Slip:
    """Line and column are counted from 0."""

    slug: str
    line: int
    column: int
    facts: Mapping[str, Fact] = field(default_factory=dict)


def wrong_sign(line: str, number: int) -> Slip | None:
    """Return a sign at the beginning of `line` that only looks like the one that belongs there."""
    indent = indent_of(line)
    if line[indent : indent + 1] == "\t":
        return Slip("yaml-tab", number, indent)
    if odd := _ODD_SPACE.match(line):
        return Slip("yaml-odd-space", number, odd.end() - 1)
    if bullet := _BULLET.match(line):
        facts: dict[str, Fact] = {"sign": bullet[2], "right": cut(f"- {line[bullet.end() :]}", EDGE)}
        return Slip("yaml-dash", number, indent, facts)
    if dash := _TIGHT_DASH.match(line):
        return Slip("yaml-dash-space", number, indent, {"right": cut(f"- {line[dash.end() :]}", EDGE)})
    return None


def value_column(line: str) -> int:
    """Return where the value begins in a line with a key, a dash or both; the line itself where it has neither."""
    column = indent_of(line)
    if dashes := DASHES.match(line[column:]):
        column += dashes.end()
    key = KEY.match(line[column:])
    return column + (key.end() if key else 0)


def in_straight_quotes(value: str) -> str:
    """Return `value` in straight quotes; the straight ones inside become « »."""
    value = cut(value.strip(), EDGE)
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    inside = _INNER_QUOTES.sub(r"«\2»", value).replace('"', "")
    return f'"{inside}"'


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_BLOCK = re.compile(r"^[|>][-+0-9]*(?: +#.*)?$")
_SLOT = re.compile(r"^\{\s*place")
_PRINTED_END = re.compile("[“”„«»’]+ *$")
_INNER_COLON = re.compile(r"([^\s,]+) *:(?: |$)")
_OUR_KEY = re.compile(r"[a-z_]+")
_ITEM_END = re.compile(r", *[a-z_]+ *:|[]}]")
_NOT_A_BEGINNING = re.compile(r"^(?:[-?] |[%@`])")
_CLOSING_QUOTE = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile("(?:[^']|'')*'(?!')")}


class ValueReader:
    """Passes the values in `lines`; the parser gave up in line `stop`."""

    def __init__(self, lines: Sequence[str], stop: int) -> None:
        self._lines, self._stop = lines, stop

    def value(self, number: int, outside: int) -> tuple[int, Slip | None]:
        """Return the line after the value that begins in line `number`, and what is wrong with the value.

        `outside` is where the line's key or dash stands.
        """
        line = self._lines[number]
        column = value_column(line)
        value = line[column:]
        if not value or value.startswith("#"):
            return number + 1, None
        if _BLOCK.match(value):
            return self._block(number, outside)
        if value[0] in "\"'":
            return self._quoted(number, column)
        if value[0] in "[{":
            return self._bracket(number, column)
        if _NOT_A_BEGINNING.match(value):
            return number + 1, Slip("yaml-start", number, column)
        return number + 1, _colon(value.split(" #")[0], number, column)

    def _block(self, number: int, outside: int) -> tuple[int, Slip | None]:
        """Pass the lines of the text that begins with | or > in line `number`."""
        inside: int | None = None
        for n in range(number + 1, len(self._lines)):
            line = self._lines[n]
            if not line.strip():
                continue
            indent = indent_of(line)
            if line[indent : indent + 1] == "\t" and (inside is None or indent < inside):
                return n, Slip("yaml-tab", n, indent)
            if inside is None and indent > outside:
                inside = indent
            if inside is not None and indent >= inside:
                continue
            is_text = not (ONLY_A_KEY.match(line) or line.lstrip().startswith(("#", "- ")))
            if inside is not None and is_text and wrong_sign(line, n) is None and n <= self._stop:
                return n, Slip("yaml-text-indent", n, 0, {"spaces": inside})
            return n, None
        return len(self._lines), None

    def _quoted(self, number: int, column: int) -> tuple[int, Slip | None]:
        """Pass the text in quotes that begins at `column` of line `number`."""
        quote = self._lines[number][column]
        for n in range(number, len(self._lines)):
            line = self._lines[n]
            begin = column + 1 if n == number else 0
            if n > number and ONLY_A_KEY.match(line):
                break
            if end := _CLOSING_QUOTE[quote].match(line, begin):
                after = line[end.end() :].strip()
                if not after or after[0] in "#:":
                    return n + 1, None
                facts: dict[str, Fact] = {"right": in_straight_quotes(self._lines[number][column:])}
                return n, Slip("yaml-after-quote", n, end.end(), facts if n == number else {"right": "'…'"})
        slug = "yaml-printed-end" if _PRINTED_END.search(self._lines[number]) else "yaml-quote"
        return number, Slip(slug, number, column)

    def _bracket(self, number: int, column: int) -> tuple[int, Slip | None]:
        """Pass what stands in brackets from `column` of line `number` on."""
        if _SLOT.match(self._lines[number][column:]):
            return number, Slip("yaml-unquoted-slot", number, column)
        depth, opened = 0, None
        for n, at, char in self._characters(number, column):
            if opened:
                opened = None if char == self._lines[opened[0]][opened[1]] else opened
            elif char in "\"'" and self._lines[n][at - 1] in " [{,:":
                opened = (n, at)
            elif char in "[{":
                depth += 1
            elif char in "]}":
                depth -= 1
                if depth <= 0:
                    slip = self._inner_colon(number, column) if number <= self._stop <= n else None
                    return n + 1, slip or self._after_bracket(number, column, n, at + 1)
        return number, Slip("yaml-quote", *opened) if opened else Slip("yaml-bracket", number, column)

    def _inner_colon(self, number: int, column: int) -> Slip | None:
        """Return a second colon in an item of the brackets that begin at `column` of line `number`."""
        opened, begins = "", [-1]  # a quote; where the value of the item begins, a line and its column, in each bracket
        for n, at, char in self._characters(number, column):
            line = self._lines[n]
            if opened:
                opened = "" if char == opened else opened
            elif char in "\"'" and line[at - 1] in " [{,:":
                opened = char
            elif char in "[{,":
                begins = [*begins, -1] if char != "," else [*begins[:-1], -1]
            elif char in "]}":
                begins.pop()
                if len(begins) == 1:
                    return None
            elif char == ":" and line[at + 1 : at + 2] in " ,]}":
                if begins[-1] >= 0:
                    return _second_colon(line, n, begins[-1], at)
                begins[-1] = at + 1
            if at == len(line) - 1 and begins and begins[-1] >= 0:
                begins[-1] = 0  # the value goes on in the next line
        return None

    def _after_bracket(self, number: int, column: int, last: int, end: int) -> Slip | None:
        after = self._lines[last][end:].strip()
        if not after or after.startswith("#"):
            return None
        return Slip("yaml-after-bracket", last, end, {"right": in_straight_quotes(self._lines[number][column:])})

    def _characters(self, number: int, column: int) -> Iterator[tuple[int, int, str]]:
        """Yield each character from `column` of line `number` on, as far as a line beside the first that has a key."""
        for n in range(number, len(self._lines)):
            line = self._lines[n]
            if n > number and ONLY_A_KEY.match(line) and indent_of(line) <= indent_of(self._lines[number]):
                return
            yield from ((n, at, line[at]) for at in range(column if n == number else 0, len(line)))


def _colon(value: str, number: int, column: int) -> Slip | None:
    """Return a colon inside a text that stands without quotes."""
    if not (inner := _INNER_COLON.search(value)):
        return None
    if _OUR_KEY.fullmatch(inner[1]):
        return Slip("yaml-two-keys", number, column + inner.start(), {"key": inner[1]})
    return Slip("yaml-colon", number, column + inner.end(1), {"right": in_straight_quotes(value)})


def _second_colon(line: str, number: int, begin: int, at: int) -> Slip:
    """Return what is wrong with the item of `line` whose value begins at `begin` and has another colon at `at`."""
    value = line[begin:at]
    word = value.rstrip().rpartition(" ")[2]
    if _OUR_KEY.fullmatch(word):
        right = f"{value.rstrip().removesuffix(word).strip()}, {word}:"
        return Slip("missing-comma", number, at - len(word), {"value": value.strip(), "right": right})
    text = _ITEM_END.split(line[begin:], maxsplit=1)[0]
    return Slip("yaml-colon", number, at, {"right": in_straight_quotes(text)})
