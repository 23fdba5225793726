"""Fetch a voice for Piper into the folder where engines look for voices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.voices import milder
from zt_audio.engines.online.edge import LICENCE
from zt_audio.engines.piper.catalogue import ADDRESS_VARIABLE, KnownVoice, install_voice, known_names, known_voice
from zt_audio.events import StickEmit, ignore_event
from zt_audio.model import Problem
from zt_audio.speech.download import fetch_steps
from zt_audio.speech.https import is_address, without_password
from zt_audio.speech.packages import extra_packages, install_extra
from zt_audio.speech.registry import open_engines
from zt_audio.speech.voice_folders import install_folder
from zt_audio.store.disk_errors import device_errors

__all__ = [
    "ADDRESS_VARIABLE",
    "EXTRA_ENGINES",
    "KnownVoice",
    "VoiceDownload",
    "download_voice",
    "extra_packages",
    "install_extra",
    "installable_voices",
    "needed_before",
    "voice_to_download",
]

EXTRA_ENGINES = {"edge": LICENCE}  # engines whose packages are an extra, with the licence of their voices


@dataclass(frozen=True, slots=True)
class VoiceDownload:
    """A voice that can be fetched for the project at `root`, and the folder where it goes."""

    voice: KnownVoice
    root: Path
    folder: Path

    @property
    def address(self) -> str:
        """Return where the model comes from, as people may see it."""
        return without_password(self.voice.files[-1].address)

    @property
    def has_address(self) -> bool:
        """Tell whether that is an address at all: the variable ADDRESS_VARIABLE may name another mirror."""
        return is_address(self.voice.files[-1].address)


def installable_voices() -> tuple[KnownVoice, ...]:
    """Return every voice that can be fetched."""
    return tuple(map(known_voice, known_names()))


def voice_to_download(root: Path, name: str) -> VoiceDownload:
    """Return what would be fetched for `name`. Raises VoiceError `download-unknown`."""
    return VoiceDownload(known_voice(name), root, install_folder(root))


def needed_before(root: Path) -> tuple[Problem, ...]:
    """Return what must be installed for `root` before a voice that can be fetched speaks: Piper, where it lacks."""
    with open_engines(root) as load:
        lacks = load("piper").missing("kk", "")
    return tuple(milder(problem) for problem in lacks)


def download_voice(download: VoiceDownload, emit: StickEmit = ignore_event) -> tuple[Problem, ...]:
    """Fetch a voice; return what keeps it from speaking, for example that Piper is not installed.

    Raises VoiceError, DeviceError.
    """
    with device_errors(download.folder):
        install_voice(download.voice, download.folder, fetch_steps(download.voice.size, emit))
    with open_engines(download.root) as load:
        return tuple(map(milder, load("piper").missing(download.voice.lang, download.voice.name)))
