"""Add the command `zt-audio studio`: it opens the pages on which staff do everything."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.i18n import N_, gettext as _


@click.command("studio", help=N_("The pages are on this computer alone; no other can reach them."))
@click.option("--no-browser", is_flag=True, help=N_("Print the address and open no browser."))
@click.option("--port", type=click.IntRange(1024, 65535), help=N_("The port; without it the project's own."))
@click.pass_obj
def command(project: Path, no_browser: bool, port: int | None) -> int:
    from zt_audio.studio.serve import serve_studio

    if not serve_studio(project, console.say, browser=not no_browser, port=port):
        console.say(_("The studio of this project runs already; its page is opened."))
    return 0
