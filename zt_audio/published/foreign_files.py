"""Warn about files in the folders of output/ that no build made: they go along when a folder is copied."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from zt_audio.model import Problem
from zt_audio.store.journal import NOT_READY


def foreign_file_warnings(output: Path, ours: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a warning for each file and folder that is not among `ours`: playlist -> names of its files.

    Files that systems make by themselves (Thumbs.db, desktop.ini, ._x) count too: a player would show them.
    """
    for folder, names in ours.items():
        yield from _in_folder(output, folder, names)


def _in_folder(output: Path, folder: str, names: Collection[str]) -> Iterator[Problem]:
    """Look into `folder` and its inner folders that hold our files."""
    inside, known = by_folder(names), {*names, NOT_READY}
    for entry in _entries(output / folder):
        is_folder = entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and Path(entry).is_dir())
        name = os.fsencode(entry.name).decode("utf-8", "replace")
        if is_folder and entry.name in inside:
            yield from _in_folder(output, f"{folder}/{name}", inside[entry.name])
        elif is_folder or entry.name not in known:
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


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:  # it knows folders without asking for each file
            return sorted(found, key=lambda entry: entry.name)
    except OSError:  # no folder, or an unreadable one: its missing files are reported elsewhere
        return []
