"""A recording measured in, figures out: how fast it is, how long it rests, how much is cut off at its peak and ends."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zt_audio.sound.loudness import dbfs
from zt_audio.sound.quality import signal as gate_signal
from zt_audio.sound.quality.takes import FRAME_S, SOUNDING_DB, Take, Wave, runs

SPARE_S = 0.5  # the first and the last sound are of no certain length
SENTENCE_REST_S = 1.0  # what a reader may add where a sentence ends
NEAR_PEAK = 0.9  # MP3 rounds off what was cut flat
ABOVE_FLOOR_DB = 10.0
LOUDEST_ROOM_DB = -25.0  # against the loud vowels; `street` lifts it further
NOISE_CREST_DB = 15.0  # how far noise peaks above its level
SLOWEST = 2.0  # syllables a second


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording measured: `whole` with its ends, `take` without, both without offset; what should be read in it."""

    offset: float  # as it came, as a share of the RMS
    whole: Take
    take: Take
    syllables: int
    sentences: int


def inside(take: Take) -> NDArray[np.bool_]:
    """Return which frames from the first word to the last sound, above whatever noise there is."""
    floor_db = float(np.sort(take.levels_db)[: gate_signal.PAUSE_FRAMES][-1])
    sounding = take.levels_db > max(floor_db + ABOVE_FLOOR_DB, take.loud_db - SOUNDING_DB)
    found = np.flatnonzero(sounding)
    return sounding[found[0] : found[-1] + 1] if len(found) else sounding


def length_s(heard: Heard) -> float:
    return len(inside(heard.take)) * FRAME_S


def hurry(heard: Heard) -> float:
    """Return how many syllables a second are said, so that SPARE_S is no matter."""
    return heard.syllables / (length_s(heard) + SPARE_S)


def dawdling(heard: Heard) -> float:
    """Return the seconds that the slowest reader would not need."""
    return length_s(heard) - SPARE_S - heard.syllables / SLOWEST - SENTENCE_REST_S * (heard.sentences - 1)


def near_peak_share(heard: Heard) -> float:
    """Return how many samples lie right below the peak, whatever was turned up or down since."""
    swing = np.abs(heard.take.samples.astype(np.int32))
    return float(np.mean(swing > NEAR_PEAK * swing.max()))


def start_db(heard: Heard) -> float:
    return _edge_db(heard, heard.whole.wave[: _edge_samples(heard)])


def end_db(heard: Heard) -> float:
    return _edge_db(heard, heard.whole.wave[-_edge_samples(heard) :])


def _edge_samples(heard: Heard) -> int:
    return max(1, round(gate_signal.END_S * heard.whole.sample_rate))


def _edge_db(heard: Heard, edge: Wave) -> float:
    """Return the peak of `edge` against the loud vowels; nothing where it is the room's noise."""
    level_db = dbfs(float(np.abs(edge).max())) - heard.take.loud_db
    return level_db if level_db > gate_signal.floor_db(heard.take) + NOISE_CREST_DB else -math.inf


def rest_s(heard: Heard) -> float:
    """Return the longest rest; none where the room is so loud that weak sounds could not be told from it."""
    if gate_signal.floor_db(heard.take) > LOUDEST_ROOM_DB:
        return 0.0
    rests = np.diff(runs(~inside(heard.take)), axis=1).ravel()
    return float(rests.max(initial=0)) * FRAME_S
