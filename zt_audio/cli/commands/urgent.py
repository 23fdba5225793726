"""Add the command `zt-audio urgent`: it says something for today alone, and makes one MP3 of it for a messenger."""

from __future__ import annotations

import os
from pathlib import Path

import click

from zt_audio.app import clock
from zt_audio.app.journal import NOT_NAMED
from zt_audio.cli import console
from zt_audio.cli.console import project_folders, require_target
from zt_audio.i18n import N_, gettext as _


@click.command(
    "urgent",
    help=N_(
        "Give the text in both languages: number, day and telephone are added, and it comes first in each playlist of "
        "today. Without texts the last message is taken again, say after its approval."
    ),
)
@click.option("--kk", metavar="TEXT", help=N_("What happened, in Kazakh."))
@click.option("--ru", metavar="TEXT", help=N_("What happened, in Russian."))
@click.option("--phone", metavar="NUMBER", help=N_("Where to call; without it 102."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help=N_("The folder for the MP3; without it the current folder."),
)
@click.option("--by", metavar="PERSON", default=NOT_NAMED, help=N_("Who says it."))
@click.pass_obj
def command(project: Path, kk: str | None, ru: str | None, phone: str | None, output: Path, by: str) -> int:
    from zt_audio.app.making.build import BuildRequest, build_project
    from zt_audio.app.places.urgent import PHONE, UrgentMessage, say_urgently, take_urgent
    from zt_audio.app.project import save_file
    from zt_audio.app.texts.workbench import Workbench
    from zt_audio.model import URGENT

    if (kk is None) != (ru is None):
        raise click.UsageError(_("Give the text in both languages: --kk and --ru."))
    today = clock.today()
    if kk is not None and ru is not None:
        message = UrgentMessage({"kk": kk, "ru": ru}, phone or PHONE)
        appeal, _saved = say_urgently(Workbench(project), message, today, by)
        console.say(_("Saved: {file}").format(file=f"appeals/texts/{appeal}.yaml"))
    report = build_project(project, BuildRequest(playlists=(URGENT,), jobs=os.cpu_count() or 1, today=today, by=by))
    for error in report.errors:
        raise error
    made = take_urgent(project, "", today, by)
    target = output / made.name
    require_target(target, project_folders(project), ".mp3", made.audio.startswith)
    save_file(target, made.audio)
    console.say(_("Written: {file}").format(file=target))
    return 0
