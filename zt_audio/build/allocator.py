"""What a thread used and freed in, the same handed back to the system out, where the system's allocator keeps it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Hand freed memory back: glibc keeps the arrays of long passages in each thread's heap, and never all of them fit.

    Nothing is done where the C library has no `malloc_trim` (macOS, Windows, musl): they give back by themselves.
    """
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # Windows has no library of that name
        return None
    return found
