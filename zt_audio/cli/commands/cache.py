"""`zt-audio cache`: how large it is; what nothing uses, or all of it, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.ask import is_terminal
from zt_audio.cli.project import workspace_at
from zt_audio.errors import ContentError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _

if TYPE_CHECKING:
    from zt_audio.app.cache import CacheSize
    from zt_audio.store.workspace import Workspace


KINDS = {"speech": N_("speech"), "segments": N_("segments"), "fetched": N_("from the internet")}


@click.command("cache")
@click.option("--drop-unused", is_flag=True, help=N_("Delete what the current texts do not use."))
@click.option("--clear", is_flag=True, help=N_("Delete everything: the next build makes it again."))
@click.option("--drop-fetched", is_flag=True, help=N_("Delete what voices on the internet have spoken."))
@click.option("--yes", is_flag=True, help=N_("With --drop-fetched: do not ask."))
@click.pass_obj
def command(project: Path, drop_unused: bool, clear: bool, drop_fetched: bool, yes: bool) -> int:
    from zt_audio.app import cache as cleanup
    from zt_audio.store.session import session

    workspace, code = workspace_at(project), 0
    with session(workspace, lambda _event: None):
        if clear:
            _show(cleanup.clear(workspace), _("Deleted"))
        elif drop_unused:
            code = _drop_unused(workspace)
        if drop_fetched and (yes or _agreed(cleanup.sizes(workspace)["fetched"])):
            _show(cleanup.drop_fetched(workspace), _("Deleted"))
        _show(cleanup.sizes(workspace), _("In the cache"))
    return code


def _drop_unused(workspace: Workspace) -> int:
    from zt_audio.app import cache as cleanup

    try:
        _show(cleanup.drop_unused(workspace), _("Deleted"))
    except ContentError as error:
        console.show_problems(error.problems)
        console.say(_("Nothing was deleted: while appeals has errors, it is not known what is not used."))
        return error.exit_code
    return 0


def _agreed(fetched: CacheSize) -> bool:
    """Ask whether it may go; where nobody is there to ask, it stays."""
    told = _("Records from the internet: {n}. To get them back, every text must be sent again.")
    console.say(told.format(n=fetched.records))
    return is_terminal() and click.confirm(_("Delete them?"), default=False, err=True)


def _show(sizes: Mapping[str, CacheSize], title: str) -> None:
    for kind, size in sizes.items():
        if kind == "fetched" and not size.records:  # most projects never fetch anything
            continue
        line = _("{title}: {kind}, {n} records, {mb:.1f} MB").format(
            title=title, kind=_(KINDS[kind]), n=size.records, mb=size.size_bytes / 2**20
        )
        click.echo(line) if title == _("In the cache") else console.say(line)
