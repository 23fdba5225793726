"""The project and the environment in, the folders out in which downloaded voices are looked for, the first first."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "ZT_AUDIO_VOICES"  # folders instead of the usual ones, separated like those of PATH
VOICES = "voices"

_project = Path()


def work_in(project: Path) -> None:
    """Look for voices in `project` from now on: engines are made without arguments, and cannot be told otherwise."""
    global _project  # noqa: PLW0603 - one process works on one project
    _project = project


def voice_folders() -> tuple[Path, ...]:
    """Return where voices may lie: the project's own folder, then the user's, which all projects share."""
    if given := os.environ.get(VARIABLE):
        return tuple(Path(folder) for folder in given.split(os.pathsep) if folder)
    return (_project / VOICES).absolute(), user_folder()


def install_folder() -> Path:
    """Return where a new voice goes: into the project's folder if it has one, otherwise into the user's."""
    first, *others = voice_folders()
    return first if first.is_dir() or not others else others[0]


def user_folder() -> Path:
    """Return the folder for voices of this user, where this system keeps data of programs."""
    home = os.path.expanduser("~")  # noqa: PTH111 - never raises
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")  # noqa: PTH118
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")  # noqa: PTH118
    return Path(base) / "zt-audio" / VOICES
