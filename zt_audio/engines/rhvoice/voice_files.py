"""List the files of RHVoice: its library, its voices and its Russian."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zt_audio.engines.rhvoice.home import rhvoice_files


def voice_files(project: Path) -> Iterator[Path]:  # noqa: ARG001 - it lies where the system keeps it
    """Yield every file that decides where RHVoice is, which voices it has and how they sound."""
    return rhvoice_files()
