"""List the sound presets and chimes, each number with its reason, and look one up. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from zt_audio.i18n import N_
from zt_audio.model import OwnPreset, SoundSettings

# Parts of the key of each segment. Change SOUND_RECIPE when the same speech and preset come to sound different (the
# limiter too): then all segments are made again. Change GATE_RECIPE when quality control comes to refuse other takes:
# then it judges again what it passed before. `SEGMENT_RECIPE` of pipeline/ is about what a step does around that.
SOUND_RECIPE = "6"
GATE_RECIPE = "2"


@dataclass(frozen=True, slots=True)
class Band:
    """The part of the spectrum that is kept, and the lift of the presence region."""

    low_hz: float
    high_hz: float
    presence_hz: float
    presence_db: float


@dataclass(frozen=True, slots=True)
class Compression:
    """Levels are relative to the passage's own loudness, so that quiet and loud recordings are treated alike."""

    ratio: float
    threshold_db: float
    attack_ms: float
    release_ms: float


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What a recording loses before anything else: hum, rumble, some of the noise between words, clicks at its ends."""

    high_pass_hz: float
    quieter_db: float  # what is between words; never all of it, or the voice seems to jump in and out of nothing
    recipe: int = 5  # change it when the same numbers come to sound different: then what is cleaned is made again


@dataclass(frozen=True, slots=True)
class Preset:
    """`target_lufs` is the loudness of a whole track; None leaves a stage out."""

    target_lufs: float
    band: Band | None
    compression: Compression | None
    why: str
    cleaning: Cleaning | None = None


HORN = Band(low_hz=300, high_hz=6500, presence_hz=3000, presence_db=3)
FIRM = Compression(ratio=3, threshold_db=-10, attack_ms=1, release_ms=80)
GENTLE = Compression(ratio=2, threshold_db=-6, attack_ms=3, release_ms=150)
TIDY = Cleaning(high_pass_hz=80, quieter_db=20)

_BUILT_IN: Mapping[str, tuple[str, Preset]] = {  # what pages call it, and its numbers
    "street": (
        N_("for a horn loudspeaker in the street"),
        Preset(-13, HORN, FIRM, "Against traffic: louder than this the limiter is heard before the words are."),
    ),
    "quiet": (
        N_("where people sleep near by"),
        Preset(-16, HORN, FIRM, "Yards and evenings: the same clear voice, 3 LU less of it."),
    ),
    "indoor": (
        N_("for a hall"),
        Preset(-16, None, GENTLE, "Halls with full-range loudspeakers: nothing is cut away."),
    ),
    "off": (
        N_("as the voice is"),
        Preset(-16, None, None, "Only level, for comparison and for sources that are mastered already."),
    ),
    "recording": (
        N_("as a person reads"),
        Preset(-13, HORN, FIRM, "As street, for what people read in a room that is not quite quiet.", TIDY),
    ),
}
PRESET_NAMES = {name: called for name, (called, _numbers) in _BUILT_IN.items()}
PRESETS = {name: numbers for name, (_called, numbers) in _BUILT_IN.items()}
DEFAULT_PRESET = SoundSettings().preset


def cleaning_of(preset: Preset) -> Cleaning:
    """Return how a recording is cleaned: as the preset says, else as `recording` does. No room is quite quiet."""
    return preset.cleaning or TIDY


def preset_of(name: str, own: Mapping[str, OwnPreset]) -> Preset:
    """Return the preset `name`, built in or `own`; a number that its base lacks is that of street."""
    if name not in own:
        return PRESETS[name]
    made = own[name]
    base = PRESETS[made.base]
    return replace(
        base,
        target_lufs=base.target_lufs if made.target_lufs is None else made.target_lufs,
        band=_varied(base.band, HORN, made.band),
        compression=_varied(base.compression, FIRM, made.compression),
    )


_Stage = TypeVar("_Stage", Band, Compression)


def _varied(stage: _Stage | None, instead: _Stage, numbers: Mapping[str, float]) -> _Stage | None:
    return replace(stage or instead, **numbers) if numbers else stage


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
CHIME_NAMES = {"three-tone": N_("three tones"), "two-tone": N_("two tones"), "none": N_("none")}
