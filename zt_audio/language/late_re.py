"""The module `re` with patterns that are compiled when they are first used.

A language has a thousand patterns, and most texts reach a fifth of them: to compile all takes longer than to read a
name in all its greetings.
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import Any, cast

__all__ = ["DOTALL", "IGNORECASE", "MULTILINE", "Match", "Pattern", "compile", "escape", "findall", "finditer"]
__all__ += ["fullmatch", "match", "search", "split", "sub"]


class LatePattern:
    """A pattern that is not compiled yet; what was asked of it once is an attribute of its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):  # as copying asks before there is anything to ask
            raise AttributeError(name)
        self._compiled = self._compiled or re.compile(self.pattern, self._flags)
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - it stands for that of `re`
    """Return what behaves as the compiled `pattern`; a mistake in it shows when it is first used."""
    return cast("Pattern[str]", LatePattern(pattern, flags))
