"""Keep keys open for a while after their PIN was typed, in memory only, and slow down a person who guesses."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from zt_audio.app.keys import OpenKey, unlock
from zt_audio.errors import ZtError
from zt_audio.model import Problem

OPEN_S = 15 * 60
_LONGEST_WAIT_S = 60


class KeyRing:
    """The open keys of people. Safe for several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[str, tuple[OpenKey, float]] = {}  # until when
        self._wrong: dict[str, tuple[int, float]] = {}  # how often in a row, and when the next try may come

    def open(self, person: str, pin: str) -> OpenKey:
        """Open the key of `person` for a quarter of an hour.

        Raises ZtError `key-wrong-pin`, `key-not-here`; `key-wait` where wrong PINs were typed just now.
        """
        with self._lock:
            tries, next_try = self._wrong.get(person, (0, 0.0))
            if (wait_s := next_try - self._clock()) > 0:
                raise ZtError(Problem("key-wait", None, {"person": person, "seconds": math.ceil(wait_s)}))
            try:
                key = unlock(person, pin)
            except ZtError:
                self._wrong[person] = tries + 1, self._clock() + min(2**tries, _LONGEST_WAIT_S)
                raise
            self._wrong.pop(person, None)
            self._open[person] = key, self._clock() + OPEN_S
            return key

    def find(self, person: str) -> OpenKey | None:
        """Return the key of `person` while it is open."""
        with self._lock:
            for name, (key, until) in [*self._open.items()]:
                if self._clock() >= until:
                    key.close()
                    del self._open[name]
            return self._open[person][0] if person in self._open else None

    def opened(self, person: str, pin: str) -> OpenKey:
        """Return the key of `person`: opened by `pin`, or open already where none was typed. Raises as `open` does."""
        key = None if pin else self.find(person)
        return key or self.open(person, pin)

    def close(self) -> None:
        """Forget all keys."""
        with self._lock:
            for key, _until in self._open.values():
                key.close()
            self._open.clear()
