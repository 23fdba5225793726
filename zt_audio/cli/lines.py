"""Answer each line of standard input with a line on standard output."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from zt_audio.cli import console
from zt_audio.errors import ContentError
from zt_audio.model import Fact, Problem, Where

_NO_FILE = ""  # a problem of standard input has a line and a column, and no file


def answer(text: str | None, say: Callable[[str], str]) -> int:
    """Print `say(text)`; without a text, print `say(line)` for each line of input. It may have rows and columns.

    An unreadable input line gives an empty line, so that the others keep their numbers; an unreadable text nothing.
    Returns the exit code: 3 where anything could not be read.
    """
    lines = sys.stdin.buffer if text is None else [text.encode("utf-8", "surrogateescape")]
    failed = False
    for number, line in enumerate(lines, start=1):
        try:
            written = _decoded(line)
            for row in say(written).split("\n") if written.strip() else [""]:
                console.result(*row.split("\t"))
        except ContentError as error:
            failed = True
            if text is None:
                console.result("")
            console.show_problems(
                replace(p, where=Where(_NO_FILE, number, int(p.facts.get("offset", 0)) + 1)) for p in error.problems
            )
    return ContentError.exit_code if failed else 0


def _decoded(line: bytes) -> str:
    """Return `line` as text, composed; some Windows programs put a byte order mark before what they send."""
    try:
        return unicodedata.normalize("NFC", line.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        offset = len(line[: error.start].decode("utf-8-sig"))
        facts: dict[str, Fact] = {"byte": f"{line[error.start]:02X}", "offset": offset}
        raise ContentError(Problem("bad-utf8", None, facts)) from error
