"""Events in, a bar on a terminal out; where stderr is no terminal, one line a track."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING

from zt_audio import events
from zt_audio.cli import console
from zt_audio.cli.bar import Bar

if TYPE_CHECKING:
    from zt_audio.model import Problem


class Listener:
    """Shows events as they come, from any thread, and keeps the warnings for the end."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._lock = threading.Lock()
        self._bar = Bar()
        self.warnings: list[Problem] = []

    def __call__(self, event: events.Event) -> None:
        with self._lock:
            if isinstance(event, events.Warned):
                self.warnings.append(event.problem)
            elif not self._quiet:
                self._show(event)

    def _show(self, event: events.Event) -> None:
        match event:
            case events.Waiting():
                console.say(_("Another zt-audio command is working on this project; waiting for it."))
            case events.Recovered():
                console.say(_("Finished what an interrupted build had begun."))
            case events.Planned(to_speak, to_encode, to_write):
                self._bar.start(_("building"), to_speak + to_encode + to_write)
            case events.UtteranceSpoken() | events.SegmentMade() | events.TrackWritten():
                self._bar.advance()
            case _:
                pass

    def stop(self) -> None:
        self._bar.stop()


@contextmanager
def listening(*, quiet: bool = False) -> Iterator[Listener]:
    """Yield a listener whose bar is gone at the end, however it ends."""
    listener = Listener(quiet=quiet)
    try:
        yield listener
    finally:
        listener.stop()
