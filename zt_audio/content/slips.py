"""Find the typing mistake behind a file that the YAML parser refuses.

The parser stops where it can make no sense of what it read; people need the line where they slipped. So the lines are
read once more, as a person reads them: keys, dashes and texts, each as far to the right as its neighbours. Nothing here
decides whether a file is valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zt_audio.model import LANGS, Fact

_STEP = 2  # spaces by which our files set a line deeper than its key
_EDGE = 40  # characters of a line that a message repeats

_BULLET = re.compile(r"^( *)([–—−•·*●▪]) ?(?=[a-z0-9\"'«][^:]*:(?: |$)|[a-z0-9-]+ *$)")
_TIGHT_DASH = re.compile(r"^( *)-(?=[a-z][a-z0-9_-]*(?::| *$))")
_TIGHT_COLON = re.compile(r"^([a-z_]+):([^\s:/].*)$")
_DASHES = re.compile(r"(?:- +)*(?:-$)?")
_KEY = re.compile(r"""^("[^"]*"|'[^']*'|[^\s"'#\[\]{},&*!|>%@`-][^:#\[{]*?) *:(?: +|$)""")
_ONLY_A_KEY = re.compile(r"^[ -]*[\w-]+:(?: |$)")  # inside quotes and brackets: the next line of the file
_BLOCK = re.compile(r"^[|>][-+0-9]*(?: +#.*)?$")
_ODD_SPACE = re.compile("^[ -]*[\u00a0\u2007\u202f\u3000]|^[ -]*[a-z_-]+: *[\u00a0\u2007\u202f\u3000]")
_SLOT = re.compile(r"^\{\s*place")
_PRINTED_END = re.compile("[“”„«»’]+ *$")
_INNER_COLON = re.compile(r"([^\s,]+) *:(?: |$)")
_OUR_KEY = re.compile(r"[a-z_]+")
_NOT_A_BEGINNING = re.compile(r"^(?:[-?] |[%@`])")
_WORD_MARK = re.compile(r"^([a-z_]+)(?: *[=;–—-]+ *| +)(\S.*)$")
_INNER_QUOTES = re.compile(r"""(["'])([^"']*)\1""")
_CLOSING_QUOTE = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile("(?:[^']|'')*'(?!')")}


@dataclass(frozen=True, slots=True)
class Slip:
    """Line and column are counted from 0."""

    slug: str
    line: int
    column: int
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(slots=True)
class _Level:
    """Lines that stand equally far to the right: the keys of one mapping, or the dashes of one list."""

    indent: int
    is_list: bool
    line: int  # the first of them
    after_dash: bool  # its first key stands behind a dash, which sets its indent
    key: str = ""  # the first of its keys
    has_lang: bool = False
    last: int = 0  # the line of the last entry
    is_open: bool = False  # the last entry has no value yet: it may stand below, further right


def first_slip(lines: Sequence[str], stop: int) -> Slip | None:
    """Return the first slip in `lines` as far as line `stop`, where the parser gave up; None where all look right."""
    return _Reader(lines, stop).slip()


