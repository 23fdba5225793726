"""Measure a take once for all checks: its samples, its level every 10 ms, its rests, its signal, what repeats.

A stuck buffer says the same samples once more, right after themselves. Only exact repetition counts: a voice never
repeats itself to the bit, except where an engine plays a stored hiss (espeak-ng often does) or pure tones (the test
engine).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zt_audio.model import Speech
from zt_audio.sound.loudness import dbfs

Wave = NDArray[np.float32]

FRAME_S = 0.01
LOUD_PERCENT = 95  # the level of the loud vowels: one click does not lift it
SOUNDING_DB = 40.0  # less than this below the loud vowels sounds; the weakest consonants lie 35 dB below
REST_S = 0.15  # the shortest silence that is a rest: no consonant is held longer
SPECTRUM_S = 0.07  # five lines below 60 Hz
_EVEN_SAMPLES = 32
_QUIETEST_DB = -140.0  # digital silence


@dataclass(frozen=True, slots=True)
class Take:
    """`samples` are as they came, `wave` is of full scale 1; levels are RMS below that."""

    samples: NDArray[np.int16]
    wave: Wave
    sample_rate: int
    words: int | None
    levels_db: NDArray[np.float32]
    loud_db: float
    power: NDArray[np.float32]  # mean spectrum, a value every `power_step_hz`
    power_step_hz: float
    rests_s: tuple[float, ...]  # inside the speech, REST_S and longer, the longest first
    spoken_s: float  # from the first sound to the last, without rests


def take_of(speech: Speech) -> Take:
    """Measure `speech`. It must have one frame at least."""
    samples = np.frombuffer(speech.pcm, "<i2").astype(np.int16)
    wave = samples.astype(np.float32) / np.float32(32768)
    levels_db = levels(wave, frame_samples(speech.sample_rate))
    loud_db = float(np.percentile(levels_db, LOUD_PERCENT))
    # The spectrum is a mean over whole windows; a shorter wave is filled up with silence.
    size = even_samples(SPECTRUM_S, speech.sample_rate)
    found = powers(np.pad(wave, (0, size - len(wave))) if len(wave) < size else wave, size)
    quiet = levels_db <= loud_db - SOUNDING_DB
    inside = np.flatnonzero(~quiet)
    lengths_s = np.sort(np.diff(runs(quiet[inside[0] : inside[-1] + 1]), axis=1).ravel())[::-1] * FRAME_S
    rests_s = tuple(float(length_s) for length_s in lengths_s if length_s >= REST_S - FRAME_S / 2)
    spoken_s = (inside[-1] + 1 - inside[0]) * FRAME_S - sum(rests_s)
    return Take(
        samples=samples,
        wave=wave,
        sample_rate=speech.sample_rate,
        words=speech.words,
        levels_db=levels_db,
        loud_db=loud_db,
        power=found.mean(axis=0).sum(axis=1),
        power_step_hz=speech.sample_rate / size,
        rests_s=rests_s,
        spoken_s=float(spoken_s),
    )


def is_silent(speech: Speech, fewest_samples: float) -> bool:
    """Tell whether `speech` is silent, as a constant is, or shorter than `fewest_samples`."""
    samples = np.frombuffer(speech.pcm, "<i2")
    if len(samples) < fewest_samples:
        return True
    return dbfs((int(samples.max()) - int(samples.min())) / 2 / 32768) < SILENT_BELOW_DBFS


def frame_samples(sample_rate: int) -> int:
    return max(1, round(FRAME_S * sample_rate))


def levels(wave: Wave, size: int) -> NDArray[np.float32]:
    """Return the RMS in dB of each whole `size` samples."""
    frames = wave[: len(wave) // size * size].reshape(-1, size)
    power = np.einsum("ij,ij->i", frames, frames) / size
    decibels: NDArray[np.float32] = 10 * np.log10(power + np.float32(10 ** (_QUIETEST_DB / 10)))
    return decibels


def runs(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the start and the end of each run of true values, a row each."""
    return np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]))).reshape(-1, 2)


