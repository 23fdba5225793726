"""Recordings that are ready in, takes in the project's folder out, after a question where others would be lost."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.i18n import gettext as _

if TYPE_CHECKING:
    from zt_audio.model import Problem
    from zt_audio.recordings.importing import ReadyRecording
    from zt_audio.store.workspace import Workspace


def keep_all(workspace: Workspace, found: Sequence[ReadyRecording], *, replace: bool) -> tuple[Problem, ...]:
    """Keep `found`, and say what was kept. Return the problems of those whose texts have a take that may not go."""
    from zt_audio.recordings.importing import keep_recordings, settle_replacements
    from zt_audio.store.session import session

    kept, problems = settle_replacements(found, replace=replace or _may_replace(found))
    with session(workspace, lambda _event: None):
        for file, kept_as in keep_recordings(workspace.recordings, kept):
            console.say(f"{file} → {kept_as.relative_to(workspace.root).as_posix()}")
    for ready in kept:
        if not ready.new:
            console.say(_("{file} is there already.").format(file=ready.file))
    return problems


def _may_replace(found: Sequence[ReadyRecording]) -> bool:
    """Ask, where there is somebody to ask, whether takes that are still good may go."""
    lost = [ready.file for ready in found if ready.old and not ready.new]
    if not lost or not sys.stdin.isatty():
        return False
    question = _("There is a recording already for what these files read: {files}. Replace it?")
    return click.confirm(question.format(files=", ".join(lost)), err=True)
