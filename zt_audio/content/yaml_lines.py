"""Look at a line of YAML as people see it: how far to the right it stands, its dashes, its key, and its signs.

A sign may only look like the one that belongs there: a bullet for a dash, a space that is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
