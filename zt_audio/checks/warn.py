"""An offset and facts in, a warning out whose place in a file is not known yet."""

from __future__ import annotations

from zt_audio.model import Fact, Problem


def warning(slug: str, offset: int, **facts: Fact) -> Problem:
    """Return the warning `slug` about `offset` of the text that was checked; it stands in the facts."""
    return Problem(slug, None, {"offset": offset, **facts}, "warning")
