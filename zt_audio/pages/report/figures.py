"""Work out the small pictures beside figures: loudness against its target, the shares of airtime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.pages.wording import Wording

GAUGE_LU = 2.0  # to either side of the target
GAUGE_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Limits:
    """What a track may read; `target_lufs` is None where the settings cannot be read any more."""

    target_lufs: float | None
    tolerance_lu: float
    ceiling_dbtp: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """The loudness of a track on a line of GAUGE_WIDTH, with the band in which it should be."""

    low_lufs: float
    high_lufs: float
    left: float  # of the band
    right: float
    needle: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How long one language is spoken, and how much that is of all speech, from 0 to 1."""

    lang: str
    spoken_ms: int
    share: float


def gauge(lufs: float, limits: Limits) -> Gauge | None:
    """Return the gauge of a track as loud as `lufs`; None without a target."""
    target_lufs = limits.target_lufs
    if target_lufs is None:
        return None

    def x(level_lufs: float) -> float:
        share = (level_lufs - target_lufs + GAUGE_LU) / (2 * GAUGE_LU)
        return round(GAUGE_WIDTH * min(max(share, 0.01), 0.99), 1)

    low, high = target_lufs - limits.tolerance_lu, target_lufs + limits.tolerance_lu
    return Gauge(low, high, x(low), x(high), x(lufs), low <= lufs <= high)


def shares(spoken_ms: Mapping[str, int]) -> tuple[Share, ...]:
    total = sum(spoken_ms.values()) or 1
    return tuple(Share(lang, ms, ms / total) for lang, ms in spoken_ms.items())


def ratio(spoken_ms: Mapping[str, int], wording: Wording) -> str:
    """Return `50,3 : 49,7`: shares in percent, in the order of the languages."""
    return " : ".join(wording.number(100 * each.share) for each in shares(spoken_ms))
