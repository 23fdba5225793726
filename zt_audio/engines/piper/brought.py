"""Copy the voices out of a folder or a zip that a person brought, within bounds: anyone may have made it."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from zt_audio.engines.piper.models import CARD, Model, find_models, known_names, known_voice, licence_of
from zt_audio.errors import VoiceError
from zt_audio.formats.zip_damage import ZIP_DAMAGE
from zt_audio.model import LANGS, Problem

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
