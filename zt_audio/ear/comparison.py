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
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.features import Frames, spreads

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
    # Noticed by the recogniser alone, `words.py`:
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
