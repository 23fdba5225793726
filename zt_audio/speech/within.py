"""Work and seconds in, its result out in that time, or NetError net-timeout: whatever hangs in it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from zt_audio.speech.net_error import NetError

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns. Raises NetError: net-timeout after `seconds`, whatever hangs.

    A look-up of a name knows no timeout, and a socket's starts anew with each byte. So the work has a thread of its
    own, which is left alone once it is late: its own timeouts end it, and nobody hears what it says by then.
    """
    answer: Future[T] = Future()

    def fill() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
            answer.set_exception(error)

    threading.Thread(target=fill, daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError as error:
        raise NetError("net-timeout", f"{seconds:.0f} s") from error
