"""End the studio where no one uses it: no page has asked for anything for a while, and nothing is left undone."""

from __future__ import annotations

import threading
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

_LIMIT_S = 1800.0
_TICK_S = 30.0


class IdleWatch:
    """Wraps the studio and calls `stop` after `limit_s` without a request, unless `is_busy`; an open page asks often.

    The time is counted in ticks: a laptop that slept in between has not been idle.
    """

    def __init__(
        self,
        app: ASGIApp,
        is_busy: Callable[[], bool],
        stop: Callable[[], None],
        limit_s: float = _LIMIT_S,
        tick_s: float = _TICK_S,
    ) -> None:
        self._app, self._is_busy, self._stop = app, is_busy, stop
        self._limit_s, self._tick_s = limit_s, tick_s
        self._idle_s = 0.0
        threading.Thread(target=self._watch, daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._idle_s = 0.0
        await self._app(scope, receive, send)

    def _watch(self) -> None:
        tick = threading.Event()
        while self._idle_s < self._limit_s or self._is_busy():
            tick.wait(self._tick_s)
            self._idle_s += self._tick_s
        self._stop()
