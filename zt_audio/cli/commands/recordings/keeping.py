"""Keep judged recordings, and ask first where others would be lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.ask import can_answer
from zt_audio.events import Event, RecordingKept
from zt_audio.i18n import gettext as _

if TYPE_CHECKING:
    from zt_audio.app.recordings import JudgedRecordings
    from zt_audio.model import Problem


def keep_all(project: Path, judged: JudgedRecordings, *, replace: bool) -> tuple[Problem, ...]:
    """Keep the good recordings, and say where. Return a problem for each whose text has one that must stay."""
    from zt_audio.app.recordings import keep_judged

    kept = keep_judged(project, judged, _show, replace=replace, may_replace=_may_replace)
    for file in kept.unchanged:
        console.say(_("{file} is there already.").format(file=file))
    return kept.problems


def _show(event: Event) -> None:
    if isinstance(event, RecordingKept):
        console.say(f"{event.file} → {event.kept_as}")


def _may_replace(files: Sequence[str]) -> bool:
    """Ask whether recordings that are still good may go; without a terminal the answer is no."""
    question = _("There is a recording already for what these files read: {files}. Replace it?")
    return can_answer() and click.confirm(question.format(files=", ".join(files)), err=True)
