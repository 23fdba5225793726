"""Know the voices that can be fetched (licence, files, sizes, digests, addresses), and fetch one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from zt_audio.engines.piper.models import CARD
from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Problem
from zt_audio.speech.download import DownloadPatience, RemoteFile, fetch_file
from zt_audio.store.atomic import write_atomic
from zt_audio.suggestions import near_facts

ADDRESS_VARIABLE = "ZT_AUDIO_VOICES_URL"


@dataclass(frozen=True, slots=True)
class KnownVoice:
    name: str
    lang: Lang
    quality: str
    speakers: int
    licence: str
    source: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def card(self) -> str:
        """Return the text that is kept beside the model, in the form of the collection's own cards."""
        return (
            f"# Model card for {self.name}\n\n* Language: {self.lang}\n* Speakers: {self.speakers}\n"
            f"* Quality: {self.quality}\n\n## Dataset\n\n* URL: {self.source}\n* License: {self.licence}\n"
        )


def known_voice(name: str) -> KnownVoice:
    """Return the voice of that name. Raises VoiceError `download-unknown`, with the nearest name and all."""
    table = _table()
    rows: Mapping[str, Any] = table["voices"]
    if name not in rows:
        raise VoiceError(Problem("download-unknown", facts={"voice": name, **near_facts(name, rows)}))
    row = rows[name]
    base = (os.environ.get(ADDRESS_VARIABLE) or table["base"]).rstrip("/")
    remote = tuple(
        RemoteFile(file, f"{base}/{row['path']}/{file}", row[kind]["size"], row[kind]["sha256"])
        for kind, file in (("json", f"{name}.onnx.json"), ("onnx", f"{name}.onnx"))
    )
    about = {key: row[key] for key in ("lang", "quality", "speakers", "licence", "source")}
    return KnownVoice(name, files=remote, **about)


def known_names() -> tuple[str, ...]:
    """Return the names of all voices that can be fetched."""
    return tuple(_table()["voices"])


def install_voice(
    voice: KnownVoice, folder: Path, on_bytes: Callable[[int], None], patience: DownloadPatience | None = None
) -> None:
    """Fetch what is missing of `voice`, and report to `on_bytes` how many bytes of it are here.

    The model comes last, so a voice is whole or absent.
    Raises VoiceError: download-failed, download-wrong, download-not-safe.
    """
    write_atomic(folder / f"{voice.name}{CARD}", voice.card.encode())
    before = 0
    for file in voice.files:
        fetch_file(file, folder, lambda here, before=before: on_bytes(before + here), patience)  # type: ignore[misc]
        before += file.size


@cache
def _table() -> Mapping[str, Any]:
    text = files(__package__).joinpath("voices.yaml").read_text("utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table
