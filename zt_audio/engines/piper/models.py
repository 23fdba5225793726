"""Find the Piper models in folders: `NAME.onnx`, which the `NAME.onnx.json` beside it describes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from zt_audio.errors import VoiceError
from zt_audio.model import Problem

QUALITIES = ("high", "medium", "low", "x_low")
_FOR_BROADCAST = ("high", "medium")
CARD = ".MODEL_CARD"  # beside the model: what voice it is, and under which licence
_UNKNOWN_LICENCE = "see the model card"
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
        return _UNKNOWN_LICENCE
    found = _LICENCE.search(card)
    return found[1] if found else _UNKNOWN_LICENCE


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


@cache
def _sha256(path: Path, _size: int, _mtime_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
