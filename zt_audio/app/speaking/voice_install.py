"""Fetch what is no part of the program: voices for Piper, packages of an engine, what hears words in recordings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.speaking.voices import milder
from zt_audio.ear.recogniser_files import (
    EAR_ADDRESS_VARIABLE,
    EAR_LICENCE,
    SOURCE,
    install_recogniser,
    model_files,
    model_folder,
    recogniser_lacks,
)
from zt_audio.engines.online.edge import EDGE_LICENCE
from zt_audio.engines.piper.models import ADDRESS_VARIABLE, KnownVoice, install_voice, known_names, known_voice
from zt_audio.engines.voice_files import piper_files
from zt_audio.events import StickEmit, ignore_event
from zt_audio.model import Lang, Problem
from zt_audio.speech.download import RemoteFile, fetch_steps
from zt_audio.speech.https import is_address, without_password
from zt_audio.speech.packages import extra_packages, install_extra
from zt_audio.speech.registry import open_engines
from zt_audio.store.disk import device_errors
from zt_audio.store.workspace import install_folder

__all__ = [
    "ADDRESS_VARIABLE",
    "EAR_ADDRESS_VARIABLE",
    "EAR_LICENCE",
    "EXTRA_ENGINES",
    "SOURCE",
    "Download",
    "KnownVoice",
    "download_recogniser",
    "download_voice",
    "extra_packages",
    "has_voice_files",
    "install_extra",
    "installable_voices",
    "known_voice",
    "needed_before",
    "recogniser_download",
    "recogniser_lacks",
    "voice_download",
]

EXTRA_ENGINES = {"edge": EDGE_LICENCE}  # engines whose packages are an extra, with the licence of their voices


@dataclass(frozen=True, slots=True)
class Download:
    """Files that can be fetched, the largest last, and the folder where they go."""

    files: tuple[RemoteFile, ...]
    folder: Path

    @property
    def mb(self) -> float:
        return sum(file.size for file in self.files) / 1e6

    @property
    def address(self) -> str:
        """Return where the largest file comes from, as people may see it."""
        return without_password(self.files[-1].address)

    @property
    def has_address(self) -> bool:
        """Tell whether that is an address at all: a variable may name another mirror."""
        return is_address(self.files[-1].address)


def installable_voices() -> tuple[KnownVoice, ...]:
    """Return every voice that can be fetched."""
    return tuple(map(known_voice, known_names()))


def has_voice_files(root: Path, lang: Lang) -> bool:
    """Tell whether files of a neural voice of `lang` are on this computer; no engine is asked."""
    return any(file.suffix == ".onnx" and file.name.startswith(lang) for file in piper_files(root))


def voice_download(root: Path, voice: KnownVoice) -> Download:
    return Download(voice.files, install_folder(root))


def recogniser_download() -> Download:
    return Download(model_files(), model_folder())


def needed_before(root: Path) -> tuple[Problem, ...]:
    """Return what must be installed for `root` before a voice that can be fetched speaks: Piper, where it lacks."""
    with open_engines(root) as load:
        lacks = load("piper").missing("kk", "")
    return tuple(milder(problem) for problem in lacks)


def download_voice(root: Path, voice: KnownVoice, emit: StickEmit = ignore_event) -> tuple[Problem, ...]:
    """Fetch a voice; return what keeps it from speaking, for example that Piper is not installed.

    Raises VoiceError, DeviceError.
    """
    folder = install_folder(root)
    with device_errors(folder):
        install_voice(voice, folder, fetch_steps(voice.size, emit))
    with open_engines(root) as load:
        return tuple(map(milder, load("piper").missing(voice.lang, voice.name)))


def download_recogniser(emit: StickEmit = ignore_event) -> None:
    """Fetch what hears words: the packages that lack, and the model. Raises VoiceError, DeviceError."""
    with device_errors(model_folder()):
        install_recogniser(emit)
