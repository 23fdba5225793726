"""Write the log of a command: to stderr with --verbose, to a file with --log-file, and else nowhere.

Loggers are called `zt_audio.ROOM.MODULE`. Log lines are in English: they are for the makers of the program.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from zt_audio import __version__
from zt_audio.cli import console
from zt_audio.cli.console import kept_folders, require_target
from zt_audio.errors import DeviceError, ZtError
from zt_audio.logs import logger_of
from zt_audio.model import Problem, Severity

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_OUR_LINE = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ zt_audio[.:]")


_log = logger_of(__name__)


class _OneLine(logging.Formatter):
    """Writes a message as one line. What a file holds must not reach the terminal as control characters."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        return _escaped(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(_escaped, super().format(record).split("\n")))  # a traceback has lines


def _escaped(line: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)


class _OnStderr(logging.Handler):
    """Prints to what is stderr at the moment: while a bar is drawn, rich puts lines above it."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), file=sys.stderr)


class _InFile(logging.FileHandler):
    """Appends lines to a file. A file that fails later does not stop the command; `failure` says why it failed."""

    failure: OSError | None = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
        elif self.failure is None:
            self.failure = error

    def close(self) -> None:
        try:
            super().close()
        except OSError as error:  # what could not be written is tried once more
            self.failure = self.failure or error


@contextmanager
def logging_to(project: Path, file: Path | None, *, verbose: bool) -> Iterator[None]:
    """Write the log inside the block. Raises click.UsageError, and DeviceError where `file` cannot be written.

    `file` is continued if an earlier command wrote it; it may not lie in a folder of the `project`.
    """
    with ExitStack() as opened:
        if verbose:
            opened.enter_context(_listening(_OnStderr()))
        if file is not None:
            require_target(file, kept_folders(project), None, lambda first: not first or bool(_OUR_LINE.match(first)))
            try:
                handler = _InFile(file, encoding="utf-8", errors="backslashreplace")
            except OSError as error:
                raise DeviceError(_problem("log-unwritable", file, error)) from error
            opened.callback(_report_failure, handler, file)
            opened.enter_context(_listening(handler))
        yield


@contextmanager
def _listening(handler: logging.Handler) -> Iterator[None]:
    package = logging.getLogger("zt_audio")
    level_before = package.level
    handler.setFormatter(_OneLine(_FORM))
    package.addHandler(handler)
    package.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        package.removeHandler(handler)
        package.setLevel(level_before)
        handler.close()


def _report_failure(handler: _InFile, file: Path) -> None:
    if handler.failure is not None:
        console.show_problems([_problem("log-incomplete", file, handler.failure, "warning")])


def _problem(slug: str, file: Path, error: OSError, severity: Severity = "error") -> Problem:
    return Problem(slug, None, {"file": str(file), "reason": error.strerror or str(error)}, severity)


def log_start(command: str | None) -> None:
    """Log which command runs, and what runs it."""
    python = ".".join(map(str, sys.version_info[:3]))
    _log.info("zt-audio %s, Python %s, %s: %s", __version__, python, sys.platform, command)


def log_end(error: BaseException | None, code: object = 0) -> None:
    """Log how a command ended; a failure that the program does not foresee comes with its traceback."""
    if error is None:
        _log.info("ended with exit code %s", code)
    elif isinstance(error, ZtError):
        for problem in error.problems:
            _log.error("%s: %s", problem.slug, dict(problem.facts))
    elif isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort | KeyboardInterrupt):
        _log.info("ended early: %r", error)
    else:
        _log.error("the program failed", exc_info=error)
