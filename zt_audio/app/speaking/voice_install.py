"""Fetch what is no part of the program: voices for Piper, packages of an engine, what hears words in recordings."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from zt_audio.app.speaking import voice_trial
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
from zt_audio.engines.piper.models import (
    ADDRESS_VARIABLE,
    CARD,
    BroughtVoice,
    KnownVoice,
    bring_voices,
    install_voice,
    known_names,
    known_voice,
)
from zt_audio.errors import VoiceError
from zt_audio.events import StickEmit, ignore_event
from zt_audio.language.registry import language_of
from zt_audio.model import Fact, Problem
from zt_audio.processes.door import OpeningLimits, answer_of
from zt_audio.speech.download import RemoteFile, extra_packages, fetch_steps, install_extra
from zt_audio.speech.https import is_address, without_password
from zt_audio.speech.registry import open_engines
from zt_audio.store.disk import device_errors, replace_file, sync_folder
from zt_audio.store.workspace import VOICES_VARIABLE, install_folder, piper_files

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
    "has_kazakh_voice",
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


def has_kazakh_voice(root: Path) -> bool:
    """Tell whether files of a neural voice of Kazakh are on this computer; no engine is asked."""
    return any(file.suffix == ".onnx" and file.name.startswith("kk") for file in piper_files(root))


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


_ASIDE = ".brought-"  # folders in that of the voices: a model is moved from there, not copied
_LEFT_S = 86_400  # what a killed program left is deleted after a day
_LIMITS = OpeningLimits(seconds=300, cpu_s=300, memory_bytes=2_000_000_000, answer_bytes=10_000_000)


@dataclass(frozen=True, slots=True)
class TriedVoice:
    """A voice that has spoken: `sample` is an MP3 of what it said."""

    brought: BroughtVoice
    sample: bytes
    warnings: tuple[Problem, ...]

    @property
    def name(self) -> str:
        return self.brought.model.name

    @property
    def mb(self) -> float:
        return self.brought.model.onnx.stat().st_size / 1e6


@contextmanager
def voices_aside(root: Path) -> Iterator[Path]:
    """Yield an empty folder for voices that are not agreed to yet; it is gone afterwards. Raises DeviceError."""
    folder = install_folder(root)
    with device_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_ASIDE}*"):
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _LEFT_S:
                    shutil.rmtree(left)
        with TemporaryDirectory(prefix=_ASIDE, dir=folder, ignore_cleanup_errors=True) as aside:
            yield Path(aside)


class VoicesInHand:
    """The voices of the files that were brought last; they lie aside until each is kept, or others are brought."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._aside = ExitStack()
        self.tried: dict[str, TriedVoice] = {}

    def look(self, files: Mapping[str, BinaryIO]) -> None:
        """Try the voices of `files`: a zip alone, or all the files of voices, with the folders in which they lie.

        Messages name the first file, or its folder. Raises VoiceError, DeviceError.
        """
        self.close()
        aside = self._aside.enter_context(voices_aside(self._root))
        brought, target = aside / "files" / next(iter(files)).partition("/")[0], aside / "voices"
        with device_errors(aside):
            target.mkdir()
            for name, file in files.items():
                (brought / name).parent.mkdir(parents=True, exist_ok=True)
                with (brought / name).open("xb") as copy:
                    shutil.copyfileobj(file, copy)
            is_zip = len(files) == 1 and name.lower().endswith(".zip")
            self.tried = {
                each.name: each for each in try_voices(self._root, brought / name if is_zip else brought, target)
            }
            shutil.rmtree(brought.parent)

    def keep(self, name: str) -> None:
        """Keep the voice `name`, if it is in hand. Raises DeviceError."""
        if tried := self.tried.pop(name, None):
            keep_voice(self._root, tried)

    def close(self) -> None:
        """Put away what was not kept."""
        self.tried = {}
        self._aside.close()


def try_voices(root: Path, source: Path, aside: Path, limits: OpeningLimits = _LIMITS) -> tuple[TriedVoice, ...]:
    """Copy the voices of `source`, a folder or a zip, into the empty folder `aside`, and let each say its sample.

    Raises VoiceError with what is wrong with the first that cannot be taken; DeviceError.
    """
    if not source.exists():
        raise VoiceError(Problem("voice-files-none", None, {"file": str(source)}))
    with device_errors(aside):
        found = bring_voices(source, aside)
    for each in found:
        if (install_folder(root) / each.model.onnx.name).exists():
            raise VoiceError(Problem("voice-name-taken", None, {"voice": each.model.name}))
    return tuple(_tried(each, aside, limits) for each in found)


def _tried(brought: BroughtVoice, aside: Path, limits: OpeningLimits) -> TriedVoice:
    model = brought.model
    asked = [str(aside), model.lang, f"piper:{model.name}"]
    said = answer_of(voice_trial.__file__, asked, limits, {VOICES_VARIABLE: str(aside)})
    if slug := said.about.get("refused"):
        facts: Mapping[str, Fact] = said.about.get("facts", {})
        limit_mb = limits.memory_bytes // 1_000_000
        raise VoiceError(Problem(str(slug), None, {"file": model.onnx.name, "limit_mb": limit_mb, **facts}))
    warnings = (Problem(slug, None, facts, "warning") for slug, facts in said.about["warnings"])
    return TriedVoice(brought, said.body, tuple(warnings))


def keep_voice(root: Path, tried: TriedVoice) -> tuple[Problem, ...]:
    """Move a voice to where the program finds it; the model comes last. Return what keeps it from speaking.

    Raises DeviceError.
    """
    folder, model = install_folder(root), tried.brought.model
    with device_errors(folder):
        for path in (model.onnx.with_suffix(CARD), model.config, model.onnx):
            if path.exists():
                replace_file(path, folder / path.name)
        sync_folder(folder)
    with open_engines(root) as load:
        return tuple(map(milder, load("piper").missing(language_of(model.lang).code, model.name)))
