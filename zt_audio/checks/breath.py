"""A spoken sentence in, a warning out where nobody can say it in one breath."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.model import Problem

MAX_WORDS = 25
MAX_S = 15.0
_SHOWN_CHARS = 40


def too_long(spoken: str, syllables: int, rate_syl_per_s: float) -> Iterator[Problem]:
    """Yield `long-sentence` where `spoken` has too many words or lasts too long at that rate."""
    words = sum(any(char.isalpha() for char in word) for word in spoken.split())
    length_s = syllables / rate_syl_per_s
    if words > MAX_WORDS or length_s > MAX_S:
        yield Problem.warning(
            "long-sentence", 0, token=f"{spoken[:_SHOWN_CHARS]}…", words=words, seconds=round(length_s)
        )
