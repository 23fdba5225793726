"""End the studio where no one uses it: no page has asked for anything for a while, and nothing is left undone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

_LIMIT_S = 1800.0
_TICK_S = 30.0


class IdleWatch:
    """Wraps the studio behind its guard, and counts how long no page has asked; an open page asks every two seconds.

    The time is counted in ticks: a laptop that slept in between has not been idle.
    """

    def __init__(self, app: ASGIApp, is_busy: Callable[[], bool], limit_s: float = _LIMIT_S) -> None:
        self._app, self._is_busy, self._limit_s = app, is_busy, limit_s
        self._idle_s = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._idle_s = 0.0
        await self._app(scope, receive, send)

    def is_over(self, passed_s: float) -> bool:
        """Count `passed_s` more, and tell whether the studio may end."""
        self._idle_s += passed_s
        return self._idle_s >= self._limit_s and not self._is_busy()

    def end_by(self, stop: Callable[[], None], tick_s: float = _TICK_S) -> None:
        """Call `stop` when the time has come, from a thread of its own."""

        def watch() -> None:
            time.sleep(tick_s)
            while not self.is_over(tick_s):
                time.sleep(tick_s)
            stop()

        threading.Thread(target=watch, daemon=True).start()
