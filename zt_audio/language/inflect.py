"""A written name and a case in, its form out; each language's rules are loaded on first use."""

from __future__ import annotations

from importlib import import_module

from zt_audio.model import Lang

CASES: dict[Lang, tuple[str, ...]] = {
    "kk": ("nom", "gen", "dat", "acc", "loc", "abl", "ins"),
    "ru": ("nom", "gen", "dat", "acc", "ins", "prep"),
}


def inflect(name: str, lang: Lang, case: str) -> str:
    """Return `name` in `case` (kk also `px3`, the possessive of a bare noun). Raises ContentError `form-unknown`."""
    form: str = import_module(f"zt_audio.language.{lang}.forms").inflect(name, case)
    return form
