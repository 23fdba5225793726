"""One long file and when each stop begins in it in, the bytes of a cue sheet out.

ASCII, because the format knows no encoding: a player takes other letters for those of its own country, or stops at a
byte order mark. So the titles are ids, as in the names of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

FRAMES_PER_S = 75  # of a compact disc
_KINDS = {"mp3": "MP3", "wav": "WAVE"}

Mark = tuple[str, int]  # title, milliseconds from the beginning of the file


def cue(file: str, title: str, kind: str, marks: Sequence[Mark]) -> bytes:
    """Return the sheet of `file`. Raises UnicodeEncodeError."""
    lines = [f'TITLE "{title}"', f'FILE "{file}" {_KINDS[kind]}']
    for number, mark in enumerate(marks, start=1):
        lines += _track(number, mark)
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _track(number: int, mark: Mark) -> Iterator[str]:
    title, start_ms = mark
    yield f"  TRACK {number:02d} AUDIO"
    yield f'    TITLE "{title}"'
    yield f"    INDEX 01 {_clock(start_ms)}"


def _clock(start_ms: int) -> str:
    """Return minutes, seconds and 75ths, rounded down: a stop begins in silence. Minutes may pass 99."""
    seconds, frames = divmod(start_ms * FRAMES_PER_S // 1000, FRAMES_PER_S)
    return f"{seconds // 60:02d}:{seconds % 60:02d}:{frames:02d}"
