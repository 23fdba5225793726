"""`zt-audio verify`: prove output/ against its manifest."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.project import workspace_at
from zt_audio.errors import ZtError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import as_json
from zt_audio.model import Problem


@click.command("verify")
@click.argument("playlists", nargs=-1)
@click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))
@click.pass_obj
def command(project: Path, playlists: tuple[str, ...], as_document: bool) -> int:
    from zt_audio.published.freshness import notices
    from zt_audio.published.verify import verify
    from zt_audio.store.session import finish_pending

    proved, code, problems = None, 0, list[Problem]()
    try:
        workspace = workspace_at(project)
        finish_pending(workspace, lambda _event: None)
        problems += notices(workspace, playlists)
        proved = verify(workspace, playlists)
    except ZtError as error:
        problems += error.problems
        code = error.exit_code
    if as_document:
        facts = asdict(proved) if proved else {}
        document = {"ok": not code, "problems": list(map(as_json, problems)), **facts}
        click.echo(json.dumps(document, ensure_ascii=False))
        return code
    console.show_problems(problems)
    if proved:
        console.say(
            _("{tracks} tracks in {playlists} playlists are what the manifest says. Build numbers: {numbers}").format(
                tracks=proved.tracks,
                playlists=proved.playlists,
                numbers=", ".join(f"{name} {number}" for name, number in proved.numbers.items()),
            )
        )
    return code
