"""Tell whether a take runs forwards: by how the voice rings, or by the order of the text's sounds.

**Ringing**: after each pulse of a voice the mouth rings, and the ringing falls off; played backwards it swells and
breaks off. That holds for people and for voices learnt from people. A voice that is computed from symmetrical pulses
(espeak-ng, the test tone) shows nothing either way.

**Order**: dynamic programming lays the take along the text's sounds: vowels should be loud, closures quiet, s and sh
should hiss. The voice itself is unknown, so the figure only compares two orders of the same sounds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from zt_audio.sound.filters import RecursiveFilter, high_pass, low_pass
from zt_audio.sound.quality.takes import Take, even_samples, powers, runs
from zt_audio.sound.quality.timing import Asked, Sound, sounds

# The ringing of a voice.
BAND_HZ = (1000.0, 4000.0)  # where the mouth rings; below it one sees the pulses' own rise and fall
SLOPES_HZ = 400.0  # fast enough to follow each pulse of a voice
_SLOPES_RATE_HZ = 5000.0  # samples that show slopes of SLOPES_HZ as well as all of them do
CLEAR_RING = 0.15  # either way: Piper's and RHVoice's takes 0.28 and more, espeak-ng's up to 0.04

# The order of its sounds.
_FRAME_S = 0.025
HISS_HZ = (3500.0, 8000.0)
_SOUNDING_DB = 40.0
LONGEST_CLOSURE = 5  # frames of silence that belong to a word; longer ones are rests
FEWEST_SYLLABLES = 9  # a shorter text may well fit backwards as well
_LOWEST_RATE_HZ = 16_000  # below it nothing hisses
FAINTEST_HISS = 0.3  # share of a frame's power: a voice that never hisses gives nothing to go by

# How loud (1: as the loud vowels, 0: 40 dB below) and how hissing (share of the power) each kind is.
# Means over 300 takes of espeak-ng after alignment, rounded; in the order of SoundKind.
LIKENESS = np.array([(0.9, 0.0), (0.7, 0.7), (0.5, 0.4), (0.3, 0.2), (0.6, 0.0), (0.1, 0.0)], np.float32)
WEIGHTS = np.array([5.0, 12.0], np.float32)  # about one over their variances
ASTRAY = 0.12  # of the length: how far a sound may be from where it is expected before that costs
ASTRAY_COST = 20.0

Frames = NDArray[np.float32]


def forwards(take: Take, asked: Asked) -> float:
    """Return how surely the take runs forwards: by how the voice rings, or else by the order of its sounds.

    Infinity where neither can tell.
    """
    if asked.syllables < FEWEST_SYLLABLES:
        return math.inf
    ring = ring_down(take)
    return ring if abs(ring) > CLEAR_RING else forwards_gain(take, asked)


def ring_down(take: Take) -> float:
    """Return the skewness of the slopes of the envelope: above 0 where sound rises fast and falls off slowly.

    Measured over 83 sentences a voice: Piper 1.9 and more, RHVoice 0.28 and more; espeak-ng from -0.04 to 0.04.
    Backwards each has the other sign. Filters without phase of their own, or they would ring, too.
    """
    thin = max(1, int(take.sample_rate / _SLOPES_RATE_HZ))
    band, envelope = _ring_filters(take.sample_rate, thin)
    ringing = _without_phase(band, take.wave)
    loud = np.abs(ringing, out=ringing)[: len(ringing) // thin * thin]
    swing = np.diff(_without_phase(envelope, sum(loud[at::thin] for at in range(1, thin)) + loud[::thin]))
    swing -= swing.mean()
    squares = np.square(swing)
    power = float(np.mean(squares))
    return float(np.mean(squares * swing)) / power**1.5 if power > 0 else 0.0


@cache
def _ring_filters(sample_rate: int, thin: int) -> tuple[RecursiveFilter, RecursiveFilter]:
    """Return the band in which the mouth rings, and what makes an envelope of every `thin` samples of it."""
    low, high = high_pass(2, BAND_HZ[0], sample_rate), low_pass(2, BAND_HZ[1], sample_rate)
    return RecursiveFilter(np.vstack([low, high])), RecursiveFilter(low_pass(2, SLOPES_HZ, sample_rate / thin))


def _without_phase(filtered: RecursiveFilter, wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `wave` filtered there and back: nothing is smeared to one side."""
    return filtered(filtered(wave)[::-1])[::-1]


def forwards_gain(take: Take, asked: Asked) -> float:
    """Return by how much the text fits better than the same text backwards; infinity where it cannot be judged."""
    spoken = sounds(asked.text, asked.lang)
    if take.sample_rate < _LOWEST_RATE_HZ:
        return math.inf
    # how loud and how hissing each frame is, without the silence around and without rests
    size = even_samples(_FRAME_S, take.sample_rate)
    power = powers(take.wave, size)
    low, high = (round(hz * size / take.sample_rate) for hz in HISS_HZ)
    whole = power.sum(axis=(1, 2))
    loud = np.percentile(whole, 95)
    quiet = whole <= loud * 10 ** (-_SOUNDING_DB / 10)
    for start, end in runs(quiet):
        inside = start > 0 and end < len(quiet)
        quiet[start:end] = not inside or end - start >= LONGEST_CLOSURE
    whole, hissing = whole[~quiet], power[~quiet, low:high].sum(axis=(1, 2))
    level = 1 + 10 * np.log10(whole / loud + 1e-9) / _SOUNDING_DB
    frames: Frames = np.stack([np.clip(level, 0, 1.1), hissing / (whole + loud * 1e-4)], axis=1).astype(np.float32)
    if np.max(frames[:, 1]) < FAINTEST_HISS:
        return math.inf
    forwards, backwards = _misfits(frames, spoken)
    return backwards - forwards


def _misfits(frames: Frames, spoken: Sequence[Sound]) -> tuple[float, float]:
    """Return the mean cost of a frame on the best way through `spoken`, and through its reverse.

    A way may leave single sounds out. Both ways are searched at once: numpy is slow at small rows.
    """
    cost = np.stack([_costs(frames, spoken), _costs(frames, spoken[::-1])], axis=1)
    best = np.full((2, cost.shape[2] + 2), np.inf, np.float32)  # two more in front: nothing comes from there
    best[:, 2:4] = cost[0, :, :2]
    stay, step, leap = best[:, 2:], best[:, 1:-1], best[:, :-2]
    least = np.empty_like(stay)
    for row in cost[1:]:
        np.minimum(stay, step, out=least)
        np.minimum(least, leap, out=least)
        np.add(least, row, out=stay)
    forwards, backwards = best[:, -2:].min(axis=1) / len(frames)
    return float(forwards), float(backwards)


def _costs(frames: Frames, spoken: Sequence[Sound]) -> NDArray[np.float32]:
    """Return what it costs to take each frame for each sound."""
    unlike = np.square(frames[:, None, :] - LIKENESS[None]) @ WEIGHTS
    beats = np.array([sound.beats for sound in spoken], np.float32)
    expected = (np.cumsum(beats) - beats / 2) / beats.sum()
    times = (np.arange(len(frames), dtype=np.float32) + 0.5) / len(frames)
    astray = np.clip(np.abs(times[:, None] - expected) - ASTRAY, 0, None) * ASTRAY_COST
    costs: NDArray[np.float32] = (unlike[:, [sound.kind for sound in spoken]] + astray).astype(np.float32, copy=False)
    return costs
