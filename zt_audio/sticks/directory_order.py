"""Put the entries of a directory into play order.

Cheap players play the files of a FAT directory in the order of its entries. A new entry takes the first run of free
slots that is long enough: a hole that a deleted file left, or the end. So on a used stick it is not enough to write the
files in order, or to delete and write them again. Instead, all entries are made first, as empty files, which is quick.
If an entry falls into a hole before its predecessor, three steps follow: delete the entry, fill the hole with an empty
file whose name takes as many slots (a filler), and make the entry again. At the end the fillers are deleted.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zt_audio.sticks.manifest import parent_folders, same_name

HOLES_AT_MOST = 4096
PLAIN_FILE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)  # raw bytes; follow no link
_AUDIO_ENDINGS = frozenset(
    (".mp3", ".mp2", ".wav", ".wma", ".flac", ".aac", ".m4a", ".m4b", ".mp4", ".ogg", ".oga", ".opus", ".ape", ".amr")
)


class Slots(Protocol):
    """A directory whose entries can be made and deleted. Tests use a fake directory, and mtools on a real image."""

    def names(self) -> Sequence[str]: ...

    def create(self, name: str) -> None: ...

    def remove(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class FolderSlots:
    """A real folder. `inside` holds, for each folder in it, the files that the playlist needs there."""

    path: Path
    inside: Mapping[str, Sequence[str]]

    def names(self) -> Sequence[str]:
        return os.listdir(self.path)  # noqa: PTH208 - in the order of the directory; `scandir` fails in an empty root of Windows

    def create(self, name: str) -> None:
        if name in self.inside:
            (self.path / name).mkdir()
        else:
            os.close(os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | PLAIN_FILE, 0o666))

    def remove(self, name: str) -> None:
        """Delete an entry; delete a folder only if all files in it are ours. Raises OSError."""
        if name not in self.inside:
            (self.path / name).unlink()
            return
        folder = self.path / name
        for file in self.inside[name]:
            (folder / file).unlink(missing_ok=True)
        for inner in reversed(parent_folders(self.inside[name])):
            with contextlib.suppress(FileNotFoundError):
                (folder / inner).rmdir()
        folder.rmdir()


class NoOrderError(Exception):
    """An entry was made again many times, and it always came before its predecessor."""


def is_audio(name: str) -> bool:
    """Tell whether a player would play `name`."""
    return name[name.rfind(".") :].casefold() in _AUDIO_ENDINGS if "." in name else False


def stands_in_order(there: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether the names of `wanted` that are in `there` have the order of `wanted`."""
    at = {same_name(name): place for place, name in enumerate(there)}
    places = [at[same_name(name)] for name in wanted if same_name(name) in at]
    return places == sorted(places)


def arrange(slots: Slots, wanted: Sequence[str], holes_at_most: int = HOLES_AT_MOST) -> frozenset[str]:
    """Make an entry for each name of `wanted`, in order; return the entries that were made: they are empty.

    Raises NoOrderError after `holes_at_most` fillers, OSError.
    """
    made: set[str] = set()
    fillers: list[str] = []
    try:
        for number, name in enumerate(wanted):
            before = wanted[number - 1] if number else None
            if _place(slots, name) is None or not _stands_after(slots, name, before):
                _make(slots, name, before, fillers, holes_at_most)
                made.add(name)
    finally:
        for filler in fillers:
            slots.remove(filler)
    return frozenset(made)


def _make(slots: Slots, name: str, before: str | None, fillers: list[str], most: int) -> None:
    if _place(slots, name) is not None:
        slots.remove(name)
    slots.create(name)
    while not _stands_after(slots, name, before):
        if len(fillers) >= most:
            raise NoOrderError(name)
        slots.remove(name)
        filler = filler_for(name, len(fillers))
        slots.create(filler)
        fillers.append(filler)
        slots.create(name)


def filler_for(name: str, number: int) -> str:
    """Return a name that takes as many slots as `name`: of the same length, and short (8.3) if `name` is."""
    stem = name.rpartition(".")[0]
    return f"ZT{number:0{max(4, len(stem) - 2)}d}.TMP"


def _place(slots: Slots, name: str) -> int | None:
    return next((place for place, there in enumerate(slots.names()) if same_name(there) == same_name(name)), None)


def _stands_after(slots: Slots, name: str, before: str | None) -> bool:
    return before is None or stands_in_order(slots.names(), (before, name))
