"""Explain what the YAML parser complains about: the likely typing mistake, with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from zt_audio.content.source import SourceText
from zt_audio.model import Fact, Problem, Where

# What the parser says (both PyYAML's and libyaml's words) and what it most often means. The first that fits.
_MEANINGS: tuple[tuple[str, str], ...] = (
    (r"mapping values are not allowed", "yaml-colon"),
    (r"could not find expected ':'", "yaml-no-colon"),
    (r"depth|nesting|level", "yaml-depth"),
    (r"tab character", "yaml-tab"),
    (r"unknown escape|escape (character|sequence|code)|hexdecimal|hexadecimal", "yaml-escape"),
    (r"unexpected end of stream|quoted scalar|document separator|unexpected document indicator", "yaml-quote"),
    (r"expected ',' or '[\]}]'", "yaml-bracket"),
    (r"cannot start any token", "yaml-start"),
    (r"expected alphabetic or numeric|undefined alias|anchor|alias", "yaml-alias"),
    (r"comment or (a )?line break", "yaml-block-line"),
    (r"tag", "yaml-tag"),
    (r"expected <block end>|expected key|expected '-' indicator|not allowed (here|in this context)", "yaml-indent"),
    (r"<document start>|directive", "yaml-documents"),
)
_AT_THE_START = {"yaml-quote", "yaml-bracket", "yaml-no-colon"}  # the parser stops far behind what was left open
_OFTEN_A_SLIP = {"yaml-colon", "yaml-no-colon", "yaml-indent", "yaml-syntax"}
_SLOT_WITHOUT_QUOTES = re.compile(r"[:,{-]\s*\{\s*place")


def syntax_problem(error: yaml.MarkedYAMLError, source: SourceText) -> Problem:
    """Return what is wrong in `source` according to the parser's `error`."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem("yaml-syntax", Where(source.file))
    index = min(mark.index, len(source.text))
    if _SLOT_WITHOUT_QUOTES.search(source.line(index)):
        return Problem("yaml-unquoted-slot", source.where(index))
    slug = _meaning(error, source.text[index : index + 1])
    if slug in _AT_THE_START and error.context_mark is not None:
        index = error.context_mark.index
    if slug in _OFTEN_A_SLIP and (found := _slip_problem(source, index)):
        return found
    return Problem(slug, source.where(index))


def _meaning(error: yaml.MarkedYAMLError, character: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    if character == "\t" and "cannot start any token" in said:
        return "yaml-tab"
    return next((slug for words, slug in _MEANINGS if re.search(words, said)), "yaml-syntax")


_LOOK_BACK = 12  # lines: a quote that was left open is ended by the next one, a stop or two below; others sooner

# Spaces that YAML takes for letters, where the form of the file is made: at a line's beginning or after a key
_ODD_SPACE = re.compile("^[ -]*[\u00a0\u2007\u202f\u3000]|^[ -]*[a-z_-]+: *[\u00a0\u2007\u202f\u3000]")
_OPENS = re.compile(r'[:-] +(")')
_TIGHT_COLON = re.compile(r"^ *(- +)?[a-z_]+:[^\s:/]")
_BLOCK = re.compile(r"^( *)[^#]*: *[|>][-+0-9]* *$")
_KEY = re.compile(r"^ *[\w-]+:( |$)")


@dataclass(frozen=True, slots=True)
class _Slip:
    slug: str
    line: int  # from 0
    column: int  # from 0
    spaces: int = 0  # where a line lacks them, how many it needs


def _slip_problem(source: SourceText, index: int) -> Problem | None:
    """Return what most likely went wrong at or before `source.text[index]`; None where it looks like none of these."""
    lines = source.text[: source.line_end(index)].splitlines()
    for look in (_odd_space, _open_quote, _no_space, _outside_text):
        if found := look(lines):
            facts: dict[str, Fact] = {"spaces": found.spaces} if found.spaces else {}
            return Problem(found.slug, source.where(source.index(found.line, found.column)), facts)
    return None


def _last_matches(pattern: re.Pattern[str], lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each of the last lines, by its number, in which `pattern` is found."""
    for number in range(max(0, len(lines) - _LOOK_BACK), len(lines)):
        if match := pattern.search(lines[number]):
            yield number, match


def _odd_space(lines: Sequence[str]) -> _Slip | None:
    """Return a space that YAML takes for a letter; the parser stops there or some lines below."""
    return next((_Slip("yaml-odd-space", n, match.end() - 1) for n, match in _last_matches(_ODD_SPACE, lines)), None)


def _open_quote(lines: Sequence[str]) -> _Slip | None:
    """Return where quotes do not pair up; the parser went on to the next quote, lines below."""
    opened = (pair for pair in _last_matches(_OPENS, lines) if lines[pair[0]].count('"') % 2)
    return next((_Slip("yaml-quote", n, match.start(1)) for n, match in opened if n < len(lines) - 1), None)


def _no_space(lines: Sequence[str]) -> _Slip | None:
    """Return a colon with no space after it; the parser stops there or some lines below."""
    return next((_Slip("yaml-no-colon", n, match.end() - 2) for n, match in _last_matches(_TIGHT_COLON, lines)), None)


def _outside_text(lines: Sequence[str]) -> _Slip | None:
    """Return a line of a text block that stands further left than the block."""
    last = len(lines) - 1
    if last < 0 or not lines[last].strip() or _KEY.match(lines[last]):
        return None
    inside = None
    for line in reversed(lines[:last]):
        if header := _BLOCK.match(line):
            wrong = inside is not None and len(header[1]) < inside
            return _Slip("yaml-text-indent", last, 0, inside or 0) if wrong else None
        if line.strip():
            inside = min(_indent(line), inside if inside is not None else _indent(line))
            if inside <= _indent(lines[last]):
                return None
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
