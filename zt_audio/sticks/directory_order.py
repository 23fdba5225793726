"""Names in play order and a directory in, the directory's entries in that order out.

Cheap players play what a FAT directory lists, in its order. A new entry takes the first run of free slots that is long
enough: a hole that a deleted file left, or the end. So neither writing in order nor deleting and writing again is
enough on a stick that was used before. Here all entries are made first, empty, which costs nothing; then the order is
looked at, and an entry that fell into a hole before its predecessor is taken away, the hole is shut by an empty file
whose name takes as many slots, and the entry is made again. The empty files go when all stand in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from zt_audio.sticks.manifest import same

HOLES_AT_MOST = 4096
AUDIO = frozenset(
    (".mp3", ".mp2", ".wav", ".wma", ".flac", ".aac", ".m4a", ".m4b", ".mp4", ".ogg", ".oga", ".opus", ".ape", ".amr")
)


class Slots(Protocol):
    """A directory; a fake one serves the tests, and mtools on a real image."""

    def names(self) -> Sequence[str]: ...

    def create(self, name: str) -> None: ...

    def remove(self, name: str) -> None: ...


class NoOrderError(Exception):
    """However often an entry was made anew, it came to stand before its predecessor."""


def is_audio(name: str) -> bool:
    """Tell whether a player would play `name`."""
    return name[name.rfind(".") :].casefold() in AUDIO if "." in name else False


def in_order(there: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether those of `wanted` that are `there` stand in their order."""
    at = {same(name): place for place, name in enumerate(there)}
    places = [at[same(name)] for name in wanted if same(name) in at]
    return places == sorted(places)


def arrange(slots: Slots, wanted: Sequence[str]) -> frozenset[str]:
    """Make an entry for each name of `wanted`, in order; return those that were made, new or anew: they are empty.

    Raises NoOrderError, OSError.
    """
    made: set[str] = set()
    fillers: list[str] = []
    try:
        for number, name in enumerate(wanted):
            before = wanted[number - 1] if number else None
            if _place(slots, name) is None or not _stands_after(slots, name, before):
                _make(slots, name, before, fillers)
                made.add(name)
    finally:
        for filler in fillers:
            slots.remove(filler)
    return frozenset(made)


def _make(slots: Slots, name: str, before: str | None, fillers: list[str]) -> None:
    if _place(slots, name) is not None:
        slots.remove(name)
    slots.create(name)
    while not _stands_after(slots, name, before):
        if len(fillers) >= HOLES_AT_MOST:
            raise NoOrderError(name)
        slots.remove(name)
        filler = filler_for(name, len(fillers))
        slots.create(filler)
        fillers.append(filler)
        slots.create(name)


def filler_for(name: str, number: int) -> str:
    """Return a name that takes as many slots as `name`: as long, and short (8.3) where that is short."""
    stem = name.rpartition(".")[0]
    return f"ZT{number:0{max(4, len(stem) - 2)}d}.TMP"


def _place(slots: Slots, name: str) -> int | None:
    return next((place for place, there in enumerate(slots.names()) if same(there) == same(name)), None)


def _stands_after(slots: Slots, name: str, before: str | None) -> bool:
    return before is None or in_order(slots.names(), (before, name))
