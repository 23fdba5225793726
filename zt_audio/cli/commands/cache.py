"""Add the command `zt-audio cache`: it measures the cache and removes what is not used, or all of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.console import confirmed, is_terminal
from zt_audio.errors import ContentError
from zt_audio.i18n import N_, Figure, gettext as _

if TYPE_CHECKING:
    from zt_audio.app.making.cache import CacheSize


CACHE_KINDS = {
    "speech": N_("speech"),
    "segments": N_("segments"),
    "fetched": N_("from the internet"),
    "tracks": N_("files in output"),
}


@click.command("cache")
@click.option("--drop-unused", is_flag=True, help=N_("Delete what the current texts do not use."))
@click.option("--clear", is_flag=True, help=N_("Delete everything: the next build makes it again."))
@click.option("--drop-fetched", is_flag=True, help=N_("Delete what voices on the internet have spoken."))
@click.option(
    "--drop-worker",
    metavar="ADDRESS",
    default="",
    help=N_("Delete what this machine of a cluster has made, in output too."),
)
@click.option("--yes", is_flag=True, help=N_("With --drop-fetched: do not ask."))
@click.pass_obj
def command(project: Path, drop_unused: bool, clear: bool, drop_fetched: bool, drop_worker: str, yes: bool) -> int:
    from zt_audio.app.making.cache import CacheRequest, clean_cache

    agrees = (lambda size: yes or _agreed(size)) if drop_fetched else None
    removed, left, problems = clean_cache(project, CacheRequest(clear, drop_unused, drop_worker, agrees))
    for line in _rows(removed, _("Deleted")):
        console.say(line)
    if problems:
        console.show_problems(problems)
        console.say(_("Nothing was deleted: while appeals has errors, it is not known what is not used."))
    for line in _rows(left, _("In the cache")):
        console.result(line)
    return ContentError.exit_code if problems else 0


def _agreed(fetched: CacheSize) -> bool:
    """Ask whether it may go; without a terminal it stays."""
    told = _("Records from the internet: {n}. To get them back, every text must be sent again.")
    console.say(told.format(n=fetched.records))
    return is_terminal() and confirmed(_("Delete them?"))


def _rows(sizes: Mapping[str, CacheSize], title: str) -> list[str]:
    """Return a line for each kind; most projects never fetch anything."""
    return [
        _("{title}: {kind}, {n} records, {mb:.1f} MB").format(
            title=title, kind=_(CACHE_KINDS[kind]), n=size.records, mb=Figure(size.size_bytes / 2**20)
        )
        for kind, size in sizes.items()
        if kind != "fetched" or size.records
    ]
