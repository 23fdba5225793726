"""What is done to speech before it is encoded, and which chimes there are: numbers with a reason. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RECIPE = "2"  # change it when the same take and preset come to sound different: segments are then made anew


@dataclass(frozen=True, slots=True)
class Band:
    """What of the spectrum is kept, and how much the presence region is lifted."""

    low_hz: float
    high_hz: float
    presence_hz: float
    presence_db: float


@dataclass(frozen=True, slots=True)
class Compression:
    """Levels are relative to the passage's own loudness, so that a quiet recording is treated as a loud one is."""

    ratio: float
    threshold_db: float
    attack_ms: float
    release_ms: float


@dataclass(frozen=True, slots=True)
class Preset:
    """`target_lufs` is what a whole track reads; None leaves a stage out."""

    target_lufs: float
    band: Band | None
    compression: Compression | None
    why: str


HORN = Band(low_hz=300, high_hz=6500, presence_hz=3000, presence_db=3)
FIRM = Compression(ratio=3, threshold_db=-10, attack_ms=1, release_ms=80)
GENTLE = Compression(ratio=2, threshold_db=-6, attack_ms=3, release_ms=150)

PRESETS: Mapping[str, Preset] = {
    "street": Preset(-13, HORN, FIRM, "Against traffic: louder than this the limiter is heard before the words are."),
    "quiet": Preset(-16, HORN, FIRM, "Yards and evenings: the same clear voice, 3 LU less of it."),
    "indoor": Preset(-16, None, GENTLE, "Halls with full-range loudspeakers: nothing is cut away."),
    "off": Preset(-16, None, None, "Only level, for comparison and for sources that somebody has mastered."),
}
DEFAULT_PRESET = "street"


A4, C5, CS5, E5, G5 = 440.0, 523.25, 554.37, 659.26, 783.99  # Hz, equal temperament


@dataclass(frozen=True, slots=True)
class Chime:
    """Notes in Hz, each struck `apart_ms` after the one before it.

    Never a sweep, a siren, a fast alternation or three equal pulses: those are alarm signals.
    """

    notes_hz: tuple[float, ...]
    apart_ms: int


CHIMES: Mapping[str, Chime] = {
    "three-tone": Chime((C5, E5, G5), 450),
    "two-tone": Chime((CS5, A4), 600),
    "none": Chime((), 0),
}
DEFAULT_CHIME = "three-tone"
