"""A name that nobody knows in, the nearest known one out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_COMPARED = 100  # characters at most: comparing takes their square
_SHOWN = 10  # of the known names, where none is near


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `name`; where none is, the first of all known ones as a list."""
    names = list(known)
    near = [] if len(name) > _COMPARED else get_close_matches(name.lower(), names, n=1)
    if near:
        return near[0]
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
