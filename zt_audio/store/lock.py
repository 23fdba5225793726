"""One command at a time changes a project: a folder in, a held lock out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from zt_audio.errors import BuildError
from zt_audio.model import Problem


@contextmanager
def project_lock(cache: Path, on_wait: Callable[[], None], timeout_s: float = 600) -> Iterator[None]:
    """Hold the lock in the folder `cache`; call `on_wait` once where another command holds it.

    The lock goes with the process that holds it, so a killed build never leaves one behind.
    Raises BuildError `busy` after `timeout_s`.
    """
    cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        try:
            lock.acquire(timeout=timeout_s)
        except Timeout:
            raise BuildError(Problem("busy", None, {"seconds": int(timeout_s)})) from None
    try:
        yield
    finally:
        lock.release()
