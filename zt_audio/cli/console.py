"""Print problems and notes on stderr, results on stdout. All that a terminal gets is cleaned here."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from zt_audio.messages.program_name import with_program_name
from zt_audio.messages.render import printable, render
from zt_audio.model import Problem, Where
from zt_audio.suggestions import cut

_LONGEST_LINE = 2_000  # characters of a note
_STDERR = 2  # the last of the three numbers of standard streams
COLOURS = {"error": "red", "warning": "yellow"}


def prepare_streams() -> None:
    """Write UTF-8 in every locale: a pipe of Windows would not take Kazakh letters otherwise.

    What no encoding has (half a character in a file's name) becomes a question mark. A stream that was closed before
    the program began leads nowhere; otherwise the next file that is opened would get its number, and what is printed.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(handle, True)  # noqa: FBT003 - the name is the argument's
    os.close(handle)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def silence_stdout() -> None:
    """Write nothing more to a pipe that was closed, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def crash_report() -> Path:
    """Write the traceback of the exception at hand to a file and return its path."""
    with tempfile.NamedTemporaryFile("w", prefix="zt-audio-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(traceback.format_exc())
    return Path(file.name)


def say(line: str) -> None:
    """Print a note for people, a line of its own."""
    click.echo(_note(with_program_name(line)), err=True)


def result(*columns: str) -> None:
    """Print a line of the result, a tab between its columns."""
    click.echo("\t".join(map(printable, columns)))


def help_text(text: str) -> None:
    """Print what click has laid out in lines and columns."""
    click.echo(text)


def document(tree: Mapping[str, object], indent: int | None = None) -> None:
    """Print the result as JSON. What could act on a terminal is escaped, so programs still read it as it is."""
    text = json.dumps(tree, ensure_ascii=False, indent=indent)
    click.echo("".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text))


def usage_error(error: click.ClickException) -> None:
    """Print what click says of a wrong command line."""
    error.message = printable(error.message)
    error.show(sys.stderr)


def _note(line: str) -> str:
    return cut(printable(line), _LONGEST_LINE)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print each problem on a line of its own, once (two playlists may lack the same), in the order of the files."""
    lines = {render(problem): problem.severity for problem in by_place(problems)}
    for line, severity in lines.items():
        click.secho(_note(line), err=True, fg=None if "NO_COLOR" in os.environ else COLOURS[severity])


def by_place(problems: Iterable[Problem]) -> Sequence[Problem]:
    """Return `problems` by file, line and column; those without a place last."""
    return sorted(problems, key=lambda problem: (problem.where is None, problem.where or Where("")))
