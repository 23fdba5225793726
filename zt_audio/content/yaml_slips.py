"""A place where the parser gave up in, the slip of the pen that made it do so out: what its own words never name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zt_audio.content.source import Source
from zt_audio.model import Fact, Problem

_LOOK_BACK = 12  # lines: a quote that was left open is ended by the next one, a stop or two below; others sooner

# Spaces that YAML takes for letters, where the form of the file is made: at a line's beginning or after a key
_ODD_SPACE = re.compile("^[ -]*[\u00a0\u2007\u202f\u3000]|^[ -]*[a-z_-]+: *[\u00a0\u2007\u202f\u3000]")
_OPENS = re.compile(r'[:-] +(")')
_TIGHT_COLON = re.compile(r"^ *(- +)?[a-z_]+:[^\s:/]")
_BLOCK = re.compile(r"^( *)[^#]*: *[|>][-+0-9]* *$")
_KEY = re.compile(r"^ *[\w-]+:( |$)")


@dataclass(frozen=True, slots=True)
class Slip:
    slug: str
    line: int  # from 0
    column: int  # from 0
    spaces: int = 0  # where a line lacks them, how many it needs


def slip_problem(source: Source, index: int) -> Problem | None:
    """Return what most likely went wrong at or before `source.text[index]`; None where it looks like none of these."""
    lines = source.text[: source.line_end(index)].splitlines()
    for look in (_odd_space, _open_quote, _no_space, _outside_text):
        if found := look(lines):
            facts: dict[str, Fact] = {"spaces": found.spaces} if found.spaces else {}
            return Problem(found.slug, source.where(source.index(found.line, found.column)), facts)
    return None


def _odd_space(lines: Sequence[str]) -> Slip | None:
    """Return a space that YAML takes for a letter; the parser stops there or some lines below."""
    for number in range(max(0, len(lines) - _LOOK_BACK), len(lines)):
        if match := _ODD_SPACE.search(lines[number]):
            return Slip("yaml-odd-space", number, match.end() - 1)
    return None


def _open_quote(lines: Sequence[str]) -> Slip | None:
    """Return where quotes do not pair up; the parser went on to the next quote, lines below."""
    for number in range(max(0, len(lines) - _LOOK_BACK), len(lines) - 1):
        opened = _OPENS.search(lines[number])
        if opened and lines[number].count('"') % 2:
            return Slip("yaml-quote", number, opened.start(1))
    return None


def _no_space(lines: Sequence[str]) -> Slip | None:
    """Return a colon with no space after it; the parser stops there or some lines below."""
    for number in range(max(0, len(lines) - _LOOK_BACK), len(lines)):
        if match := _TIGHT_COLON.search(lines[number]):
            return Slip("yaml-no-colon", number, match.end() - 2)
    return None


def _outside_text(lines: Sequence[str]) -> Slip | None:
    """Return a line of a text block that stands further left than the block."""
    last = len(lines) - 1
    if last < 0 or not lines[last].strip() or _KEY.match(lines[last]):
        return None
    inside = None
    for line in reversed(lines[:last]):
        if header := _BLOCK.match(line):
            wrong = inside is not None and len(header[1]) < inside
            return Slip("yaml-text-indent", last, 0, inside or 0) if wrong else None
        if line.strip():
            inside = min(_indent(line), inside if inside is not None else _indent(line))
            if inside <= _indent(lines[last]):
                return None
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
