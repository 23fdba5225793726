"""Turn speech into frames that can be compared: alike where the sounds are alike, in any voice.

A frame is 13 cepstral coefficients of a mel spectrum, with those of the frames around it, levelled over the whole take
(mean and variance), and projected by a linear discriminant analysis that `scripts/train_ear.py` made of espeak-ng's own
voices: what differs between phones counts, what differs between speakers does not. The projection makes the mean
scatter within a phone 1 in each direction, so that half a squared distance is, up to a constant, a log-likelihood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import soxr
from numpy.typing import NDArray

from zt_audio.model import Speech
from zt_audio.sound.quality.takes import runs

Frames: TypeAlias = NDArray[np.float32]  # a row for each frame
Cepstra: TypeAlias = tuple[Frames, NDArray[np.bool_]]  # of each frame, and which frames are speech

RATE_HZ = 16_000  # the lowest that a recording may have
HOP = RATE_HZ // 100  # samples from frame to frame
_WINDOW = RATE_HZ // 40
_FFT = 512
_BANDS = 26
_LOWEST_HZ, _HIGHEST_HZ = 100.0, 7000.0
CEPSTRA = 13
AROUND = 5  # frames on each side that describe a frame, too
EVERY = 2  # of these frames one is kept: 20 ms are shorter than any phone
KEPT_FRAME_S = EVERY * HOP / RATE_HZ
_QUIET_DB = 32.0  # below the loud vowels there is no sound that tells phones apart
_ROOM_PERCENT, _LOUD_PERCENT = 3, 95
_ABOVE_ROOM_DB = 4.0  # frames of steady noise swing by 2 to 3 dB
_LONGEST_CLOSURE = 12  # frames: the silence of a stop consonant belongs to the word, a rest does not
_PRE_EMPHASIS = 0.97
_SPREAD_OF_NOTHING = 1e-3
_POWER_OF_NOTHING = 1e-10


@dataclass(frozen=True, slots=True)
class HeardFrames:
    """The projected frames of a take without its rests, and when each of them is, in seconds."""

    frames: Frames
    times_s: NDArray[np.float32]

    def second_of(self, frame: int) -> float:
        """Return when `frame` is, or the last one before the end."""
        return float(self.times_s[min(frame, len(self.times_s) - 1)])


def projected(takes: Sequence[Cepstra]) -> tuple[HeardFrames, ...]:
    """Return the frames of each of `takes` of one voice; none where all is silent.

    They are levelled together: a short sentence alone does not show what is usual for its voice.
    """
    return tuple(
        HeardFrames(
            (stacked[spoken] @ directions())[::EVERY], np.flatnonzero(spoken)[::EVERY] * np.float32(HOP / RATE_HZ)
        )
        for stacked, spoken in normalised(takes)
    )


def wave_of(speech: Speech) -> NDArray[np.float32]:
    """Return the samples of `speech` at RATE_HZ."""
    samples = np.frombuffer(speech.pcm, "<i2").astype(np.float32) / np.float32(32768)
    wave: NDArray[np.float32] = soxr.resample(samples, speech.sample_rate, RATE_HZ) if len(samples) else samples
    return wave


def cepstra_of(wave: NDArray[np.float32]) -> Cepstra:
    """Return the cepstra of each frame, and which frames are speech."""
    if len(wave) < _FFT:
        return np.zeros((0, CEPSTRA), np.float32), np.zeros(0, np.bool_)
    starts = np.arange(0, len(wave) - _WINDOW + 1, HOP)
    emphasised = np.append(wave[:1], wave[1:] - _PRE_EMPHASIS * wave[:-1])
    windows = emphasised[starts[:, None] + np.arange(_WINDOW)] * np.hamming(_WINDOW).astype(np.float32)
    power = np.abs(np.fft.rfft(windows, _FFT)).astype(np.float32) ** 2
    cepstra = np.log(power @ _mel_bands() + _POWER_OF_NOTHING) @ cosines()
    return cepstra.astype(np.float32), _spoken(power.sum(axis=1))


def normalised(takes: Sequence[Cepstra]) -> Iterator[Cepstra]:
    """Yield each of `takes` with mean 0 and variance 1 over all speech; a row holds the frames around it, too."""
    speech = np.concatenate([cepstra[spoken] for cepstra, spoken in takes])
    mean, spread = (speech.mean(axis=0), speech.std(axis=0) + _SPREAD_OF_NOTHING) if len(speech) else (0, 1)
    for cepstra, spoken in takes:
        padded = np.pad(
            (cepstra - mean) / spread, ((AROUND, AROUND), (0, 0)), mode="edge" if len(cepstra) else "constant"
        )
        around = [padded[at : at + len(cepstra)] for at in range(2 * AROUND + 1)]
        yield np.concatenate(around, axis=1).astype(np.float32), spoken


def _spoken(power: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which frames stand out of the room and lie near the loud ones, with the closures of stops."""
    levels_db = 10 * np.log10(power + _POWER_OF_NOTHING)
    quiet_db, loud_db = np.percentile(levels_db, (_ROOM_PERCENT, _LOUD_PERCENT))
    spoken = levels_db > max(loud_db - _QUIET_DB, quiet_db + _ABOVE_ROOM_DB)
    for start, end in runs(~spoken):
        if end - start <= _LONGEST_CLOSURE and start and end < len(spoken):
            spoken[start:end] = True
    return np.asarray(spoken, np.bool_)


@cache
def cosines() -> NDArray[np.float64]:
    """Return the first CEPSTRA columns of the orthonormal discrete cosine transform (DCT-II) of _BANDS values."""
    numbers = np.arange(CEPSTRA)
    columns: NDArray[np.float64] = np.cos(np.pi / _BANDS * np.outer(np.arange(_BANDS) + 0.5, numbers))
    return columns * np.sqrt(np.where(numbers, 2, 1) / _BANDS)


@cache
def _mel_bands() -> NDArray[np.float32]:
    """Return the weight of each line of the spectrum in each band."""
    edges = 700 * (np.exp(np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), _BANDS + 2)) - 1)
    lines = np.arange(_FFT // 2 + 1)[:, None] * (RATE_HZ / _FFT)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    bands = np.minimum((lines - low) / (middle - low), (high - lines) / (high - middle))
    return np.asarray(np.maximum(bands, 0), np.float32)


def _mel(hz: float) -> float:
    return float(np.log1p(hz / 700))


@cache
def _space() -> NDArray[np.float32]:
    with resources.files(__package__).joinpath("space.npy").open("rb") as file:
        return np.asarray(np.load(file, allow_pickle=False), np.float32)


def directions() -> Frames:
    """Return the projection, a column for each direction."""
    return _space()[1:]


def spreads() -> NDArray[np.float32]:
    """Return by how much phones differ in each direction, where the frames of one phone differ by 1."""
    return np.asarray(_space()[0])
