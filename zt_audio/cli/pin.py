"""Ask for a PIN at the terminal, and open a key with it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.ask import can_answer
from zt_audio.errors import ZtError
from zt_audio.i18n import gettext as _

if TYPE_CHECKING:
    from zt_audio.app.keys import OpenKey

_WAITS_S = (1, 3)  # after a wrong PIN; then the command ends


def ask_pin(question: str) -> str:
    """Return the PIN that is typed, unseen; without a terminal it is the next line of standard input."""
    if not can_answer():
        return sys.stdin.readline().rstrip("\r\n")
    pin: str = click.prompt(question, hide_input=True, default="", show_default=False, err=True)
    return pin


def new_pin_asked() -> str:
    """Return a new PIN that was typed twice in the same way. Raises click.UsageError."""
    pin = ask_pin(_("New PIN, 6 characters or more"))
    if can_answer() and ask_pin(_("The same again")) != pin:
        raise click.UsageError(_("The two are not the same. Start again."))
    return pin


def unlocked(person: str, wait: Callable[[float], None] = time.sleep) -> OpenKey:
    """Return the key of `person`, opened by the PIN that is typed. Raises ZtError as `unlock` does.

    At a terminal a wrong PIN can be typed again, after a while.
    """
    from zt_audio.app.keys import unlock  # noqa: PLC0415 - only who seals needs it

    question = _("PIN of {person}").format(person=person)
    for wait_s in _WAITS_S:
        try:
            return unlock(person, ask_pin(question))
        except ZtError as error:
            if not can_answer() or error.problems[0].slug != "key-wrong-pin":
                raise
            console.show_problems(error.problems)
            wait(wait_s)
    return unlock(person, ask_pin(question))
