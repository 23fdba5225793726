"""A project in, a line for each voice of its settings out: whether it works, and what to do where it does not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.errors import ContentError, VoiceError, ZtError
from zt_audio.i18n import gettext as _
from zt_audio.store.workspace import Workspace


def show_chain(project: Path) -> list[ZtError]:
    """Print how each voice does that the settings name; return what leaves a language without any."""
    from zt_audio.app.doctor import choices  # noqa: PLC0415 - loaded with the command that needs it
    from zt_audio.speech.registry import open_engines  # noqa: PLC0415 - as above

    workspace = Workspace(project.resolve())
    errors: list[ZtError] = []
    if not workspace.appeals.is_dir():
        return errors
    with suppress(ContentError), open_engines(workspace.root) as load:  # told already
        for choice in choices(workspace, load):
            state = _("{name}: on the internet, not tried") if choice.online else _("{name}: works")
            if choice.problems:
                state = _("{name}: not working")
            if any(problem.slug == "recordings-none" for problem in choice.problems):
                state = _("{name}: no recordings yet")
            click.echo(state.format(name=f"{choice.lang} {choice.voice}"))
            console.show_problems(choice.problems)
            if any(problem.severity == "error" for problem in choice.problems):
                errors.append(VoiceError(choice.problems))
    return errors
