"""`zt-audio recordings script`: the sheet for the reader."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.target import project_folders
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, Lang

SHEET_FILE = "reading-sheet{lang}.html"


@click.command(
    "script",
    short_help=N_("Write the sheet that people read from."),
    help=N_("Write a page to print: every text that is still to be read out, with the name to give to each file."),
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("Only the texts in this language."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("The HTML file; without it reading-sheet.html in the project's folder."),
)
@click.pass_obj
def command(project: Path, lang: Lang | None, output: Path | None) -> int:
    from zt_audio.app.recordings import write_sheet

    _appeals, output_folder, _cache = project_folders(project)
    target = (output or project / SHEET_FILE.format(lang=f"-{lang}" if lang else "")).resolve()
    if output_folder.resolve() in target.parent.parents:
        raise click.UsageError(_("Everything in a folder of output goes on the stick: write the page elsewhere."))
    if write_sheet(project, target, lang):
        console.say(_("Written: {file}").format(file=target))
    else:
        console.say(_("Everything is recorded: there is nothing to read."))
    return 0
