"""A voice to fetch in, what it is and under which licence on stderr out, and a bar while it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.bar import megabytes
from zt_audio.i18n import N_

if TYPE_CHECKING:
    from zt_audio.speech.piper.catalogue import KnownVoice


# What stands for a licence where none is named.
LICENCE_WORDS = (
    N_("see the model card"),
    N_("unknown"),
    N_("no restriction listed"),
    N_("see the voice's own licence"),
)


READ_AT = "read the model card at "  # where we know but the address of what names the licence


def licence_words(licence: str) -> str:
    """Return `licence` as people are told it."""
    address = licence.removeprefix(READ_AT)
    if address != licence:
        return _("read the model card at {address}").format(address=address)
    return _(licence) if licence else "-"  # the translation of nothing is the catalogue's own heading


def show_voice(voice: KnownVoice, folder: Path) -> None:
    """Say what would be fetched, from where and to where, and what its licence is."""
    console.say(_("Voice: {name} ({lang}, {quality})").format(name=voice.name, lang=voice.lang, quality=voice.quality))
    licence = licence_words(voice.licence)
    told = _("Licence: {licence}") if voice.source in licence else _("Licence: {licence} – {source}")
    console.say(told.format(licence=licence, source=voice.source))
    console.say(_("From: {address}").format(address=voice.files[-1].address))
    console.say(_("To: {folder}, {mb:.0f} MB").format(folder=folder, mb=voice.size / 1e6))


def accepted() -> bool:
    """Ask whether the licence is accepted; where nobody can answer it is not."""
    if not somebody_is_there():
        raise click.UsageError(_("Nobody is there to accept the licence; if you do, add --yes."))
    return click.confirm(_("Do you accept the licence, and shall the voice be fetched?"), err=True)


def somebody_is_there() -> bool:
    return sys.stdin.isatty()


@contextmanager
def download_bar(total: int) -> Iterator[Callable[[int], None]]:
    """Yield what is told the number of bytes; it draws a bar on a terminal and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _here: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import BarColumn, Progress, TimeRemainingColumn  # noqa: PLC0415 - only on a terminal

    columns = (BarColumn(), megabytes(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda here: progress.update(task, completed=here)
