"""Kill processes at chosen moments: right before the n-th call of the operating system, or from outside."""

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

    def not_synced(*_handle: int) -> None:
        """Leave the bytes to the system."""

    for name in ("fsync", "sync"):
        setattr(os, name, not_synced)
    for name in names:
        setattr(os, name, deadly(getattr(os, name)))
    return count


def forked(work: Callable[[], None]) -> int:
    """Start `work` in a fork of this process; return the fork's id."""
    pid = os.fork()
    if not pid:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def was_killed(pid: int) -> bool:
    """Wait for a fork; tell whether a signal ended it."""
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])
