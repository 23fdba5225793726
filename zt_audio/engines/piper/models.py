"""Find voices for Piper among the files of this computer, and fetch those of its makers."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import yaml
from pydantic import BaseModel, Field, ValidationError

from zt_audio.errors import VoiceError
from zt_audio.formats.refusal import ZIP_DAMAGE
from zt_audio.model import LANGS, Lang, Problem
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
    for onnx in (path for folder in folders for path in sorted(folder.glob("*.onnx"))):
        if onnx.name.startswith(".") or onnx.stem in models or onnx.stem in broken:
            continue
        try:
            models[onnx.stem] = _read_model(onnx)
        except VoiceError as error:
            broken[onnx.stem] = error.problems[0]
    return models, broken


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


# Copy the voices out of a folder or a zip that a person brought, within bounds: anyone may have made it.

_NAME = re.compile(r"[a-z]{2}_[A-Z]{2}-\w{1,40}-\w{1,10}", re.ASCII)  # as Piper names its voices, and for settings.yaml
_MODEL_BYTES, _TEXT_BYTES = 400_000_000, 1_000_000
_VOICES_AT_MOST, _FILES_AT_MOST = 8, 2_000
_INDEX_BYTES = 1_000_000  # of a zip: it is read as a whole
_TAIL_BYTES = 65_557  # in which the end of a zip lies
_CHUNK_BYTES = 2**20
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class BroughtVoice:
    """A voice that was copied; `sha256` is that of its model."""

    model: Model
    licence: str
    sha256: str
    is_known: bool  # to the byte one of those that can be fetched


_Files = Mapping[str, Callable[[], IO[bytes]]]  # by their names with `/`


def bring_voices(source: Path, target: Path, model_bytes: int = _MODEL_BYTES) -> tuple[BroughtVoice, ...]:
    """Copy each voice of `source` into the empty folder `target`: a folder, a zip, or the file of one model.

    A model has at most `model_bytes`.

    Raises VoiceError: voice-files-none, voice-files-odd, voice-files-large, voice-name-odd, voice-not-the-known,
    voice-language-other, piper-model-broken; OSError.
    """
    with _files_of(source) as files:
        models = [name for name in files if name.endswith(".onnx") and f"{name}.json" in files]
        if not models:
            raise VoiceError(Problem("voice-files-none", None, {"file": source.name or str(source)}))
        names = [PurePosixPath(name).stem for name in models]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise VoiceError(
                Problem("voice-files-odd", None, {"file": source.name or str(source), "name": f"2 × {twice}.onnx"})
            )
        if len(models) > _VOICES_AT_MOST:
            raise _too_large(source, f"{len(models)} × .onnx")
        digests = {PurePosixPath(name).stem: _copy_voice(files, name, source, target, model_bytes) for name in models}
    found, broken = find_models([target])
    if broken:
        raise VoiceError(next(iter(broken.values())))
    return tuple(_brought(found[name], digests[name]) for name in sorted(found))


def _copy_voice(files: _Files, name: str, source: Path, target: Path, most_bytes: int) -> str:
    """Copy the files of the model `name`, and return its digest."""
    stem = PurePosixPath(name).stem
    if not _NAME.fullmatch(stem):
        raise VoiceError(Problem("voice-name-odd", None, {"file": f"{stem}.onnx"}))
    cards = (name.removesuffix(".onnx") + CARD, str(PurePosixPath(name).with_name("MODEL_CARD")))
    copied = [(f"{name}.json", f"{stem}.onnx.json", _TEXT_BYTES)]
    copied += [(card, f"{stem}{CARD}", _TEXT_BYTES) for card in cards if card in files][:1]
    for each, to, most in copied:
        _copy(files[each], target / to, most, source)
    return _copy(files[name], target / f"{stem}.onnx", most_bytes, source)


def _copy(opened: Callable[[], IO[bytes]], target: Path, most_bytes: int, source: Path) -> str:
    """Copy what `opened` gives to `target`, through to the disk, and return its sha256."""
    together, written = hashlib.sha256(), 0
    with opened() as file, target.open("xb") as copy:
        while chunk := file.read(_CHUNK_BYTES):
            written += len(chunk)
            if written > most_bytes:
                raise _too_large(source, target.name)
            together.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return together.hexdigest()


def _brought(model: Model, sha256: str) -> BroughtVoice:
    """Return what is to know of a copied model. Raises VoiceError: another language; a known name, another voice."""
    if model.lang not in LANGS:
        raise VoiceError(Problem("voice-language-other", None, {"voice": model.name, "spoken": model.lang}))
    if model.name not in known_names():
        return BroughtVoice(model, licence_of(model), sha256, is_known=False)
    known = known_voice(model.name)
    digests = {hashlib.sha256(model.config.read_bytes()).hexdigest(), sha256}
    if digests != {file.sha256 for file in known.files}:
        raise VoiceError(Problem("voice-not-the-known", None, {"voice": model.name}))
    model.onnx.with_suffix(CARD).write_bytes(known.card.encode())
    return BroughtVoice(model, known.licence, sha256, is_known=True)


@contextmanager
def _files_of(source: Path) -> Iterator[_Files]:
    if source.is_dir():
        yield _in_folder(source)
    elif source.suffix.lower() == ".onnx":
        stem = source.name.removesuffix(".onnx")
        yield {name: file for name, file in _in_folder(source.parent).items() if name.startswith((stem, "MODEL_CARD"))}
    else:
        with source.open("rb") as file, _zip_errors(source):
            # The list of a zip's files may be too long to be read.
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            tail = file.read()
            end = tail.rfind(b"PK\5\6")
            is_of_4_gb = tail[max(0, end - 20) : max(0, end - 16)] == b"PK\6\7"
            if end >= 0 and (is_of_4_gb or int.from_bytes(tail[end + 12 : end + 16], "little") > _INDEX_BYTES):
                raise _too_large(source, source.name)
            with ZipFile(file) as archive:
                yield {info.filename: partial(archive.open, info) for info in _usual(archive, source)}


def _in_folder(folder: Path) -> _Files:
    """Return the files in `folder` and below; links are not followed."""
    found: dict[str, Callable[[], IO[bytes]]] = {}
    for seen, path in enumerate(folder.rglob("*")):
        if seen >= _FILES_AT_MOST:
            raise _too_large(folder, f"> {_FILES_AT_MOST}")
        if stat.S_ISREG(path.lstat().st_mode):
            found[path.relative_to(folder).as_posix()] = partial(_opened, path)
    return found


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _usual(archive: ZipFile, source: Path) -> Iterator[ZipInfo]:
    """Yield the files of a zip. Raises VoiceError where one is no plain file, or would lie elsewhere."""
    if len(archive.infolist()) > _FILES_AT_MOST:
        raise _too_large(source, f"> {_FILES_AT_MOST}")
    for info in archive.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        parts = PurePosixPath(info.orig_filename).parts
        is_plain = kind in (0, stat.S_IFREG, stat.S_IFDIR) and not info.flag_bits & _ENCRYPTED
        leads_out = info.orig_filename.startswith("/") or ".." in parts or re.search(r"[\\:\0]", info.orig_filename)
        if leads_out or not is_plain or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise VoiceError(
                Problem("voice-files-odd", None, {"file": source.name or str(source), "name": info.filename})
            )
        if not info.is_dir():
            yield info


@contextmanager
def _zip_errors(source: Path) -> Iterator[None]:
    try:
        yield
    except (*ZIP_DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # that is a place before the file begins
            raise
        raise VoiceError(
            Problem("voice-zip-damaged", None, {"file": source.name or str(source), "reason": str(error)})
        ) from error


def _too_large(source: Path, name: str) -> VoiceError:
    return VoiceError(Problem("voice-files-large", None, {"file": source.name or str(source), "name": name}))
