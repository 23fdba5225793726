"""Add the command `zt-audio init`: it writes a small project that builds, to start from."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.console import can_answer, kept_folders, require_outside
from zt_audio.i18n import N_, gettext as _


@click.command("init", help=N_("Write into FOLDER, or into the current folder; nothing is ever overwritten."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.pass_obj
def command(project: Path, folder: Path | None) -> int:
    from zt_audio.app.today.init import start_project

    target = (folder or project).resolve()
    require_outside(target / "appeals", kept_folders(project))
    start_project(target, _duty_phone())
    console.say(
        _(
            "A project with one appeal and one playlist is ready in {folder}. Now run: zt-audio --project "
            '"{folder}" build'
        ).format(folder=target.resolve())
    )
    return 0


def _duty_phone() -> str:
    """Ask whom a driver calls; without a terminal settings.yaml alone says how to name one."""
    if not can_answer():
        return ""
    question = _("Telephone that a driver calls with a question, for the card (Enter: none)")
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer.strip()
