"""Know the model of the recogniser (licence, files, sizes, digests, address), find it, and fetch it.

It is Whisper base of OpenAI, converted for CTranslate2. The sizes and digests were not measured by us on files from
that address: several projects that are independent of each other publish them and agree. `config.json` and
`vocabulary.txt` were also rebuilt byte for byte from another copy of the model.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from zt_audio.model import Problem
from zt_audio.speech.download import DownloadPatience, RemoteFile, fetch_file
from zt_audio.store.user_data import user_data

FOLDER_VARIABLE = "ZT_AUDIO_EAR"  # the folder instead of the usual one
ADDRESS_VARIABLE = "ZT_AUDIO_EAR_URL"  # a mirror
LICENCE = "MIT"
SOURCE = "https://github.com/openai/whisper"
CONFIGURATION, VOCABULARY, MODEL = "config.json", "vocabulary.txt", "model.bin"

_PACKAGES = ("ctranslate2", "tiktoken")
# One commit, so that no file can change under its digest.
_ADDRESS = "https://huggingface.co/Systran/faster-whisper-base/resolve/ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"


def _published() -> tuple[tuple[str, int, str], ...]:
    """Return name, size and digest of each file; the model comes last: it is whole or absent."""
    return (
        (CONFIGURATION, 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        (VOCABULARY, 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
        (MODEL, 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
    )


def model_files() -> tuple[RemoteFile, ...]:
    """Return the files of the model, at the mirror that ADDRESS_VARIABLE names or where they come from."""
    base = (os.environ.get(ADDRESS_VARIABLE) or _ADDRESS).rstrip("/")
    return tuple(RemoteFile(name, f"{base}/{name}", size, sha256) for name, size, sha256 in _published())


def model_folder() -> Path:
    """Return where the model lies, or will lie."""
    return Path(os.environ.get(FOLDER_VARIABLE) or user_data() / "ear")


def recogniser_lacks() -> tuple[Problem, ...]:
    """Return what is missing for hearing words and numbers, as warnings; nothing is imported."""
    found = []
    if missing := [name for name in _PACKAGES if not find_spec(name)]:
        facts = {"python": f'"{sys.executable}"', "packages": " ".join(missing)}
        found.append(Problem("ear-not-installed", None, facts, "warning"))
    if not all((model_folder() / name).is_file() for name, _size, _sha256 in _published()):
        found.append(Problem("ear-no-model", None, {}, "warning"))
    return tuple(found)


def install_model(on_bytes: Callable[[int], None], patience: DownloadPatience | None = None) -> None:
    """Fetch what is missing of the model, and report to `on_bytes` how many bytes of it are here.

    Raises VoiceError: download-failed, download-wrong, download-not-safe.
    """
    before = 0
    for file in model_files():
        fetch_file(file, model_folder(), lambda here, before=before: on_bytes(before + here), patience)  # type: ignore[misc]
        before += file.size
