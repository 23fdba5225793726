"""Add the command `zt-audio report`: it makes one HTML page that shows and plays what was built."""

from __future__ import annotations

import os
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.completion import complete_playlist
from zt_audio.cli.target import project_folders, require_target
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _

REPORT_FILE = "report.html"


@click.command("report", help=N_("Open the page in a browser: it needs no network. Without PLAYLIST it shows all."))
@click.argument("playlists", nargs=-1, shell_complete=complete_playlist)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("The HTML file; without it report.html in the project's folder."),
)
@click.pass_obj
def command(project: Path, playlists: tuple[str, ...], output: Path | None) -> int:
    from zt_audio.app.project import place_in_project, save_file
    from zt_audio.app.report import is_our_page, make_report

    kept = project_folders(project)
    target = Path(os.path.realpath(output)) if output else place_in_project(project, REPORT_FILE)
    require_target(target, kept, ".html", is_our_page)
    report = make_report(project, playlists, target)
    save_file(target, report.html.encode())
    console.show_problems(report.warnings)
    console.say(_("Written: {file}").format(file=target))
    return 0
