"""A known voice and a folder in, its files in place out: the model comes last, so a voice is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zt_audio.speech.download.fetch import Network, fetch, put_in_place
from zt_audio.speech.piper.catalogue import KnownVoice
from zt_audio.speech.piper.models import CARD


def install_voice(
    voice: KnownVoice, folder: Path, on_bytes: Callable[[int], None], network: Network | None = None
) -> None:
    """Fetch what is missing; `on_bytes` is told how much of the whole is here. Raises VoiceError: download-..."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{voice.name}{CARD}.part"
    part.write_text(voice.card, "utf-8")
    put_in_place(part, folder / f"{voice.name}{CARD}")
    before = 0
    for file in voice.files:
        fetch(file, folder, lambda here, before=before: on_bytes(before + here), network)  # type: ignore[misc]
        before += file.size
