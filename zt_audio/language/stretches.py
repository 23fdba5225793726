"""Cut a long text where a sentence surely ends, so that the time to read it grows with its length and no faster.

Rules look to the left and to the right of what they read. In a stretch of bounded length they cannot look far, and
what has no end in sight is no sentence that a person could say: it is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.language import late_re as re

MAX_TEXT_CHARS = 25_000  # a text of an appeal has 20 000 at most; slots add the names of a place
MAX_NUMBERS = 4_000  # of a text: a Russian one takes 0.4 ms, so that any text takes 2 s at most
MAX_TOKEN_CHARS = 100  # between two spaces; the longest of the 12 986 settlements has 30
_STRETCH_CHARS = 300  # a cut is sought from here on
_MAX_SENTENCE_CHARS = 1_000  # a minute of speech without a pause
# A word of four letters and more or a number, a mark, and a new sentence; «г. Актобе» and «А. Иманов» are none.
_SURE_END = re.compile(r"(?:(?:[^\W\d_]{4}|\d)[.…]|[!?])[.!?…»”\"')\]]*\s+(?=[«„“\"(]?[А-ЯЁӘҒҚҢӨҰҮҺІ])")
_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d+")


def has_too_many_numbers(text: str) -> bool:
    """Tell whether `text` has more numbers than MAX_NUMBERS; no text that a person listens to comes near."""
    return len(text) > MAX_NUMBERS and sum(1 for _ in _NUMBER.finditer(text)) > MAX_NUMBERS


def too_long(text: str) -> tuple[int, int] | None:
    """Return where the first token that nothing could read for its length begins and ends; None where none is."""
    if len(text) <= MAX_TOKEN_CHARS:
        return None
    spans = (match.span() for match in _TOKEN.finditer(text))
    return next(((start, end) for start, end in spans if end - start > MAX_TOKEN_CHARS), None)


def stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each stretch of `text` begins and ends, and whether it can be read: False is one without an end."""
    start = 0
    while len(text) - start > _STRETCH_CHARS:
        end = _SURE_END.search(text, start + _STRETCH_CHARS, start + _STRETCH_CHARS + _MAX_SENTENCE_CHARS)
        if end is None:
            readable = len(text) - start <= _STRETCH_CHARS + _MAX_SENTENCE_CHARS
            yield start, len(text), readable
            return
        yield start, end.end(), True
        start = end.end()
    if start < len(text) or not text:
        yield start, len(text), True
