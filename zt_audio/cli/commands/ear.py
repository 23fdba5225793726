"""Add the command `zt-audio ear`: what is heard in recordings here; `install` downloads what words need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.ask import accepts_licence
from zt_audio.cli.click_words import HelpfulGroup
from zt_audio.cli.progress import download_bar
from zt_audio.errors import VoiceError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _

if TYPE_CHECKING:
    from zt_audio.app.ear import ModelDownload


@click.group(
    "ear",
    cls=HelpfulGroup,
    invoke_without_command=True,
    help=N_(
        "Say what is noticed in recordings of people on this computer: sentences, and with more words and numbers."
    ),
)
@click.pass_context
def command(ctx: click.Context) -> int:
    if ctx.invoked_subcommand:
        return 0
    from zt_audio.app.ear import recogniser_lacks

    lacks = recogniser_lacks()
    console.result(_("{name}: works").format(name=_("sentences")))
    told = _("{name}: none here") if lacks else _("{name}: works")
    console.result(told.format(name=_("words and numbers")))
    console.show_problems(lacks)
    return 0


@command.command("install", help=N_("Download the model that hears words and numbers, 146 MB."))
@click.option("--yes", is_flag=True, help=N_("Accept the model's licence without being asked."))
def _install(yes: bool) -> int:
    from zt_audio.app.ear import ADDRESS_VARIABLE, download_model, model_to_download, recogniser_lacks

    download = model_to_download()
    if not download.has_address:
        told = _("{name} is not a valid address: {address}. Write it like https://mirror.example/voices")
        raise click.UsageError(told.format(name=ADDRESS_VARIABLE, address=download.address))
    _show_model(download)
    if not (yes or accepts_licence(_("Do you accept the licence and download the model?"))):
        console.say(_("Nothing was downloaded."))
        return VoiceError.exit_code
    with download_bar(download.size) as on_bytes:
        download_model(on_bytes)
    console.say(_("The model is here."))
    console.show_problems(recogniser_lacks())
    return 0


def _show_model(download: ModelDownload) -> None:
    """Say what would be fetched, from where and to where, and what its licence is."""
    console.say(_("Model: {name}").format(name="Whisper base, CTranslate2"))
    console.say(_("Licence: {licence} – {source}").format(licence=download.licence, source=download.source))
    console.say(_("From: {address}").format(address=download.address))
    console.say(_("Digest (SHA-256): {digest}").format(digest=download.sha256))
    console.say(_("To: {folder}, {mb:.0f} MB").format(folder=download.folder, mb=download.size / 1e6))
