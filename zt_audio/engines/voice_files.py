"""List the files that decide which voices speak here, engine by engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zt_audio.engines.rhvoice.home import rhvoice_files
from zt_audio.store.workspace import voice_folders


def all_voice_files(project: Path) -> Iterator[Path]:
    """Yield the files whose change may change which voices speak here, and how; they need not exist.

    A build that has nothing to do calls it without loading an engine: this imports little and opens nothing.
    """
    yield from piper_files(project)
    yield from rhvoice_files()


def piper_files(project: Path) -> Iterator[Path]:
    """Yield all in the folders of Piper's voices: a model that comes may be better than those that were there."""
    for folder in voice_folders(project):
        with suppress(OSError):  # Piper finds no voice there either
            yield from sorted(folder.iterdir())