class _Reader:
    def __init__(self, lines: Sequence[str], stop: int) -> None:
        self._lines = lines
        self._stop = min(stop, len(lines) - 1)
        self._levels: list[_Level] = []

    def slip(self) -> Slip | None:
        number = 0
        while number <= self._stop:
            line = self._lines[number]
            if not line.strip() or line.lstrip(" ").startswith("#") or line.startswith(("---", "...", "%")):
                number += 1
                continue
            if found := _signs(line, number) or self._structure(line, number):
                return found
            number, found = self._value(line, number)
            if found:
                return found
        return None

    def _structure(self, line: str, number: int) -> Slip | None:
        """Return what is wrong with the beginning of `line`; open and close the levels that it begins and ends."""
        indent = _indent(line)
        dashes = _DASHES.match(line[indent:])
        column = indent + (dashes.end() if dashes else 0)
        rest = line[column:]
        key = _KEY.match(rest)
        if column > indent:
            for at in (n for n in range(indent, column) if line[n] == "-"):
                if found := self._enter(number, at, None, is_open=True):
                    return found
        if key:
            value = rest[key.end() :].strip()
            return self._enter(number, column, key[1], is_open=not value or value.startswith("#"))
        if column > indent:
            self._levels[-1].is_open = False  # an item that is a text
            return None
        return self._without_key(line, number)

    def _without_key(self, line: str, number: int) -> Slip | None:
        indent, rest = _indent(line), line.strip()
        if rest[0] in "[{\"'|>":
            return None
        top = self._levels[-1] if self._levels else None
        if top and indent > top.indent and not (top.is_open and self._stands_for_a_key(number)):
            top.is_open = False
            return None  # the text of the key above goes on
        if tight := _TIGHT_COLON.match(rest):
            facts: dict[str, Fact] = {"right": _short(f"{tight[1]}: {tight[2]}")}
            return Slip("yaml-colon-space", number, indent + len(tight[1]), facts)
        if word := _WORD_MARK.match(rest):
            return Slip("yaml-no-colon", number, indent, {"right": _short(f"{word[1]}: {word[2]}")})
        if _OUR_KEY.fullmatch(rest) or re.fullmatch(r"[a-z0-9-]+", rest):
            return Slip("yaml-no-colon", number, indent, {"right": f"{rest}:"})
        return Slip("yaml-loose-line", number, indent)

    def _stands_for_a_key(self, number: int) -> bool:
        """Tell whether the first line below a key would be a key itself, if its colon were right."""
        line = self._lines[number]
        if _TIGHT_COLON.match(line.strip()):
            return True
        below = next((other for other in self._lines[number + 1 :] if other.strip()), "")
        return bool(_WORD_MARK.match(line.strip()) and _indent(below) == _indent(line) and _ONLY_A_KEY.match(below))

    def _enter(self, number: int, column: int, key: str | None, *, is_open: bool) -> Slip | None:
        """Place a key (None: a dash) that stands at `column` of line `number` among the levels."""
        popped: list[_Level] = []
        while self._levels and self._levels[-1].indent > column:
            popped.append(self._levels.pop())
        is_list = key is None
        top = self._levels[-1] if self._levels else None
        if top and top.indent == column and top.is_list and not is_list and self._is_parent(top):
            self._levels.pop()  # a list may stand right below its key, no further to the right
            top = self._levels[-1]
        if top and top.indent == column and top.is_list == is_list:
            top.last, top.is_open = number, is_open
            top.has_lang |= key in LANGS
            return None
        if top and top.is_list and popped and not is_list and top.indent == column:
            return self._wrong_spaces(number, popped[-1].indent)
        if popped:
            return self._between(number, column, popped, is_open=is_open, is_list=is_list, key=key)
        if top and not top.is_open and not top.is_list:
            return self._too_deep(number, column, top, is_list=is_list)
        after_dash = bool(top and top.is_list and top.last == number)
        self._levels.append(_Level(column, is_list, number, after_dash, key or "", key in LANGS, number, is_open))
        return None

    def _is_parent(self, level: _Level) -> bool:
        return len(self._levels) > 1 and self._levels[-2].indent == level.indent

    def _between(
        self, number: int, column: int, popped: list[_Level], *, is_open: bool, is_list: bool, key: str | None
    ) -> Slip | None:
        """Return whether this line or the first of the level that it falls short of is wrong."""
        top = self._levels[-1] if self._levels else None
        deeper = popped[-1]
        if top and top.indent == column:  # a dash right below the key that has a list
            lists = [level for level in popped if level.is_list]
            return self._wrong_spaces(number, lists[-1].indent) if lists else Slip("yaml-list-key", number, column)
        usual = 0 if top is None else top.indent + _STEP
        if column == usual and not deeper.after_dash and deeper.is_list == is_list and deeper.last == deeper.line:
            return self._wrong_spaces(deeper.line, column)
        places = [level for level in (*popped, *((top,) if top else ())) if level.is_list == is_list]
        below = self._indent_below(number)
        if is_open and below is not None:
            places = [level for level in places if level.indent < below] or places
        if not is_open and key not in LANGS:
            places = [level for level in places if not level.has_lang] or places
        nearest = min(places, key=lambda level: abs(level.indent - column), default=deeper)
        return self._wrong_spaces(number, nearest.indent)

    def _too_deep(self, number: int, column: int, top: _Level, *, is_list: bool) -> Slip | None:
        """Return which line is wrong where one stands further right than the one above, which has its value."""
        if is_list:
            return Slip("yaml-list-key", number, column)
        above = next((self._lines[n].rstrip() for n in range(top.last - 1, -1, -1) if self._lines[n].strip()), "")
        if above.endswith(":") and _indent(above) == top.indent:
            return self._wrong_spaces(top.last, column)  # that one belongs to the empty key above it
        parent = self._levels[-2] if len(self._levels) > 1 else None
        if parent and not top.after_dash and column == parent.indent + _STEP and top.last == top.line:
            return self._wrong_spaces(top.last, column)
        return self._wrong_spaces(number, top.indent)

    def _wrong_spaces(self, line: int, spaces: int) -> Slip:
        has = _indent(self._lines[line])
        return Slip("yaml-spaces", line, has, {"n": has, "spaces": spaces})

    def _indent_below(self, number: int) -> int | None:
        return next((_indent(line) for line in self._lines[number + 1 :] if line.strip()), None)

    def _value(self, line: str, number: int) -> tuple[int, Slip | None]:
        """Return the line after the value that begins in line `number`, and what is wrong with the value."""
        column = _value_column(line)
        value = line[column:]
        if not value or value.startswith("#"):
            return number + 1, None
        if _BLOCK.match(value):
            return self._block(number)
        if value[0] in "\"'":
            return self._quoted(number, column)
        if value[0] in "[{":
            return self._bracket(number, column)
        if _NOT_A_BEGINNING.match(value):
            return number + 1, Slip("yaml-start", number, column)
        return number + 1, _colon(value.split(" #")[0], number, column)

    def _block(self, number: int) -> tuple[int, Slip | None]:
        """Pass the lines of the text that begins with | or > in line `number`."""
        outside = self._levels[-1].indent if self._levels else 0
        inside: int | None = None
        for n in range(number + 1, len(self._lines)):
            line = self._lines[n]
            if not line.strip():
                continue
            indent = _indent(line)
            if line[indent : indent + 1] == "\t" and (inside is None or indent < inside):
                return n, Slip("yaml-tab", n, indent)
            if inside is None and indent > outside:
                inside = indent
            if inside is not None and indent >= inside:
                continue
            is_text = not (_ONLY_A_KEY.match(line) or line.lstrip().startswith(("#", "- ")))
            if inside is not None and is_text and _signs(line, n) is None and n <= self._stop:
                return n, Slip("yaml-text-indent", n, 0, {"spaces": inside})
            return n, None
        return len(self._lines), None

    def _quoted(self, number: int, column: int) -> tuple[int, Slip | None]:
        """Pass the text in quotes that begins at `column` of line `number`."""
        quote = self._lines[number][column]
        for n in range(number, len(self._lines)):
            line = self._lines[n]
            begin = column + 1 if n == number else 0
            if n > number and _ONLY_A_KEY.match(line):
                break
            if end := _CLOSING_QUOTE[quote].match(line, begin):
                after = line[end.end() :].strip()
                if not after or after[0] in "#,:]}":
                    return n + 1, None
                facts: dict[str, Fact] = {"right": _in_quotes(self._lines[number][column:])}
                return n, Slip("yaml-after-quote", n, end.end(), facts if n == number else {"right": "'…'"})
        slug = "yaml-printed-end" if _PRINTED_END.search(self._lines[number]) else "yaml-quote"
        return number, Slip(slug, number, column)

    def _bracket(self, number: int, column: int) -> tuple[int, Slip | None]:
        """Pass what stands in brackets from `column` of line `number` on."""
        line = self._lines[number]
        if _SLOT.match(line[column:]):
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
                    return n + 1, self._after_bracket(number, column, n, at + 1)
        return number, Slip("yaml-quote", *opened) if opened else Slip("yaml-bracket", number, column)

    def _after_bracket(self, number: int, column: int, last: int, end: int) -> Slip | None:
        after = self._lines[last][end:].strip()
        if not after or after.startswith("#"):
            return None
        return Slip("yaml-after-bracket", last, end, {"right": _in_quotes(self._lines[number][column:])})

    def _characters(self, number: int, column: int) -> Iterator[tuple[int, int, str]]:
        """Yield each character from `column` of line `number` on, as far as a line that begins with a key."""
        for n in range(number, len(self._lines)):
            line = self._lines[n]
            if n > number and _ONLY_A_KEY.match(line):
                return
            yield from ((n, at, line[at]) for at in range(column if n == number else 0, len(line)))


