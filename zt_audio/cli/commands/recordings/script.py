"""`zt-audio takes script`: the sheet for the reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.project import workspace_at
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.model import Lang

FILE_NAME = "reading-sheet{lang}.html"


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
    from zt_audio.pages.sheet import SHEET_WORDS, sheet_page
    from zt_audio.pages.wording import translated
    from zt_audio.published.inputs import code_digest
    from zt_audio.recordings.sheet import read_numbers, reading_sheet, write_numbers
    from zt_audio.recordings.status import recordings_view
    from zt_audio.store.atomic import write_atomic
    from zt_audio.store.disk_errors import device_errors
    from zt_audio.store.session import session

    workspace = workspace_at(project)
    target = (output or workspace.root / FILE_NAME.format(lang=f"-{lang}" if lang else "")).resolve()
    if workspace.output.resolve() in target.parent.parents:
        raise click.UsageError(_("Everything in a folder of output goes on the stick: write the page elsewhere."))
    with session(workspace, lambda _event: None), device_errors(target.parent):
        numbers, blocks = reading_sheet(
            recordings_view(workspace, code_digest()), read_numbers(workspace.recordings), (lang,) if lang else LANGS
        )
        if not blocks:
            console.say(_("Everything is recorded: there is nothing to read."))
            return 0
        html = sheet_page(blocks, translated(SHEET_WORDS))
        write_numbers(workspace.recordings, numbers)  # first: what is printed must be known when it comes back
        write_atomic(target, html.encode())
    console.say(_("Written: {file}").format(file=target))
    return 0
