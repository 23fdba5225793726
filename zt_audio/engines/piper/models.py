"""Find voices for Piper among the files of this computer, and fetch those of its makers."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, Field, ValidationError

from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Problem
from zt_audio.speech.download import DownloadPatience, RemoteFile, fetch_file
from zt_audio.store.disk import write_atomic
from zt_audio.suggestions import near_facts

QUALITIES = ("high", "medium", "low", "x_low")
_FOR_BROADCAST = ("high", "medium")
CARD = ".MODEL_CARD"  # beside the model: what voice it is, and under which licence
UNKNOWN_LICENCE = "see the model card"
_LICENCE = re.compile(r"^\W*licen[cs]e:\s*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE)


class _Audio(BaseModel):
    sample_rate: int = Field(ge=8_000, le=48_000)
    quality: str = ""


class _Espeak(BaseModel):
    voice: str


class _Language(BaseModel):
    family: str


class _Config(BaseModel):
    """The part of `NAME.onnx.json` that we need."""

    audio: _Audio
    espeak: _Espeak
    language: _Language | None = None  # models of Piper's first year have none
    phoneme_type: str = "espeak"
    phoneme_id_map: dict[str, list[int]] = Field(min_length=1)
    num_speakers: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    onnx: Path
    lang: str
    quality: str
    speakers: int

    @property
    def config(self) -> Path:
        return Path(f"{self.onnx}.json")

    @property
    def draft(self) -> bool:
        return self.quality not in _FOR_BROADCAST


def find_models(folders: Sequence[Path]) -> tuple[dict[str, Model], dict[str, Problem]]:
    """Return by name the models of `folders` and what is wrong with others; a name of an earlier folder wins."""
    models: dict[str, Model] = {}
    broken: dict[str, Problem] = {}
    for onnx in _files(folders):
        if onnx.stem in models or onnx.stem in broken:
            continue
        try:
            models[onnx.stem] = _read_model(onnx)
        except VoiceError as error:
            broken[onnx.stem] = error.problems[0]
    return models, broken


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.glob("*.onnx") if not path.name.startswith("."))


def _read_model(onnx: Path) -> Model:
    """Return the model that the file beside `onnx` describes. Raises VoiceError `piper-model-broken`."""
    path = Path(f"{onnx}.json")
    try:
        config = _Config.model_validate_json(path.read_bytes())
    except OSError as error:
        raise broken_model(path, error.strerror or str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise broken_model(path, f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()) from error
    spoken = config.espeak.voice.partition("-")[0]
    lang = config.language.family if config.language else spoken
    if config.phoneme_type != "espeak" or lang != spoken:
        raise broken_model(path, f"{lang}: {config.phoneme_type} {config.espeak.voice}")
    quality = config.audio.quality or onnx.stem.rpartition("-")[2]
    return Model(onnx.stem, onnx, lang, quality, config.num_speakers)


def broken_model(file: Path, reason: str) -> VoiceError:
    return VoiceError(Problem("piper-model-broken", facts={"file": str(file), "reason": reason}))


def licence_of(model: Model) -> str:
    """Return the licence as the card beside the model names it."""
    try:
        card = model.onnx.with_suffix(CARD).read_text("utf-8", errors="replace")
    except OSError:
        return UNKNOWN_LICENCE
    found = _LICENCE.search(card)
    return found[1] if found else UNKNOWN_LICENCE


def model_digest(model: Model) -> str:
    """Return a digest of both files, which are read once while size and time stay. Raises VoiceError."""
    parts = []
    for path in (model.onnx, model.config):
        try:
            status = os.stat(path)  # noqa: PTH116 - one call for both
            parts.append(_sha256(path, status.st_size, status.st_mtime_ns))
        except OSError as error:
            raise broken_model(path, error.strerror or str(error)) from error
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _sha256(path: Path, _size: int, _mtime_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    table: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("voices.yaml").read_text("utf-8"))
    return table
