"""`zt-audio cache`: how large it is; what nothing uses, or all of it, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.project import workspace_at

if TYPE_CHECKING:
    from zt_audio.build.cleanup import CacheSize


@click.command("cache")
@click.option("--drop-unused", is_flag=True, help=_("Take away what the content as it stands does not use."))
@click.option("--clear", is_flag=True, help=_("Take everything away: the next build makes it anew."))
@click.pass_obj
def command(project: Path, drop_unused: bool, clear: bool) -> int:
    from zt_audio.build import cleanup
    from zt_audio.build.session import session

    workspace = workspace_at(project)
    with session(workspace, lambda _event: None):
        if clear:
            _show(cleanup.clear(workspace), _("Taken away"))
        elif drop_unused:
            _show(cleanup.drop_unused(workspace), _("Taken away"))
        _show(cleanup.sizes(workspace), _("In the cache"))
    return 0


def _show(sizes: Mapping[str, CacheSize], title: str) -> None:
    for kind, size in sizes.items():
        line = _("{title}: {kind}, {n} records, {mb:.1f} MB").format(
            title=title, kind=kind, n=size.records, mb=size.size_bytes / 2**20
        )
        click.echo(line) if title == _("In the cache") else console.say(line)
