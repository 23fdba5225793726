"""Run a call in a daemon thread, and wait for it no longer than a deadline."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import ParamSpec, TypeVar

_T = TypeVar("_T")
_P = ParamSpec("_P")


class LateError(Exception):
    """The call did not return in time, and goes on by itself."""


def in_time(seconds: float, call: Callable[[], _T]) -> _T:
    """Return what `call` returns, or raise what it raises. Raises LateError after `seconds`, even if the call hangs.

    A thread that is late is left alone; its result is dropped.
    """
    answer = started(call)
    if not wait([answer], seconds).done:
        raise LateError
    return answer.result()


def started(call: Callable[[], _T]) -> Future[_T]:
    """Start `call` in a thread that does not keep the program from ending; return its future result."""
    answer: Future[_T] = Future()
    answer.set_running_or_notify_cancel()  # so that it cannot be cancelled before it gets its result

    def fill() -> None:
        try:
            answer.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
            answer.set_exception(error)

    threading.Thread(target=fill, daemon=True).start()
    return answer


class DaemonExecutor(ThreadPoolExecutor):
    """An executor for an asyncio loop whose threads do not keep the program from ending.

    A look-up of a name hangs as long as the network does, and Python waits at its end for the threads of an ordinary
    executor. asyncio accepts only a subclass of ThreadPoolExecutor; this one starts a thread for each call.
    """

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        return started(partial(fn, *args, **kwargs))
