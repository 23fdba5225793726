"""Who wants something of one service in, a few of them at once inside; who waits when one fails hears it at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from zt_audio.speech.online.errors import NetError


class Room:
    """A place for `size` at once. Waiting in front of it is bounded by what happens inside: somebody ends, or fails."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._failures = 0
        self._last: NetError | None = None
        self._changed = threading.Condition()

    @contextmanager
    def place(self) -> Iterator[None]:
        """Come in. Raises NetError: what somebody inside met with while we waited; it would be ours as well."""
        self._enter()
        try:
            yield
        except NetError as error:
            with self._changed:
                self._failures, self._last = self._failures + 1, error
            raise
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()

    def _enter(self) -> None:
        with self._changed:
            before = self._failures
            self._changed.wait_for(lambda: self._free or self._failures != before)
            if self._failures != before and self._last:
                raise NetError(self._last.slug, self._last.got)
            self._free -= 1
