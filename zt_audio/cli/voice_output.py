"""Say which voices there are, under which licence, and what would be fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.cli import console
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _

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
