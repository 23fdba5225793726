"""`zt-audio schema`: JSON Schemas of every kind of file that staff edit."""

from __future__ import annotations

import json
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _


@click.command("schema", help=N_("Write one file a kind into FOLDER; without it print them all as one document."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def command(folder: Path | None) -> int:
    from zt_audio.content.schema import json_schemas
    from zt_audio.store.atomic import write_atomic
    from zt_audio.store.disk_errors import device_errors

    schemas = json_schemas()
    if folder is None:
        click.echo(json.dumps(schemas, ensure_ascii=False, indent=1))
        return 0
    with device_errors(folder):
        for kind, schema in schemas.items():
            write_atomic(folder / f"{kind}.schema.json", json.dumps(schema, ensure_ascii=False, indent=1).encode())
    console.say(_("Written: {n} schemas in {folder}").format(n=len(schemas), folder=folder))
    return 0
