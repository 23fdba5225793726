"""Show events as they come: a bar on a terminal; elsewhere one line for each phase, or nothing."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from zt_audio import events
from zt_audio.cli import console
from zt_audio.i18n import N_, Figure, current_language, gettext as _, speaking

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from zt_audio.model import Problem

DOING = {
    "look": N_("looking at what is there"),
    "write": N_("writing"),
    "read": N_("reading everything back"),
    "fetch": N_("downloading"),
}


class Bar:
    """One bar at a time on stderr, where there is a terminal. `in_bytes`: it counts megabytes and shows the speed."""

    def __init__(self, *, in_bytes: bool = False) -> None:
        self._in_bytes = in_bytes
        self._bar: ProgressBar[int] | None = None

    def start(self, title: str, total: int) -> None:
        """Show a new bar if there is a terminal and anything to do."""
        self.stop()
        if not (sys.stderr.isatty() and total):
            return
        self._bar = click.progressbar(
            length=total,
            label=title,
            file=sys.stderr,
            show_eta=False,
            show_percent=False,
            item_show_func=lambda _step: self._figures(),
            width=20,
        )
        self._bar.render_progress()

    def _figures(self) -> str:
        """Return how much is done, how fast, and how long the rest takes: click's own figures speak no language."""
        if (bar := self._bar) is None:
            return ""
        total, left = bar.length or 0, bar.format_eta()
        if self._in_bytes:
            per_s = 1 / bar.time_per_iteration if bar.time_per_iteration else 0.0
            sizes = {"done": bar.pos, "total": total, "speed": per_s}
            done = _("{done:.1f} of {total:.1f} MB, {speed:.1f} MB/s").format_map(
                {name: Figure(size / 1e6) for name, size in sizes.items()}
            )
        else:
            done = _("{done} of {total} steps").format(done=bar.pos, total=total)
        return "  ".join((done, _("time left:") + " " + left)) if left else done

    def advance(self, count: int = 1) -> None:
        if self._bar:
            self._bar.update(count)

    def stop(self) -> None:
        """End the line of the bar, so that a question or a sentence can be shown."""
        if self._bar:
            self._bar.render_finish()
            self._bar = None


class Listener:
    """Shows events as they come, from any thread, and keeps the warnings for the end."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._language = current_language()  # threads that send events have none
        self._lock = threading.Lock()
        self._bar = Bar()
        self.warnings: list[Problem] = []

    def __call__(self, event: events.Event) -> None:
        with self._lock, speaking(self._language):
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
            case events.ToListen(takes):
                self._bar.start(_("listening"), takes)
            case events.UtteranceSpoken() | events.SegmentMade() | events.TrackWritten() | events.TakeHeard():
                self._bar.advance()
            case _:
                pass

    def close(self) -> None:
        """End the line of the bar."""
        self._bar.stop()


class StickListener:
    """Shows the progress of an export. `has_written`: the target is no longer what it was."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._others = Listener(quiet=quiet)
        self._bar = Bar(in_bytes=True)
        self.has_written = False

    def __call__(self, event: events.Event | events.StickEvent) -> None:
        match event:
            case events.Phase(doing, total_bytes):
                self.has_written |= doing == "write"
                self._start(_(DOING[doing]), total_bytes)
            case events.Moved(count):
                self._bar.advance(count)
            case _:
                self._others(event)

    def _start(self, title: str, total_bytes: int) -> None:
        self.close()
        if self._quiet or not total_bytes:
            return
        if sys.stderr.isatty():
            self._bar.start(title, total_bytes)
        else:
            console.say(_("{title}: {mb:.1f} MB").format(title=title, mb=Figure(total_bytes / 1e6)))

    def close(self) -> None:
        """End the line of the bar, so that a question or a sentence can be shown."""
        self._bar.stop()


@contextmanager
def row_bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a function that gets how many rows of a table were looked at, and of how many."""
    bar, shown = Bar(), 0

    def seen(rows: int, of: int) -> None:
        nonlocal shown
        if not rows:
            bar.start(_("looking at what is there"), of)
        bar.advance(rows - shown)
        shown = rows

    try:
        yield seen
    finally:
        bar.stop()
