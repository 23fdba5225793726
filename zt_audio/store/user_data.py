"""Name the folder in which this user's data lies: voices, what a running studio says of itself, keys."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_data() -> Path:
    """Return where this system keeps the data of programs for this user.

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
    return Path(base) / "zt-audio"
