"""`zt-audio recordings`: what people read aloud themselves; each of its commands is a module of this folder."""

from __future__ import annotations

import click

from zt_audio.cli.commands.recordings import add, import_, listing, script
from zt_audio.i18n import N_


@click.group(
    "recordings",
    help=N_("People read the appeals aloud: see what is to be read and what is recorded, and add recordings."),
)
def command() -> None:
    pass


for _module in (add, import_, listing, script):
    command.add_command(_module.command)
