"""Add the command `zt-audio schema`: it writes a JSON Schema for each kind of file that staff edit."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _


@click.command("schema", help=N_("Write one file per kind into FOLDER; without it, print them all as one document."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def command(folder: Path | None) -> int:
    from zt_audio.app.init import json_schemas, write_schemas

    if folder is None:
        console.document(json_schemas(), indent=1)
        return 0
    console.say(_("Written: {n} schemas in {folder}").format(n=write_schemas(folder), folder=folder))
    return 0
