"""Suggest the known name that is most like an unknown one, and list the known names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_COMPARED = 100  # characters at most: comparing takes their square
_SHOWN = 10  # of the known names in a sentence


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `name`; "" where none is like it."""
    near = [] if len(name) > _COMPARED else get_close_matches(name.lower(), list(known), n=1)
    return near[0] if near else ""


def near_facts(name: str, known: Iterable[str]) -> dict[str, str]:
    """Return the facts of a problem about `name`: the nearest of the names, which may be "", and the known ones."""
    names = list(known)
    return {"nearest": nearest(name, names), "known": listed(names)}


def listed(names: Sequence[str]) -> str:
    """Return the first of `names` as people read a list; a dash where there is none."""
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "") or "-"
