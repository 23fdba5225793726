"""Know the model of the recogniser (licence, files, sizes, digests, address), find it, and fetch it.

It is Whisper base of OpenAI, converted for CTranslate2. The sizes and digests were not measured by us on files from
that address: several projects that are independent of each other publish them and agree. `config.json` and
`vocabulary.txt` were also rebuilt byte for byte from another copy of the model.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from zt_audio.events import StickEmit
from zt_audio.model import Problem
from zt_audio.speech.download import DownloadPatience, RemoteFile, fetch_file, fetch_steps, install_extra
from zt_audio.store.workspace import user_data

FOLDER_VARIABLE = "ZT_AUDIO_EAR"  # the folder instead of the usual one
EAR_ADDRESS_VARIABLE = "ZT_AUDIO_EAR_URL"  # a mirror
EAR_LICENCE = "MIT"
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
    base = (os.environ.get(EAR_ADDRESS_VARIABLE) or _ADDRESS).rstrip("/")
    return tuple(RemoteFile(name, f"{base}/{name}", size, sha256) for name, size, sha256 in _published())


def model_folder() -> Path:
    """Return where the model lies, or will lie."""
    return Path(os.environ.get(FOLDER_VARIABLE) or user_data() / "ear")


def recogniser_lacks() -> tuple[Problem, ...]:
    """Return what is missing for hearing words and numbers, as a warning; nothing is imported."""
    has_model = all((model_folder() / name).is_file() for name, _size, _sha256 in _published())
    is_whole = has_model and all(map(find_spec, _PACKAGES))
    return () if is_whole else (Problem("ear-not-installed", None, {}, "warning"),)


def install_recogniser(emit: StickEmit, patience: DownloadPatience | None = None) -> None:
    """Install the packages that are missing, and fetch what is missing of the model.

    Raises VoiceError: extra-offline, extra-failed, download-failed, download-wrong, download-not-safe.
    """
    if not all(map(find_spec, _PACKAGES)):
        install_extra("ear", emit)
    before, on_bytes = 0, fetch_steps(sum(file.size for file in model_files()), emit)
    for file in model_files():
        fetch_file(file, model_folder(), lambda here, before=before: on_bytes(before + here), patience)  # type: ignore[misc]
        before += file.size
