"""List the folders in which downloaded voices lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

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
    """Return the folder for voices of this user, where this system keeps the data of programs.

    platformdirs names the same places, but its import is 6 % of a build that has nothing to do, and on a Mac it
    follows XDG_DATA_HOME, so models that lie in Application Support would be lost.
    """
    home = os.path.expanduser("~")  # noqa: PTH111 - never raises
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")  # noqa: PTH118
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")  # noqa: PTH118
    return Path(base) / "zt-audio" / _VOICES
