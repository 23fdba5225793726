"""Add the command `zt-audio rejects`: it lists the takes that were rejected, with the reasons."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.render import render

if TYPE_CHECKING:
    from zt_audio.app.making.cache import Reject


@click.command("rejects", help=N_("The newest first: when, voice, text; then the reasons and the file to listen to."))
@click.option("--clear", is_flag=True, help=N_("Delete all of them."))
@click.pass_obj
def command(project: Path, clear: bool) -> int:
    from zt_audio.app.making.cache import clear_rejects, list_rejects

    if clear:
        console.say(_("Deleted: {n} rejected takes.").format(n=clear_rejects(project)))
        return 0
    kept = list_rejects(project)
    for reject in kept:
        _show(reject, project.resolve())
    if not kept:
        console.say(_("No take was rejected."))
    return 0


def _show(reject: Reject, root: Path) -> None:
    when = datetime.fromtimestamp(reject.kept_s).astimezone().strftime("%Y-%m-%d %H:%M")
    console.result(when, f"{reject.engine}:{reject.voice}", reject.lang, reject.text)
    for problem in reject.problems:
        console.result(f"  {render(problem)}")
    console.result(f"  {reject.file.relative_to(root).as_posix()}")
