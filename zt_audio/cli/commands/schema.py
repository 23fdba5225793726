"""Add the command `zt-audio schema`: it writes a JSON Schema for each kind of file that staff edit."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.console import kept_folders, require_target
from zt_audio.i18n import N_, gettext as _


@click.command("schema", help=N_("Write one file per kind into FOLDER; without it, print them all as one document."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.pass_obj
def command(project: Path, folder: Path | None) -> int:
    from zt_audio.app.project import save_file
    from zt_audio.app.today.init import is_schema, json_schemas, schema_files

    if folder is None:
        console.document(json_schemas(), indent=1)
        return 0
    schemas = schema_files()
    for name in schemas:
        require_target(folder / name, kept_folders(project), ".json", is_schema, makes_folder=True)
    for name, data in schemas.items():
        save_file(folder / name, data)
    console.say(_("Written: {n} schemas in {folder}").format(n=len(schemas), folder=folder))
    return 0
