"""Keep keys open for a while after their PIN was typed, in memory only, and slow down a person who guesses."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from zt_audio.app.vouching.keys import OpenKey, unlock
from zt_audio.errors import ZtError
from zt_audio.model import Problem

OPEN_S = 15 * 60
_LONGEST_WAIT_S = 60


class KeyRing:
    """The open keys of people, those of each `browser` apart. Safe for several threads.

    A person who guesses in one browser makes no one wait in another, and finds no open key of it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[tuple[str, str], tuple[OpenKey, float]] = {}  # until when
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}  # how often in a row, and when the next try may come

    def open(self, person: str, pin: str, browser: str = "") -> OpenKey:
        """Open the key of `person` for a quarter of an hour.

        Raises ZtError `key-wrong-pin`, `key-not-here`; `key-wait` where wrong PINs were typed just now.
        """
        with self._lock:
            mine = browser, person
            tries, next_try = self._wrong.get(mine, (0, 0.0))
            if (wait_s := next_try - self._clock()) > 0:
                raise ZtError(Problem("key-wait", None, {"person": person, "seconds": math.ceil(wait_s)}))
            try:
                key = unlock(person, pin)
            except ZtError:
                self._wrong[mine] = tries + 1, self._clock() + min(2**tries, _LONGEST_WAIT_S)
                raise
            self._wrong.pop(mine, None)
            self._open[mine] = key, self._clock() + OPEN_S
            return key

    def find(self, person: str, browser: str = "") -> OpenKey | None:
        """Return the key of `person` while it is open."""
        with self._lock:
            for name, (key, until) in [*self._open.items()]:
                if self._clock() >= until:
                    key.close()
                    del self._open[name]
            return self._open[browser, person][0] if (browser, person) in self._open else None

    def opened(self, person: str, pin: str, browser: str = "") -> OpenKey:
        """Return the key of `person`: opened by `pin`, or open already where none was typed. Raises as `open` does."""
        key = None if pin else self.find(person, browser)
        return key or self.open(person, pin, browser)

    def close(self) -> None:
        """Forget all keys."""
        with self._lock:
            for key, _until in self._open.values():
                key.close()
            self._open.clear()
