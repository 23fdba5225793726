"""How much there is to do in, a bar that shows it on a terminal out; elsewhere nothing."""

from __future__ import annotations

import sys
from gettext import gettext as _
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


def megabytes() -> ProgressColumn:
    """Return the column that tells how much is done and how fast: rich's own knows English units alone."""
    from rich import progress  # noqa: PLC0415 - most runs have no terminal or nothing to do
    from rich.text import Text  # noqa: PLC0415 - likewise

    class Megabytes(progress.ProgressColumn):
        def render(self, task: progress.Task) -> Text:
            told = _("{done:.1f} of {total:.1f} MB, {speed:.1f} MB/s")
            speed = task.finished_speed or task.speed or 0
            return Text(told.format(done=task.completed / 1e6, total=(task.total or 0) / 1e6, speed=speed / 1e6))

    return Megabytes()


class Bar:
    """One bar at a time on stderr, gone when it is stopped. `in_bytes`: it counts megabytes, and tells the speed."""

    def __init__(self, *, in_bytes: bool = False) -> None:
        self._in_bytes = in_bytes
        self._progress: Progress | None = None

    def start(self, title: str, total: int) -> None:
        """Begin anew, where there is a terminal and anything to do."""
        self.stop()
        if not (sys.stderr.isatty() and total):
            return
        from rich import progress  # noqa: PLC0415 - most runs have no terminal or nothing to do
        from rich.console import Console  # noqa: PLC0415 - likewise

        done = megabytes() if self._in_bytes else progress.MofNCompleteColumn()
        columns = (progress.TextColumn(title), progress.BarColumn(), done, progress.TimeRemainingColumn())
        self._progress = progress.Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.add_task("", total=total)
        self._progress.start()

    def advance(self, count: int = 1) -> None:
        if self._progress:
            self._progress.advance(self._progress.task_ids[0], count)

    def stop(self) -> None:
        """Take the bar away, so that something can be asked or told."""
        if self._progress:
            self._progress.stop()
            self._progress = None
