"""What a page is made from: the manifest's entries, how each segment looks, and the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zt_audio.model import Fact
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry

NAMES = {"kk": "Қазақша", "ru": "Русский"}  # of the languages, each in itself
MINUS, NO_BREAK = "\u2212", "\u00a0"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The lowest and the highest sample of each MP3 frame of a segment, and its root mean square; full scale is 1.0.

    Peaks alone say little of speech that a limiter has seen: all of it reaches the ceiling.
    """

    lows: Sequence[float]
    highs: Sequence[float]
    rms: Sequence[float]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a track may read; `target_lufs` is None where nobody knows any more what was asked for."""

    target_lufs: float | None
    tolerance_lu: float
    ceiling_dbtp: float


@dataclass(frozen=True, slots=True)
class Built:
    """What is shown. `audio_url` leads from the page to output/, without a slash at its end."""

    playlists: Mapping[str, PlaylistEntry]
    segments: Mapping[str, SegmentEntry]
    envelopes: Mapping[str, Envelope]  # segment id -> how it looks; pauses need none
    limits: Limits
    audio_url: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the page in the language of its reader, and how that language writes numbers."""

    lang: str
    words: Mapping[str, str]

    def say(self, key: str, **facts: Fact) -> str:
        """Return the words for `key`, filled with `facts`."""
        return self.words[key].format(**facts)

    def number(self, value: float, digits: int = 1) -> str:
        """Return `value` with a real minus, and with a comma unless the page is in English."""
        written = f"{value:.{digits}f}".replace("-", MINUS)
        return written if self.lang == "en" else written.replace(".", ",")

    def percent(self, share: float) -> str:
        return self.number(100 * share) + ("%" if self.lang == "en" else f"{NO_BREAK}%")


def clock(duration_ms: float) -> str:
    """Return `5:56`, from an hour on `1:05:56`; to the nearest second."""
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
