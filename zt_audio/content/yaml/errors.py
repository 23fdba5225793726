"""Explain what the YAML parser complains about: the likely typing mistake, with its line and column.

The parser stops where it can make no sense of what it read; people need the line where they slipped. So the lines are
read once more, as a person reads them: keys, dashes and texts, each as far to the right as its neighbours. Nothing here
decides whether a file is valid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.values import DASHES, EDGE, KEY, ONLY_A_KEY, Slip, ValueReader, indent_of, wrong_sign
from zt_audio.model import LANGS, Fact, Problem, Where
from zt_audio.suggestions import cut

_STEP = 2  # spaces by which our files set a line deeper than its key

_TIGHT_COLON = re.compile(r"^([a-z_]+):([^\s:/].*)$")
_OUR_KEY = re.compile(r"[a-z_]+")
_WORD_MARK = re.compile(r"^([a-z_]+)(?: *[=;–—-]+ *| +)(\S.*)$")


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


class _Reader:
    def __init__(self, lines: Sequence[str], stop: int) -> None:
        self._lines = lines
        self._stop = min(stop, len(lines) - 1)
        self._values = ValueReader(lines, self._stop)
        self._levels: list[_Level] = []

    def slip(self) -> Slip | None:
        number = 0
        while number <= self._stop:
            line = self._lines[number]
            if not line.strip() or line.lstrip(" ").startswith("#") or line.startswith(("---", "...", "%")):
                number += 1
                continue
            if found := wrong_sign(line, number) or self._structure(line, number):
                return found
            number, found = self._values.value(number, self._levels[-1].indent if self._levels else 0)
            if found:
                return found
        return None

    def _structure(self, line: str, number: int) -> Slip | None:
        """Return what is wrong with the beginning of `line`; open and close the levels that it begins and ends."""
        indent = indent_of(line)
        dashes = DASHES.match(line[indent:])
        column = indent + (dashes.end() if dashes else 0)
        rest = line[column:]
        key = KEY.match(rest)
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
        indent, rest = indent_of(line), line.strip()
        if rest[0] in "[{\"'|>":
            return None
        top = self._levels[-1] if self._levels else None
        if top and indent > top.indent and not (top.is_open and self._stands_for_a_key(number)):
            top.is_open = False
            return None  # the text of the key above goes on
        if tight := _TIGHT_COLON.match(rest):
            facts: dict[str, Fact] = {"right": cut(f"{tight[1]}: {tight[2]}", EDGE)}
            return Slip("yaml-colon-space", number, indent + len(tight[1]), facts)
        if word := _WORD_MARK.match(rest):
            return Slip("yaml-no-colon", number, indent, {"right": cut(f"{word[1]}: {word[2]}", EDGE)})
        if _OUR_KEY.fullmatch(rest) or re.fullmatch(r"[a-z0-9-]+", rest):
            return Slip("yaml-no-colon", number, indent, {"right": f"{rest}:"})
        return Slip("yaml-loose-line", number, indent)

    def _stands_for_a_key(self, number: int) -> bool:
        """Tell whether the first line below a key would be a key itself, if its colon were right."""
        line = self._lines[number]
        if _TIGHT_COLON.match(line.strip()):
            return True
        below = next((other for other in self._lines[number + 1 :] if other.strip()), "")
        return bool(_WORD_MARK.match(line.strip()) and indent_of(below) == indent_of(line) and ONLY_A_KEY.match(below))

    def _enter(self, number: int, column: int, key: str | None, *, is_open: bool) -> Slip | None:
        """Place a key (None: a dash) that stands at `column` of line `number` among the levels."""
        popped: list[_Level] = []
        while self._levels and self._levels[-1].indent > column:
            popped.append(self._levels.pop())
        is_list = key is None
        top = self._levels[-1] if self._levels else None
        above = self._levels[-2] if len(self._levels) > 1 else None
        if top and above and top.indent == above.indent == column and top.is_list and not is_list:
            self._levels.pop()  # a list may stand right below its key, no further to the right
            top = above
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
        below = next((indent_of(line) for line in self._lines[number + 1 :] if line.strip()), None)
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
        if above.endswith(":") and indent_of(above) == top.indent:
            return self._wrong_spaces(top.last, column)  # that one belongs to the empty key above it
        parent = self._levels[-2] if len(self._levels) > 1 else None
        if parent and not top.after_dash and column == parent.indent + _STEP and top.last == top.line:
            return self._wrong_spaces(top.last, column)
        return self._wrong_spaces(number, top.indent)

    def _wrong_spaces(self, line: int, spaces: int) -> Slip:
        has = indent_of(self._lines[line])
        return Slip("yaml-spaces", line, has, {"n": has, "spaces": spaces})


# What the parser says (both PyYAML's and libyaml's words) and what it most often means. The first that fits.
# `exact`: the parser's place and meaning are. `start`: it stops far behind what was left open.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (r"mapping values are not allowed", "yaml-indent", ""),
    (r"could not find expected ':'", "yaml-loose-line", "start"),
    (r"depth|nesting|level", "yaml-depth", "exact"),
    (r"tab character", "yaml-tab", ""),
    (r"unknown escape|escape (character|sequence|code)|hexdecimal|hexadecimal", "yaml-escape", "exact"),
    (r"unexpected end of stream|quoted scalar|document separator|unexpected document indicator", "yaml-quote", "start"),
    (r"expected ',' or '[\]}]'", "yaml-bracket", "start"),
    (r"cannot start any token", "yaml-start", ""),
    (r"expected alphabetic or numeric|undefined alias|anchor|alias", "yaml-alias", ""),
    (r"comment or (a )?line break", "yaml-block-line", ""),
    (r"tag", "yaml-tag", ""),
    (r"expected <block end>|expected key|expected '-' indicator|not allowed (here|in this context)", "yaml-indent", ""),
    (r"<document start>|directive", "yaml-documents", "exact"),
)
_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7}) |={7}$")  # where a program could not join two versions of a file


def syntax_problem(error: yaml.MarkedYAMLError, source: SourceText) -> Problem:
    """Return what is wrong in `source`: the slip that a reader finds, else what the parser's `error` means."""
    merged = next((n for n, line in enumerate(source.lines) if _MERGE_MARK.match(line)), None)
    if merged is not None:
        return Problem("yaml-merged", source.where(source.index(merged, 0)))
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem("yaml-syntax", Where(source.file))
    index = min(mark.index, len(source.text))
    slug, place = _meaning(error, source.text[index : index + 1])
    slip = None if place == "exact" else _Reader(source.lines, source.where(index).line - 1).slip()
    if slip:
        return Problem(slip.slug, source.where(source.index(slip.line, slip.column)), slip.facts)
    if place == "start" and error.context_mark is not None:
        index = error.context_mark.index
    return Problem(slug, source.where(index))


def _meaning(error: yaml.MarkedYAMLError, character: str) -> tuple[str, str]:
    said = f"{error.context or ''} {error.problem or ''}"
    if character == "\t" and "cannot start any token" in said:
        return "yaml-tab", ""
    return next(((slug, place) for words, slug, place in _MEANINGS if re.search(words, said)), ("yaml-syntax", ""))
