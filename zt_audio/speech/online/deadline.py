"""Work and seconds in, its result out in that time, or an error: whatever hangs in it, and whoever has to leave."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, ParamSpec, TypeVar

from zt_audio.speech.online.errors import NetError

T = TypeVar("T")
P = ParamSpec("P")


class LateError(Exception):
    """The work was not done in time, and goes on by itself."""


def in_time(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns, or raise what it raises. Raises LateError after `seconds`, whatever hangs.

    The work has a thread of its own, which is left alone once it is late: nobody hears what it says by then.
    """
    answer = begun(work)
    if not wait([answer], seconds).done:
        raise LateError
    return answer.result()


def within(seconds: float, closed: Future[None], work: Callable[[], T]) -> T:
    """Return what `work` returns. Raises NetError: net-timeout after `seconds`, net-cut as soon as `closed` is done.

    A look-up of a name knows no timeout, and a socket's starts anew with each byte; their own timeouts end the work
    that nobody waits for any more.
    """
    answer = begun(work)
    either: list[Future[Any]] = [answer, closed]
    wait(either, seconds, FIRST_COMPLETED)
    if answer.done():
        return answer.result()
    raise closed_error() if closed.done() else NetError("net-timeout", f"{seconds:.0f} s")


def begun(work: Callable[[], T]) -> Future[T]:
    """Return the result to come of `work`, in a thread that does not keep the program from ending."""
    answer: Future[T] = Future()
    answer.set_running_or_notify_cancel()  # from here on nobody can cancel it: its result finds its place

    def fill() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
            answer.set_exception(error)

    threading.Thread(target=fill, daemon=True).start()
    return answer


class Beside(ThreadPoolExecutor):
    """For a loop of asyncio: its look-ups of names hang where the network does, and its own threads are awaited.

    asyncio takes nothing else than a ThreadPoolExecutor. This one has no threads: each work gets one of `begun`.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return begun(partial(fn, *args, **kwargs))


def closed_error() -> NetError:
    """Return what those hear who still waited when the way was closed."""
    return NetError("net-cut", "closed")
