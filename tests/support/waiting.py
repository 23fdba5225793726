"""Wait for what another process or thread does; to wait for ever is a failure, how long it took is not measured."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], limit_s: float, never: Callable[[], str] | str = "it never came") -> None:
    """Wait until `holds` is true. Fails the test with the words of `never` where it is not within `limit_s`."""
    end = time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(never if isinstance(never, str) else never())
        time.sleep(0.02)
