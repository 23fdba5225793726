"""Add the command `zt-audio help`: it lists all commands, or explains one."""

from __future__ import annotations

import click

from zt_audio.cli import console
from zt_audio.i18n import N_, gettext as _


@click.command("help", help=N_("Name a command to read what it does and takes: zt-audio help recordings add"))
@click.argument("names", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...]) -> None:
    shown = ctx.find_root()
    for name in names if names != ("more",) else ():
        group = shown.command
        if not isinstance(group, click.Group):
            raise click.UsageError(_("No such command {name!r}.").format(name=name), ctx)
        found = group.resolve_command(shown, [name])[1]
        shown = click.Context(found or group, info_name=name, parent=shown)
    console.help_text(shown.get_help())
