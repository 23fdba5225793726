"""Compare a take with its script and with altered scripts: a sentence left out, doubled, exchanged, and others.

Costs are compared with each other alone. What a take costs against its own script says more of the reader and the
microphone than of what was read.

A take is laid along references, frame by frame. Every way takes each frame of the take once. So ways through different
references have as many terms, and their costs can be compared. While the take goes on by one frame, a reference stays,
goes on by one frame or skips one or two: a person may read at any pace up to three times that of the reference. No step
depends on another one of its row, so numpy works on rows.

How long a sentence should be shows in espeak-ng's own reading of it: what other voices need follows that to 4 to 6 %
(standard deviation; seven voices in two languages, docs/measurements.md), while by syllables it is 8 to 16 %. What
takes longer or shorter was said twice, or is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import soxr
from numpy.typing import NDArray

from zt_audio.model import Speech
from zt_audio.sound.takes import runs

# Turn speech into frames that can be compared: alike where the sounds are alike, in any voice.
#
# A frame is 13 cepstral coefficients of a mel spectrum, with those of the frames around it, levelled over the whole
# take (mean and variance), and projected by a linear discriminant analysis that `scripts/train_ear.py` made of
# espeak-ng's own voices: what differs between phones counts, what differs between speakers does not. The projection
# makes the mean scatter within a phone 1 in each direction, so that half a squared distance is, up to a constant, a
# log-likelihood.

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


Costs: TypeAlias = NDArray[np.float32]

NEVER = np.float32(1e6)  # more than any way costs
_OFF_PACE = np.float32(0.3)  # what it costs to leave the pace of the reference for a frame
_MOST = np.float32(8.0)  # a frame that is like nothing costs no more: a cough decides nothing


Length = tuple[float, float]  # of a sentence, in seconds: by the voice, by espeak-ng

_LEAST_SENTENCES = 12  # fewer do not show how a voice speaks
_LONGEST, _SHORTEST = 1.25, 0.8  # times what the voice needs: four standard deviations
_NEAR = 0.25  # logarithm of a ratio: what is further off says nothing of the voice's pace


def frame_costs(take: Frames, reference: Frames) -> Costs:
    """Return how much less likely it is for each frame of `take` (rows) and `reference` to be one phone than two.

    It is the logarithm of the ratio of both likelihoods, where the frames of a phone scatter by 1 around its mean and
    the means by `spreads` (S. Ioffe, Probabilistic Linear Discriminant Analysis, 2006).
    """
    between = spreads()
    own = 0.5 * between**2 / ((1 + 2 * between) * (1 + between))
    both = between / (1 + 2 * between)
    constant = (0.5 * np.log(1 + 2 * between) - np.log(1 + between)).sum()
    costs = (take**2 @ own)[:, None] + (reference**2 @ own) - (take * both) @ reference.T + constant
    return np.asarray(np.minimum(costs, _MOST), np.float32)


def first_entry(frames: int) -> Costs:
    """Return the entry of what is read from the first of `frames` frames on."""
    entry = np.full(frames + 1, NEVER, np.float32)
    entry[0] = 0
    return entry


def walk(costs: Costs, entry: Costs) -> Costs:
    """Return what the best way costs up to each frame of the take (rows) and of the reference, both included.

    `entry[t]` is what it costs to have read all before the reference when frame t comes.
    """
    frames, states = costs.shape
    reached = np.empty_like(costs)
    before = np.full(states + 3, NEVER, np.float32)  # three places before the first state are never reached
    best = np.empty(states, np.float32)
    for at in range(frames):
        np.add(before[:-3], _OFF_PACE, out=best)  # two skipped
        np.minimum(best, before[1:-2], out=best)  # one skipped
        np.minimum(best, before[3:], out=best)  # none: the reference stays
        np.add(best, _OFF_PACE, out=best)
        np.minimum(best, before[2:-1], out=best)
        best[0] = min(best[0], entry[at])  # no way skips the first frame of a reference, or its last
        np.add(best, costs[at], out=reached[at])
        before[3:] = reached[at]
    return reached


def after(costs: Costs, entry: Costs) -> Costs:
    """Return the entry of what follows a reference with these `costs`, where `entry` is its own."""
    return np.concatenate([[NEVER], np.minimum(walk(costs, entry)[:, -1], NEVER)]).astype(np.float32)


def remaining(costs: Costs, rest: Costs) -> Costs:
    """Return what it costs from each frame on to read this reference and then what costs `rest` from each frame on."""
    return after(costs[::-1, ::-1], rest[::-1])[::-1]


class Fault(Enum):
    """What a take may have read instead of its script."""

    LEFT_OUT = "heard-left-out"
    DOUBLED = "heard-doubled"
    SWAPPED = "heard-swapped"  # with the next sentence
    CUT = "heard-cut"
    OTHER_TEXT = "heard-other-text"
    OTHER_LANGUAGE = "heard-other-language"
    # Noticed by the recogniser alone, `listener.py`:
    WORD = "heard-word"
    NUMBER = "heard-number"
    NEGATION = "heard-negation"  # it was not read, or its opposite was
    FORMER = "heard-former"  # the text as it was before a change
    LONGER = "heard-longer"  # than its voice needs: of takes of voices alone
    SHORTER = "heard-shorter"


# By how much a frame of what is altered must fit better for a doubt: chosen on half of the takes of `benchmarks/run.py
# recogniser`, and judged by the other half.
BOUNDS: Mapping[Fault, float] = {
    Fault.LEFT_OUT: 0.2,
    Fault.DOUBLED: 0.2,
    Fault.SWAPPED: 0.3,
    Fault.CUT: 0.35,
    Fault.OTHER_TEXT: -0.8,  # below 0: no other text of a project is the one that was read, but some fit as well
    Fault.OTHER_LANGUAGE: 0.0,
}
_LEAST_CUT = 30  # frames that must be missing: the end of a last word is often lost in the room
_CUT_SLACK = 30  # frames added to those missing, so that few of them weigh less
_CUT_STEP = 5  # frames


@dataclass(frozen=True, slots=True)
class Script:
    """References for a comparison, by sentence. `others` are other texts of the same language."""

    sentences: Sequence[Frames]
    others: Sequence[Sequence[Frames]] = ()
    translation: Sequence[Frames] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """An altered script: `margin` is by how much a frame of it fits better, `gain` by how much the whole take does.

    `sentence` counts from 0, None where the whole text is another one. Frames `start` to `end` of the take are where
    to listen.
    """

    fault: Fault
    sentence: int | None
    gain: float
    margin: float
    start: int
    end: int


def doubt_of(take: Frames, script: Script, bounds: Mapping[Fault, float] = BOUNDS) -> Alternative | None:
    """Return the altered script that fits best, of those that fit better than `script` by their bound; None if none."""
    found = [each for each in alternatives(take, script) if each.margin > bounds[each.fault]]
    return max(found, key=lambda each: each.gain, default=None)


def alternatives(take: Frames, script: Script) -> Iterator[Alternative]:
    """Yield every altered script, compared with `script`."""
    if (frames := len(take)) and script.sentences and all(map(len, script.sentences)):
        yield from _Comparison(take, script.sentences).altered()
        true = _cost_of(take, script.sentences)
        if script.others:
            cost = min(_cost_of(take, text) for text in script.others)
            yield Alternative(Fault.OTHER_TEXT, None, true - cost, (true - cost) / frames, 0, frames)
        if script.translation:
            cost = _cost_of(take, script.translation)
            yield Alternative(Fault.OTHER_LANGUAGE, None, true - cost, (true - cost) / frames, 0, frames)


def sentence_frames(take: Frames, sentences: Sequence[Frames]) -> list[tuple[int, int]]:
    """Return the frames of `take` in which each of `sentences` lies, if it reads all of them in this order."""
    comparison = _Comparison(take, sentences)
    return [comparison.place(at) for at in range(len(sentences))]


def _cost_of(take: Frames, text: Sequence[Frames]) -> float:
    together = np.concatenate(text)
    if not len(together):
        return float(NEVER)
    return float(after(frame_costs(take, together), first_entry(len(take)))[-1])


class _Comparison:
    """The ways through the sentences of a script, from both ends: an altered script is composed of their parts."""

    def __init__(self, take: Frames, sentences: Sequence[Frames]) -> None:
        self._costs = [frame_costs(take, sentence) for sentence in sentences]
        self._come = [first_entry(len(take))]  # [k]: the entry of sentence k
        self._last: list[Costs] = []  # what it costs to end with each frame of each sentence
        for costs in self._costs:
            reached = walk(costs, self._come[-1])
            self._last.append(reached[-1])
            self._come.append(np.append(NEVER, np.minimum(reached[:, -1], NEVER)).astype(np.float32))
        rests = [first_entry(len(take))[::-1]]  # what it costs from each frame on to read all from sentence k on
        for costs in reversed(self._costs):
            rests.append(remaining(costs, rests[-1]))
        self._rest = rests[::-1]
        self._true = float(self._come[-1][-1])

    def altered(self) -> Iterator[Alternative]:
        """Yield scripts in which one sentence is altered."""
        count = len(self._costs)
        for at, costs in enumerate(self._costs):
            own = costs.shape[1]
            if count > 1:
                yield self._alternative(Fault.LEFT_OUT, at, self._come[at], at + 1, own)
            yield self._alternative(Fault.DOUBLED, at, after(costs, self._come[at + 1]), at + 1, own)
            if at + 1 < count:
                swapped = after(costs, after(self._costs[at + 1], self._come[at]))
                frames = own + self._costs[at + 1].shape[1]
                yield self._alternative(Fault.SWAPPED, at, swapped, at + 2, frames)
        yield from self._cuts()

    def _alternative(self, fault: Fault, at: int, entry: Costs, goes_on: int, frames: int) -> Alternative:
        gain = self._true - float(np.min(entry + self._rest[goes_on]))
        start, end = self.place(at)
        return Alternative(fault, at, gain, gain / frames, start, end)

    def _cuts(self) -> Iterator[Alternative]:
        """Yield the best script that stops in the middle of each sentence."""
        missing = sum(costs.shape[1] for costs in self._costs)
        for at, last in enumerate(self._last):
            inside = range(_CUT_STEP, min(len(last), missing - _LEAST_CUT), _CUT_STEP)
            found = [(self._true - float(last[state])) / (missing - state + _CUT_SLACK) for state in inside]
            if found:
                best = int(np.argmax(found))
                gain = self._true - float(last[inside[best]])
                yield Alternative(Fault.CUT, at, gain, found[best], *self.place(at))
            missing -= len(last)

    def place(self, at: int) -> tuple[int, int]:
        """Return the frames of the take in which sentence `at` lies, if the take reads the script."""
        start, end = (int(np.argmin(self._come[k] + self._rest[k])) for k in (at, at + 1))
        return min(start, end), max(start, end)


def length_ratios(lengths: Sequence[Length]) -> list[float]:
    """Return by what factor each sentence of one voice is longer than this voice needs; 1 where that is usual."""
    if len(lengths) < _LEAST_SENTENCES:
        return [1.0] * len(lengths)
    spoken, reference = np.array(lengths).T
    usual = float(np.median(spoken / reference)) * reference
    near = np.abs(np.log(spoken / usual)) < _NEAR
    if np.count_nonzero(near) >= _LEAST_SENTENCES:
        usual = _line(spoken[near], reference[near], reference)
    ratios = [float(ratio) for ratio in spoken / usual]
    return [ratio if ratio > _LONGEST or ratio < _SHORTEST else 1.0 for ratio in ratios]


def _line(spoken: NDArray[np.float64], reference: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what a voice needs, by the line through `spoken` over `reference` with the least relative errors."""
    rows = np.column_stack([np.ones(len(spoken)), reference]) / spoken[:, None]
    (begin, slope), *_rest = np.linalg.lstsq(rows, np.ones(len(spoken)), rcond=None)
    return np.asarray(np.maximum(begin + slope * at, np.min(spoken) / 2))
