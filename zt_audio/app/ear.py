"""Say what the ear hears on this computer, and fetch the model of its recogniser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zt_audio.ear.recogniser_files import (
    ADDRESS_VARIABLE,
    LICENCE,
    SOURCE,
    install_recogniser,
    model_files,
    model_folder,
    recogniser_lacks,
)
from zt_audio.events import StickEmit, ignore_event
from zt_audio.speech.https import is_address, without_password
from zt_audio.store.disk_errors import device_errors

__all__ = ["ADDRESS_VARIABLE", "ModelDownload", "download_recogniser", "model_to_download", "recogniser_lacks"]


@dataclass(frozen=True, slots=True)
class ModelDownload:
    """The model that can be fetched: its size, digest, licence, where it comes from and goes."""

    size: int
    sha256: str  # of the largest file
    address: str  # as people may see it
    has_address: bool  # the variable ADDRESS_VARIABLE may name what is none
    folder: Path
    licence: str = LICENCE
    source: str = SOURCE


def model_to_download() -> ModelDownload:
    """Return what would be fetched."""
    files = model_files()
    last = files[-1]
    size = sum(file.size for file in files)
    told = without_password(last.address)
    return ModelDownload(size, last.sha256, told, is_address(last.address), model_folder())


def download_recogniser(emit: StickEmit = ignore_event) -> None:
    """Fetch the packages that lack, and the model. Raises VoiceError, DeviceError."""
    with device_errors(model_folder()):
        install_recogniser(emit)
