"""List the models and their descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zt_audio.speech.voice_folders import voice_folders


def voice_files(project: Path) -> Iterator[Path]:
    """Yield everything in the folders of voices: a model that comes may be better than those that were there."""
    for folder in voice_folders(project):
        with suppress(OSError):  # Piper finds no voice there either
            yield from sorted(folder.iterdir())
