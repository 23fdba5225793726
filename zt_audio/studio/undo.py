"""Offer to undo a save for some seconds; later the history does it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from zt_audio.app.editing.edits import FileVersions

_SHOWN_S = 10.0
_MOST_OFFERS = 100


@dataclass(frozen=True, slots=True)
class _Offer:
    person: str
    changes: tuple[FileVersions, ...]
    made_s: float


@dataclass
class UndoOffers:
    """Knows the last saves by number. Safe for threads."""

    clock: Callable[[], float] = time.monotonic
    _offers: dict[int, _Offer] = field(default_factory=dict)
    _last: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, person: str, changes: tuple[FileVersions, ...]) -> int | None:
        """Return the number of a save; None where it changed nothing."""
        if not changes:
            return None
        with self._lock:
            self._last += 1
            self._offers[self._last] = _Offer(person, changes, self.clock())
            self._offers.pop(self._last - _MOST_OFFERS, None)
            return self._last

    def shown_to(self, person: str) -> int | None:
        """Return the number of the save that a page of `person` offers to undo now."""
        with self._lock:
            theirs = [number for number, offer in self._offers.items() if offer.person == person]
            newest = max(theirs, default=None)
            return newest if newest and self.clock() - self._offers[newest].made_s < _SHOWN_S else None

    def take(self, person: str, number: int | None) -> tuple[FileVersions, ...]:
        """Return what the save `number` changed, once; nothing where it is not known or another person's."""
        with self._lock:
            offer = self._offers.get(number) if number else None
            if not number or offer is None or offer.person != person:
                return ()
            return self._offers.pop(number).changes
