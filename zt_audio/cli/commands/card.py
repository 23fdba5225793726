"""Add the command `zt-audio card`: it makes the driver's card of a playlist, to be printed."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.click_words import old_option
from zt_audio.cli.console import playlists_argument, project_folders, require_target
from zt_audio.i18n import N_, gettext as _

CARDS_FOLDER = "cards"


@click.command("card", help=N_("Numbers to press, places, times, what is said. Without PLAYLIST a card for each."))
@playlists_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("The folder for the cards; without it cards in the project's folder."),
)
@click.option("--paper", type=click.Choice(["a4", "a5"]), default="a4", help=N_("The size of the sheet."))
@old_option("--html", N_("Each card is a page that a browser prints, or saves as a PDF."))
@click.pass_obj
def command(project: Path, playlists: tuple[str, ...], output: Path | None, paper: str) -> int:
    from zt_audio.app.making.output import is_our_page, make_cards
    from zt_audio.app.project import make_folder, place_in_project, save_file

    kept = project_folders(project)
    folder = output or place_in_project(project, CARDS_FOLDER)
    made, warnings = make_cards(project, clock.today(), playlists, paper)
    if not folder.exists():
        if folder.suffix.lower() in (".pdf", ".html"):
            raise click.UsageError(_("-o names the folder of the cards, not a file: {file}").format(file=folder))
        require_target(folder, kept, None, is_our_page)  # not in output/, not even an empty one
        make_folder(folder)
    for name in made:
        require_target(folder / name, kept, ".html", is_our_page)
    for name, data in made.items():
        save_file(folder / name, data)
        console.say(_("Written: {file}").format(file=folder / name))
    console.show_problems(warnings)
    return 0
