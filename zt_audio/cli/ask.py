"""Ask the person at the terminal: may texts be sent, is a licence accepted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import click

from zt_audio.cli import console
from zt_audio.i18n import gettext as _
from zt_audio.i18n import ngettext


def is_terminal() -> bool:
    """Tell whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asking(before: Callable[[], None] = lambda: None) -> Callable[[Mapping[str, int]], bool] | None:
    """Return a function that asks, or None where there is no terminal; `before` removes a progress bar."""
    if not is_terminal():
        return None

    def ask(wanted: Mapping[str, int]) -> bool:
        before()
        for service, n in wanted.items():
            line = ngettext(
                "The voice “{service}” is a service on the internet: {n} sentence would be sent to it.",
                "The voice “{service}” is a service on the internet: {n} sentences would be sent to it.",
                n,
            )
            console.say(line.format(service=service, n=n))
        return click.confirm(_("Send them?"), default=False, err=True)

    return ask


def accepts_licence() -> bool:
    """Ask whether the licence is accepted. Raises click.UsageError where no terminal can answer."""
    if not can_answer():
        raise click.UsageError(_("The licence can be accepted only in a terminal; if you accept it, add --yes."))
    return click.confirm(_("Do you accept the licence and download the voice?"), err=True)


def can_answer() -> bool:
    """Tell whether standard input is a terminal."""
    return sys.stdin.isatty()
