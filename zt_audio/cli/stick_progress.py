"""What an export tells in, a bar with speed and time left out; without a terminal one line for each phase."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING

from zt_audio import events
from zt_audio.cli import console
from zt_audio.cli.bar import Bar
from zt_audio.cli.progress import Listener
from zt_audio.i18n import N_

if TYPE_CHECKING:
    from zt_audio.events import Event

DOING = {
    "look": N_("looking at what is there"),
    "write": N_("writing"),
    "read": N_("reading everything back"),
}


class StickListener:
    """Shows how far it is. `has_written`: the target is no longer what it was."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._others = Listener(quiet=quiet)
        self._bar = Bar(in_bytes=True)
        self.has_written = False

    def __call__(self, event: Event | events.StickEvent) -> None:
        match event:
            case events.Phase(doing, total_bytes):
                self.has_written |= doing == "write"
                self._start(_(DOING[doing]), total_bytes)
            case events.Moved(count):
                self._bar.advance(count)
            case _:
                self._others(event)

    def _start(self, title: str, total_bytes: int) -> None:
        self.stop()
        if self._quiet or not total_bytes:
            return
        if sys.stderr.isatty():
            self._bar.start(title, total_bytes)
        else:
            console.say(_("{title}: {mb:.1f} MB").format(title=title, mb=total_bytes / 1e6))

    def stop(self) -> None:
        """Take the bar away, so that something can be asked or told."""
        self._bar.stop()


@contextmanager
def listening(*, quiet: bool = False) -> Iterator[StickListener]:
    """Yield a listener whose bar is gone at the end, however it ends."""
    listener = StickListener(quiet=quiet)
    try:
        yield listener
    finally:
        listener.stop()
