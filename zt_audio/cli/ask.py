"""Which services want how many sentences in, whether the person at the terminal agrees out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from gettext import gettext as _
from gettext import ngettext

import click

from zt_audio.cli import console


def is_terminal() -> bool:
    """Tell whether somebody is there who can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asking(before: Callable[[], None] = lambda: None) -> Callable[[Mapping[str, int]], bool] | None:
    """Return how to ask, None where there is no terminal; `before` takes a bar out of the way."""
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
