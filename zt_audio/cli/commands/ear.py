"""Add the command `zt-audio ear`: what is heard here; `listen` to voices, `install` what hears words."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import HelpfulGroup, by_option
from zt_audio.cli.console import accepts_licence, has_listened, playlists_argument, require_address, say_origin
from zt_audio.cli.progress import Listener, StickListener
from zt_audio.errors import BuildError, VoiceError
from zt_audio.i18n import N_, gettext as _, ngettext

if TYPE_CHECKING:
    pass


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
    from zt_audio.app.speaking.voice_install import recogniser_lacks

    lacks = recogniser_lacks()
    console.result(_("{name}: works").format(name=_("sentences")))
    told = _("{name}: none here") if lacks else _("{name}: works")
    console.result(told.format(name=_("words and numbers")))
    console.show_problems(lacks)
    return 0


@command.command(
    "listen",
    short_help=N_("Listen to what neural voices said."),
    help=N_(
        "Listen to what neural voices said in the playlists, all without a name, and tell where they seem to read "
        "something else. A playlist with such a take goes on a stick only after you have listened to it yourself."
    ),
)
@playlists_argument
@click.option(
    "--heard",
    multiple=True,
    metavar="FILE",
    help=N_("You have listened to this file: it reads its text word for word."),
)
@by_option
@click.pass_obj
def _listen(project: Path, playlists: tuple[str, ...], heard: tuple[str, ...], by: str | None) -> int:
    from zt_audio.app.journal import NOT_NAMED
    from zt_audio.app.speaking.doubted_takes import vouch
    from zt_audio.app.speaking.listening import listen

    with closing(Listener()) as listener:
        found = listen(project, playlists, listener)
    console.show_problems(found.told)
    good = []
    for take in found.doubted:
        console.show_problems(take.problems)
        file = take.file.relative_to(project.resolve()).as_posix()
        if file in heard or has_listened(file):
            good.append(take)
    vouch(project, good, by or NOT_NAMED)
    left = len(found.doubted) - len(good)
    n = found.takes
    told = ngettext("{n} text of a neural voice was listened to.", "{n} texts of neural voices were listened to.", n)
    console.say(told.format(n=n))
    if found.unbuilt:
        console.say(_("Not built yet: {items}. Run: zt-audio build").format(items=", ".join(found.unbuilt)))
    if left:
        told = ngettext("{n} waits until you have listened to it.", "{n} wait until you have listened to them.", left)
        console.say(told.format(n=left))
        console.say(_("Where a voice is wrong, change the sentence a little, or choose another voice."))
    return BuildError.exit_code if left else 0


@command.command("install", help=N_("Download what hears words and numbers, up to 190 MB."))
@click.option("--yes", is_flag=True, help=N_("Accept the model's licence without being asked."))
def _install(yes: bool) -> int:
    from zt_audio.app.speaking.voice_install import (
        EAR_ADDRESS_VARIABLE,
        EAR_LICENCE,
        SOURCE,
        download_recogniser,
        recogniser_download,
        recogniser_lacks,
    )

    download = recogniser_download()
    require_address(EAR_ADDRESS_VARIABLE, download)
    console.say(_("Model: {name}").format(name="Whisper base, CTranslate2"))
    console.say(_("Licence: {licence} – {source}").format(licence=EAR_LICENCE, source=SOURCE))
    say_origin(download)
    console.say(_("Digest (SHA-256): {digest}").format(digest=download.files[-1].sha256))
    if not accepts_licence(_("Do you accept the licence and download the model?"), yes=yes):
        return VoiceError.exit_code
    with closing(StickListener()) as emit:
        download_recogniser(emit)
    console.say(_("The model is here."))
    console.show_problems(recogniser_lacks())
    return 0