def even_samples(length_s: float, sample_rate: int) -> int:
    """Return how many samples are about `length_s`, of a number that is transformed quickly."""
    return _EVEN_SAMPLES * math.ceil(length_s * sample_rate / _EVEN_SAMPLES)


def powers(wave: Wave, size: int) -> NDArray[np.float32]:
    """Return the squares of both parts of each line in the spectrum of each whole `size` samples."""
    windows = wave[: len(wave) // size * size].reshape(-1, size) * np.hanning(size).astype(np.float32)
    bins = np.fft.rfft(windows, axis=1, norm="forward")  # six times as quick as without a norm (numpy 2.4)
    parts = bins.view(np.float32).reshape(*bins.shape, 2)
    return np.square(parts, out=parts)


CLIP_RUN = 4  # samples: no voice stays at its very peak for longer
END_S = 0.001
PAUSE_FRAMES = 3  # 30 ms: what is left of a word gap of 50 ms wherever it falls among the frames
_TREBLE_HZ = (4600.0, 6000.0)  # what a telephone (a call leaks to 4.4 kHz) and a codec of few bits leave out
_VOWELS_HZ = (1000.0, 3000.0)
_RUMBLE_HZ = 60.0  # below the lowest voice
POWER_OF_NOTHING = 1e-20  # keeps a division whole
AMPLITUDE_OF_NOTHING = 1e-7
SILENT_BELOW_DBFS = -50.0  # peak; good takes of engines: -17 and more


def offset_share(take: Take) -> float:
    """Return the DC offset as a share of the RMS."""
    return abs(float(take.wave.mean())) / (float(take.wave.std()) + AMPLITUDE_OF_NOTHING)


def clipped_samples(take: Take) -> float:
    """Return how many samples lie in runs at the take's very peak, above or below."""
    return float(max(_flat_samples(take.samples == edge) for edge in (np.max(take.samples), np.min(take.samples))))


def _flat_samples(top: NDArray[np.bool_]) -> int:
    lengths = np.diff(runs(top), axis=1).ravel()
    return int(lengths[lengths >= CLIP_RUN].sum())


def end_db(take: Take) -> float:
    """Return the peak of the last millisecond against the loud vowels: speech dies away, a torn take does not."""
    end = take.wave[-max(1, round(END_S * take.sample_rate)) :]
    return 20 * math.log10(float(np.abs(end).max()) + AMPLITUDE_OF_NOTHING) - take.loud_db


def floor_db(take: Take) -> float:
    """Return the level of the loudest of the PAUSE_FRAMES quietest frames, against the loud vowels."""
    quiet = np.sort(take.levels_db)[:PAUSE_FRAMES]
    return float(quiet[-1]) - take.loud_db


def treble_db(take: Take) -> float:
    """Return the level of s and t against the vowels; 0 where the rate is too low to have them."""
    if take.sample_rate < 2 * _TREBLE_HZ[1]:
        return 0.0
    treble, vowels = (_mean_power(take, *band) for band in (_TREBLE_HZ, _VOWELS_HZ))
    return 10 * math.log10((treble + POWER_OF_NOTHING) / (vowels + POWER_OF_NOTHING))


def _mean_power(take: Take, low_hz: float, high_hz: float) -> float:
    return float(take.power[math.ceil(low_hz / take.power_step_hz) : math.ceil(high_hz / take.power_step_hz)].mean())


def dip_db(take: Take) -> float:
    """Return the level of the one quietest frame against the loud vowels."""
    return float(np.min(take.levels_db)) - take.loud_db


def centre_hz(take: Take) -> float:
    """Return the centre of gravity of the spectrum."""
    steps = np.arange(len(take.power), dtype=np.float32)
    return float(take.power @ steps / (take.power.sum() + POWER_OF_NOTHING)) * take.power_step_hz


def rumble_share(take: Take) -> float:
    """Return the share of the power that lies below any voice."""
    low = take.power[: math.ceil(_RUMBLE_HZ / take.power_step_hz)]
    return float(low.sum() / (take.power.sum() + POWER_OF_NOTHING))


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
