"""Keep what a project folder says inside that folder: names that were read from a file, and links on the way.

A project may come from anyone. Its journal, manifest and state name files that the program moves and deletes, and a
link may stand where the program expects a folder of its own.
"""

from __future__ import annotations

import os
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.model import Problem

_UNSAFE = frozenset('\\:*?"<>|')  # Windows reads \ and : as ways to somewhere else, and refuses the others


def is_inside(name: str) -> bool:
    """Tell whether `name` (`city/01/001.mp3`) leads down from its folder on every system, and to no hidden file."""
    return all(map(_is_step, name.split("/")))


def _is_step(part: str) -> bool:
    """Tell whether `part` names an entry of a folder; Windows drops dots and spaces at its end."""
    return part.isprintable() and not part.startswith(".") and bool(part.strip(" .")) and _UNSAFE.isdisjoint(part)


def is_reached_directly(root: Path, path: Path) -> bool:
    """Tell whether no link and no junction stands between `root` and `path`, which need not exist."""
    expected = Path(os.path.realpath(root)) / path.relative_to(root)
    return os.path.normcase(os.path.realpath(path)) == os.path.normcase(expected)


def require_no_links(root: Path, *paths: Path) -> None:
    """Raise DeviceError `link-in-project` where a link or a junction stands between `root` and one of `paths`."""
    found = [path for path in paths if not is_reached_directly(root, path)]
    if found:
        raise DeviceError(Problem("link-in-project", None, {"path": str(path)}) for path in found)
