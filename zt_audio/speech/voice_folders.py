"""List the folders in which downloaded voices lie."""

from __future__ import annotations

import os
from pathlib import Path

from zt_audio.store.workspace import user_data

FOLDERS_VARIABLE = "ZT_AUDIO_VOICES"  # folders instead of the usual ones, separated like those of PATH
_VOICES = "voices"


def voice_folders(project: Path) -> tuple[Path, ...]:
    """Return where voices may lie: the folder of `project`, then the user's, which all projects share."""
    if given := os.environ.get(FOLDERS_VARIABLE):
        return tuple(Path(folder) for folder in given.split(os.pathsep) if folder)
    return (project / _VOICES).absolute(), user_folder()


def install_folder(project: Path) -> Path:
    """Return where a new voice goes: into the project's folder if it has one, otherwise into the user's."""
    first, *others = voice_folders(project)
    return first if first.is_dir() or not others else others[0]


def user_folder() -> Path:
    return user_data() / _VOICES
