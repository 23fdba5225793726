"""Fetch a known voice; the model comes last, so a voice is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zt_audio.speech.download.fetch import DownloadPatience, fetch_file
from zt_audio.speech.piper.catalogue import KnownVoice
from zt_audio.speech.piper.models import CARD
from zt_audio.store.atomic import write_atomic


def install_voice(
    voice: KnownVoice, folder: Path, on_bytes: Callable[[int], None], patience: DownloadPatience | None = None
) -> None:
    """Fetch what is missing, and report to `on_bytes` how much of the whole is here.

    Raises VoiceError: download-failed, download-wrong, download-not-safe.
    """
    write_atomic(folder / f"{voice.name}{CARD}", voice.card.encode())
    before = 0
    for file in voice.files:
        fetch_file(file, folder, lambda here, before=before: on_bytes(before + here), patience)  # type: ignore[misc]
        before += file.size
