"""Add the command `zt-audio verify`: it compares output/ with its manifest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import json_option
from zt_audio.cli.console import playlists_argument
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import as_json


@click.command("verify")
@playlists_argument
@json_option
@click.pass_obj
def command(project: Path, playlists: tuple[str, ...], as_document: bool) -> int:
    from zt_audio.app.making.output import verify_output

    report = verify_output(project, playlists)
    proved = report.proved
    if as_document:
        facts = asdict(proved) if proved else {}
        document = {"ok": not report.exit_code, "problems": list(map(as_json, report.problems)), **facts}
        console.document(document)
        return report.exit_code
    console.show_problems(report.problems)
    if proved:
        console.say(
            _("{tracks} tracks in {playlists} playlists are what the manifest says. Build numbers: {numbers}").format(
                tracks=proved.tracks,
                playlists=proved.playlists,
                numbers=", ".join(f"{name} {number}" for name, number in proved.numbers.items()),
            )
        )
    return report.exit_code
