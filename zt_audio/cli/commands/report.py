"""`zt-audio report`: one HTML page that shows and plays what was built."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.project import workspace_at
from zt_audio.cli.target import require_target
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _

FILE_NAME = "report.html"


@click.command("report", help=N_("Open the page in a browser: it needs no network. Without PLAYLIST it shows all."))
@click.argument("playlists", metavar="[PLAYLIST]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("The HTML file; without it report.html in the project's folder."),
)
@click.pass_obj
def command(project: Path, playlists: tuple[str, ...], output: Path | None) -> int:
    from zt_audio.app.report import report
    from zt_audio.pages.html import is_our_page
    from zt_audio.pages.report.words import REPORT_WORDS
    from zt_audio.pages.wording import translated
    from zt_audio.published.freshness import output_warnings
    from zt_audio.store.atomic import write_atomic
    from zt_audio.store.disk_errors import device_errors
    from zt_audio.store.session import finish_pending

    workspace = workspace_at(project)
    target = (output or workspace.root / FILE_NAME).resolve()
    require_target(target, workspace, ".html", is_our_page)
    finish_pending(workspace, lambda _event: None)
    wording = translated(REPORT_WORDS)
    with device_errors(target.parent):
        html = report(workspace, playlists, target, wording)
        write_atomic(target, html.encode())
    console.show_problems(output_warnings(workspace, playlists))
    console.say(_("Written: {file}").format(file=target))
    return 0
