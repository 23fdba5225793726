"""Say which voices there are, under which licence, and what would be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zt_audio.cli import console
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import RECORDINGS

if TYPE_CHECKING:
    from zt_audio.app.voice_install import VoiceDownload
    from zt_audio.app.voices import Share, VoiceList


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


def voice_rows(found: VoiceList) -> Iterator[str]:
    """Yield a row for each voice: name, language, quality, where it speaks, licence, how many texts it speaks here."""
    texts = {(share.engine, share.voice, share.lang): share for share in found.shares}
    for engine, voice in found.voices:
        quality = _("draft quality") if voice.draft else _("broadcast quality")
        place = _("online") if voice.online else _("offline")
        share = texts.get((engine, voice.id, voice.lang))
        note = _count(share) if share else ""
        row = (f"{engine}:{voice.id}", voice.lang, quality, place, licence_words(voice.licence), note)
        yield "\t".join(row).rstrip()


def recorded_rows(found: VoiceList) -> Iterator[str]:
    """Yield a row for each language in which recordings speak."""
    for share in found.shares:
        if share.engine == RECORDINGS:
            row = (RECORDINGS, share.lang, _("broadcast quality"), _("offline"), "-", _count(share))
            yield "\t".join(row)


def _count(share: Share) -> str:
    return _("speaks here: {n}").format(n=share.texts)


def show_voice(download: VoiceDownload) -> None:
    """Say what would be fetched, from where and to where, and what its licence is."""
    voice = download.voice
    console.say(_("Voice: {name} ({lang}, {quality})").format(name=voice.name, lang=voice.lang, quality=voice.quality))
    licence = licence_words(voice.licence)
    told = _("Licence: {licence}") if voice.source in licence else _("Licence: {licence} – {source}")
    console.say(told.format(licence=licence, source=voice.source))
    console.say(_("From: {address}").format(address=download.address))
    console.say(_("To: {folder}, {mb:.0f} MB").format(folder=download.folder, mb=voice.size / 1e6))
