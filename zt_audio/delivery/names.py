"""A stop's id in, the name of its track out: what every player can show and sort."""

from __future__ import annotations

from collections.abc import Sequence

EXTENSION = ".MP3"
PLAYLIST_FILE = "PLAY.M3U"


def track_names(stops: Sequence[str], max_chars: int = 32) -> tuple[str, ...]:
    """Return a name for each stop id (ASCII by its schema): `001_41_RAZEZD.MP3`; A-Z, 0-9 and _, unique by number."""
    digits = max(3, len(str(len(stops))))
    return tuple(_name(number, stop, digits, max_chars) for number, stop in enumerate(stops, start=1))


def _name(number: int, stop: str, digits: int, max_chars: int) -> str:
    stem = f"{number:0{digits}d}_{stop.upper().replace('-', '_')}"
    return stem[: max_chars - len(EXTENSION)].rstrip("_") + EXTENSION
