"""Work and seconds in, its result out in that time, or LateError, whatever hangs in it; for services NetError."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from zt_audio.speech.net_error import NetError

T = TypeVar("T")


class LateError(Exception):
    """The work was not done in time, and goes on by itself."""


def in_time(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns, or raise what it raises. Raises LateError after `seconds`, whatever hangs.

    The work has a thread of its own, which is left alone once it is late: nobody hears what it says by then, and it
    does not keep the program from ending.
    """
    answer: Future[T] = Future()

    def fill() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
            answer.set_exception(error)

    threading.Thread(target=fill, daemon=True).start()
    if not wait([answer], seconds).done:
        raise LateError
    return answer.result()


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns. Raises NetError: net-timeout after `seconds`, whatever hangs.

    A look-up of a name knows no timeout, and a socket's starts anew with each byte; their own timeouts end the work
    that nobody waits for any more.
    """
    try:
        return in_time(seconds, work)
    except (LateError, TimeoutError) as error:
        raise NetError("net-timeout", f"{seconds:.0f} s") from error
