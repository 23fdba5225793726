"""Lines of standard input in, one line of standard output for each out."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import click

from zt_audio.cli import console
from zt_audio.errors import ContentError
from zt_audio.model import Where


def answer(text: str | None, say: Callable[[str], str], where: str = "-") -> int:
    """Print `say(text)`, or of each input line where there is no text; an unreadable one gives an empty line.

    Returns the exit code: 3 where anything could not be read.
    """
    lines = [text] if text is not None else (line.rstrip("\r\n") for line in sys.stdin)
    failed = False
    for number, line in enumerate(lines, start=1):
        try:
            click.echo(say(unicodedata.normalize("NFC", line)) if line.strip() else "")
        except ContentError as error:
            failed = True
            click.echo("")
            console.show_problems(
                replace(p, where=Where(where, number, int(p.facts.get("offset", 0)) + 1)) for p in error.problems
            )
    return ContentError.exit_code if failed else 0
