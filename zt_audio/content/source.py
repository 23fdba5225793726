"""The text of one file, with the way from a character's index to its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from zt_audio.model import Where

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Source:
    """`file` is the name that people see: relative to the project, with forward slashes."""

    file: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def where(self, index: int) -> Where:
        """Return the place of `text[index]`."""
        line = bisect_right(self._line_starts, index)
        return Where(self.file, line, index - self._line_starts[line - 1] + 1)

    def line(self, index: int) -> str:
        """Return the line that `text[index]` stands in."""
        number = bisect_right(self._line_starts, index)
        return self.text[self._line_starts[number - 1] : self.line_end(index)]

    def line_end(self, index: int) -> int:
        """Return where the line of `text[index]` ends, before its line end."""
        end = _LINE_END.search(self.text, index)
        return end.start() if end else len(self.text)

    def index(self, line: int, column: int) -> int:
        """Return the index of the character at `line` and `column`, both counted from 0."""
        return self._line_starts[line] + column
