"""Suggest the known name that is most like an unknown one, and list names as far as people read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from zt_audio.model import Fact

_COMPARED = 100  # characters at most: comparing takes their square
_SHOWN = 30  # of the known names in a sentence: a shorter list would hide the one that is looked for
_LATIN = str.maketrans("асеорхукіһ", "aceopxykih")  # Cyrillic letters that look like them
_USUAL = {  # what people write for the keys of our languages
    **dict.fromkeys(("kz", "kaz", "қаз", "каз", "қз", "кз"), "kk"),
    **dict.fromkeys(("rus", "рус", "орыс", "ру", "рс"), "ru"),
}


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `name`; "" where none is like it."""
    names = list(known)
    if len(name) > _COMPARED:
        return ""
    latin = name.lower().translate(_LATIN)
    if (usual := _USUAL.get(name.lower(), latin)) in names:
        return usual
    near = get_close_matches(latin, names, n=1)
    return near[0] if near else ""


def near_facts(name: str, known: Iterable[str]) -> dict[str, Fact]:
    """Return the facts of a problem about `name`: the nearest of the names, which may be "", and the known ones.

    `alike` is there where `name` looks the same as the nearest one, but has Cyrillic letters in it.
    """
    names = list(known)
    near = nearest(name, names)
    facts: dict[str, Fact] = {"nearest": near, "known": first_of(names) or "-"}
    return {**facts, "alike": near} if near and name != near and name.translate(_LATIN) == near else facts


def run_together(name: str, known: Collection[str]) -> str:
    """Return `name` with commas where it is several known names in one; else ""."""
    parts = re.split(r"[\s;]+", name.strip())
    return ", ".join(parts) if len(parts) > 1 and all(part in known for part in parts) else ""


def first_of(names: Sequence[str], most: int = _SHOWN) -> tuple[str, ...]:
    """Return the first of `names`, and “…” where there are more."""
    return (*names[:most], "…") if len(names) > most else (*names,)


def joined_names(names: Sequence[str], most: int = _SHOWN) -> str:
    """Return the first of `names` as people read a list; a dash where there is none."""
    return ", ".join(first_of(names, most)) or "-"


def cut(text: str, most_chars: int) -> str:
    """Return `text`, or its beginning as far as a whole word or item of a list, and “…”."""
    if len(text) <= most_chars:
        return text
    head = text[:most_chars]
    whole = head if text[most_chars].isspace() else head.rpartition(" ")[0]
    if 2 * len(whole) < most_chars:  # a token longer than what is shown
        return f"{head}…"
    return f"{whole} …" if whole.endswith((",", ";")) else f"{whole.rstrip()}…"