def _signs(line: str, number: int) -> Slip | None:
    """Return a sign at the beginning of `line` that only looks like the one that belongs there."""
    indent = _indent(line)
    if line[indent : indent + 1] == "\t":
        return Slip("yaml-tab", number, indent)
    if odd := _ODD_SPACE.match(line):
        return Slip("yaml-odd-space", number, odd.end() - 1)
    if bullet := _BULLET.match(line):
        facts: dict[str, Fact] = {"sign": bullet[2], "right": _short(f"- {line[bullet.end() :]}")}
        return Slip("yaml-dash", number, indent, facts)
    if dash := _TIGHT_DASH.match(line):
        return Slip("yaml-dash-space", number, indent, {"right": _short(f"- {line[dash.end() :]}")})
    return None


def _colon(value: str, number: int, column: int) -> Slip | None:
    """Return a colon inside a text that stands without quotes."""
    inner = _INNER_COLON.search(value)
    if not inner:
        return None
    if _OUR_KEY.fullmatch(inner[1]):
        return Slip("yaml-two-keys", number, column + inner.start(), {"key": inner[1]})
    return Slip("yaml-colon", number, column + inner.end(1), {"right": _in_quotes(value)})


def _value_column(line: str) -> int:
    """Return where the value begins in a line with a key, a dash or both; the line itself where it has neither."""
    column = _indent(line)
    if dashes := _DASHES.match(line[column:]):
        column += dashes.end()
    key = _KEY.match(line[column:])
    return column + (key.end() if key else 0)


def _in_quotes(value: str) -> str:
    """Return `value` in straight quotes; the straight ones inside become « »."""
    value = _short(value.strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    inside = _INNER_QUOTES.sub(r"«\2»", value).replace('"', "")
    return f'"{inside}"'


def _short(text: str) -> str:
    return text if len(text) <= _EDGE else f"{text[:_EDGE].rstrip()}…"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
