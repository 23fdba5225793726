"""Find a stuck buffer in a take: the same samples once more, right after themselves.

Only exact repetition counts: a voice never repeats itself to the bit, except where an engine plays a stored hiss
(espeak-ng often does) or pure tones (the test engine).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from zt_audio.sound.quality.takes import Take, runs

SHORTEST_S, LONGEST_S = 0.018, 0.52  # blocks of audio devices and decoders
VOICED_BELOW_HZ = 2200.0  # mean frequency of a block; espeak-ng's stored sounds lie above 2570, voiced ones below 970
TONE_RESIDUE = 1e-4  # see _residue: 5.8e-5 at most in 1641 blocks of tones; in the median block of speech 0.02
KEY_SAMPLES = 4
ANCHOR_EVERY = 16  # of the places in a take, picked by their lowest bits: a repetition has the same ones
FEWEST_ANCHORS = 5
QUIET = 30  # of 32768: silence repeats itself, too
SMOOTH_JUMP = 0.5  # from one sample to the next, against the sample: hiss jumps more
MOST_LAGS = 8
MOST_STRETCHES = 8
FEWEST_SAMPLES = 200  # of a block that is looked at, and of its pieces

_Block = NDArray[np.float64]


def repeated_share(take: Take) -> float:
    """Return the largest share of a block that repeats right after it; 1 where the whole block does."""
    lags = _lags(take.samples, take.sample_rate)
    return max((_share(take.samples, lag, take.sample_rate) for lag in lags), default=0.0)


def _lags(samples: NDArray[np.int16], sample_rate: int) -> Iterator[int]:
    """Yield the distances at which equal samples follow each other most often."""
    keys, places = _anchors(samples)
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    found = [(places[step:] - places[:-step])[keys[step:] == keys[:-step]] for step in (1, 2, 3)]
    lags = np.concatenate(found)
    lags = lags[(lags >= SHORTEST_S * sample_rate) & (lags <= LONGEST_S * sample_rate)]
    values, counts = np.unique(lags, return_counts=True)
    for at in np.argsort(-counts, kind="stable")[:MOST_LAGS]:
        if counts[at] >= FEWEST_ANCHORS:
            yield int(values[at])


def _anchors(samples: NDArray[np.int16]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return the KEY_SAMPLES that begin at each anchor, read as one number, and the anchor's place."""
    at = np.flatnonzero((samples[: 1 - KEY_SAMPLES] & (ANCHOR_EVERY - 1)) == ANCHOR_EVERY // 2)
    level, jump = (samples[at + step].astype(np.int32) for step in (0, 1))
    places = at[(np.abs(level) > QUIET) & (np.abs(jump - level) < np.abs(level) * SMOOTH_JUMP)]
    keys = np.lib.stride_tricks.sliding_window_view(samples, KEY_SAMPLES)[places]
    return keys.view(np.uint64).ravel(), places


def _share(samples: NDArray[np.int16], lag: int, sample_rate: int) -> float:
    """Return the share of `lag` that the longest repeated voiced stretch fills; pauses do not count."""
    stretches = runs(samples[:-lag] == samples[lag:])
    lengths = np.diff(stretches, axis=1).ravel()
    for at in np.argsort(-lengths, kind="stable")[:MOST_STRETCHES]:
        start, end = stretches[at]
        if _is_voice(samples[start:end].astype(np.float64), sample_rate):
            return float(lengths[at]) / lag
    return 0.0


def _is_voice(block: _Block, sample_rate: int) -> bool:
    """Tell a voiced sound from hiss and from a pure tone."""
    if len(block) < FEWEST_SAMPLES:
        return False
    last, now = block[:-1], block[1:]
    cosine = float(np.sum(last * now) / (np.sum(now * now) + 1.0))
    mean_hz = math.acos(max(-1.0, min(1.0, cosine))) * sample_rate / (2 * math.pi)
    return mean_hz < VOICED_BELOW_HZ and _residue(block) > TONE_RESIDUE


def _residue(block: _Block) -> float:
    """Return the share of a sample's power that the two before it do not predict, in the median piece of `block`."""
    pieces = block[: len(block) // FEWEST_SAMPLES * FEWEST_SAMPLES].reshape(-1, FEWEST_SAMPLES)
    before, last, now = pieces[:, :-2], pieces[:, 1:-1], pieces[:, 2:]
    ll, bb, nn = (np.sum(part * part, axis=1) + 1.0 for part in (last, before, now))
    lb, ln, bn = np.sum(last * before, axis=1), np.sum(last * now, axis=1), np.sum(before * now, axis=1)
    spread = ll * bb - lb * lb
    from_last, from_before = (bb * ln - lb * bn) / spread, (ll * bn - lb * ln) / spread
    missed = now - from_last[:, None] * last - from_before[:, None] * before
    return float(np.median(np.sum(missed * missed, axis=1) / nn))
