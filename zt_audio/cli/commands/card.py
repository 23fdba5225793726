"""`zt-audio card`: the driver's card of a round, to be printed."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.project import workspace_at
from zt_audio.cli.target import require_target
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.store.workspace import Workspace

FOLDER = "cards"
SUFFIXES = (".pdf", ".html")


@click.command("card", help=N_("Numbers to press, places, times, what is said. Without PLAYLIST a card for each."))
@click.argument("playlists", metavar="[PLAYLIST]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("The folder for the cards; without it cards in the project's folder."),
)
@click.option("--paper", type=click.Choice(["a4", "a5"]), default="a4", help=N_("The size of the sheet."))
@click.option("--html", is_flag=True, help=N_("A page for a browser instead of a PDF."))
@click.pass_obj
def command(project: Path, playlists: tuple[str, ...], output: Path | None, paper: str, html: bool) -> int:
    from zt_audio.app.card import cards
    from zt_audio.published.freshness import age_warnings
    from zt_audio.store.atomic import write_atomic
    from zt_audio.store.disk_errors import device_errors
    from zt_audio.store.session import finish_pending

    workspace = workspace_at(project)
    finish_pending(workspace, lambda _event: None)
    folder = output or workspace.root / FOLDER
    found = cards(workspace, playlists, clock.today(), "html" if html else paper)
    _require_folder(folder, workspace)
    for name in found.made:
        require_target(folder / name, workspace, Path(name).suffix, _is_card)
    for name, data in found.made.items():
        with device_errors(folder):
            write_atomic(folder / name, data)
        console.say(_("Written: {file}").format(file=folder / name))
        console.show_problems(tuple(age_warnings(workspace, [Path(name).stem])))
    console.show_problems(found.warnings)
    return 0


def _require_folder(folder: Path, workspace: Workspace) -> None:
    """Make `folder` where there is none and it may be made: not in output/, not even an empty one."""
    from zt_audio.store.disk_errors import device_errors

    if folder.exists():
        return
    if folder.suffix.lower() in SUFFIXES:
        raise click.UsageError(_("-o names the folder of the cards, not a file: {file}").format(file=folder))
    require_target(folder, workspace, folder.suffix.lower(), _is_card)
    with device_errors(folder):
        folder.mkdir(exist_ok=True)


def _is_card(first_bytes: bytes) -> bool:
    """Tell whether a file that has a card's name may be one: a PDF tells no more at its beginning."""
    from zt_audio.pages.html import is_our_page

    return first_bytes.startswith(b"%PDF-") or is_our_page(first_bytes)
