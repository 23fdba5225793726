"""output/ in, what lies in the rounds' folders and is not ours out: all of a folder goes onto the stick."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from zt_audio.model import Problem
from zt_audio.store.journal import NOT_READY


def foreign(output: Path, ours: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a warning for each file and folder that is not `ours`: round -> names of its files.

    What systems leave by themselves (Thumbs.db, desktop.ini, ._x) is told too: a player would show it.
    """
    for folder, names in ours.items():
        for path in _entries(output / folder):
            is_folder = path.is_dir()
            if is_folder or path.name not in {*names, NOT_READY}:
                name = os.fsencode(path.name).decode("utf-8", "replace")
                slug = "foreign-folder" if is_folder else "foreign-file"
                yield Problem(slug, None, {"file": f"output/{folder}/{name}"}, "warning")


def by_folder(names: Iterable[str]) -> dict[str, set[str]]:
    """Return files of output/ (`folder/name`) by their folders."""
    found: dict[str, set[str]] = {}
    for name in names:
        folder, slash, file = name.partition("/")
        if slash:
            found.setdefault(folder, set()).add(file)
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # no folder, or none that may be read: told where its files are missed
        return []
