"""Calls of the operating system in, a process that dies right before the n-th of them out."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence


def die_before(call: int, names: Sequence[str]) -> list[int]:
    """Let this process die right before the `call`-th call of a function of `os` in `names`; return the count so far.

    What a killed process wrote is not lost, so nothing is synced: a thousand times is slow.
    """
    count = [0]

    def deadly(real: Callable[..., object]) -> Callable[..., object]:
        def touch(*args: object, **kwargs: object) -> object:
            count[0] += 1
            if count[0] >= call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return touch

    os.fsync = lambda _handle: None
    os.sync = lambda: None
    for name in names:
        setattr(os, name, deadly(getattr(os, name)))
    return count
