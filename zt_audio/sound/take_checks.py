"""Find the reasons why a take of an engine may not be broadcast. Pure and cheap.

The bounds come from some 1800 takes of espeak-ng and 570 of the test engine: the shipped appeals and sentences put
together from their words, both languages, 2-7 syllables a second, pitches 0-100. Each names the worst of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from zt_audio.errors import BuildError
from zt_audio.language.registry import Beats, language_of
from zt_audio.model import Fact, Lang, Problem, Prosody, Speech, Utterance
from zt_audio.sound import takes
from zt_audio.sound.filters import RecursiveFilter, high_pass, low_pass
from zt_audio.sound.takes import (
    Take,
    even_samples,
    frame_samples,
    is_silent,
    powers,
    repeated_share,
    runs,
    take_of,
)

# Estimate how a spoken text lies in time, sound by sound, and measure how a take fits that: length, rests, order.
#
# The estimate is coarse on purpose: it must hold for any voice. One beat is what a syllable takes on average, so a text
# of n beats lasts n / rate seconds.
#
# Whether a take runs forwards shows in two ways. **Ringing**: after each pulse of a voice the mouth rings, and the
# ringing falls off; played backwards it swells and breaks off. That holds for people and for voices learnt from people.
# A voice that is computed from symmetrical pulses (espeak-ng, the test tone) shows nothing either way. **Order**:
# dynamic programming lays the take along the text's sounds: vowels should be loud, closures quiet, s and sh should
# hiss. The voice itself is unknown, so the figure only compares two orders of the same sounds.

# The ringing of a voice.
_BAND_HZ = (1000.0, 4000.0)  # where the mouth rings; below it one sees the pulses' own rise and fall
_SLOPES_HZ = 400.0  # fast enough to follow each pulse of a voice
_SLOPES_RATE_HZ = 5000.0  # samples that show slopes of SLOPES_HZ as well as all of them do
_CLEAR_RING = 0.15  # either way: Piper's and RHVoice's takes 0.28 and more, espeak-ng's up to 0.04

# The order of its sounds.
_FRAME_S = 0.025
_HISS_HZ = (3500.0, 8000.0)
_SOUNDING_DB = 40.0
_LONGEST_CLOSURE = 5  # frames of silence that belong to a word; longer ones are rests
FEWEST_SYLLABLES = 9  # a shorter text may well fit backwards as well
_LOWEST_RATE_HZ = 16_000  # below it nothing hisses
_FAINTEST_HISS = 0.3  # share of a frame's power: a voice that never hisses gives nothing to go by

# How loud (1: as the loud vowels, 0: 40 dB below) and how hissing (share of the power) each kind is.
# Means over 300 takes of espeak-ng after alignment, rounded; in the order of SoundKind.
_LIKENESS = np.array([(0.9, 0.0), (0.7, 0.7), (0.5, 0.4), (0.3, 0.2), (0.6, 0.0), (0.1, 0.0)], np.float32)
_WEIGHTS = np.array([5.0, 12.0], np.float32)  # about one over their variances
_ASTRAY = 0.12  # of the length: how far a sound may be from where it is expected before that costs
_ASTRAY_COST = 20.0

_Frames = NDArray[np.float32]


class SoundKind(IntEnum):
    """What can be told apart from afar: how loud a sound is, and whether it hisses."""

    OPEN = 0  # vowels
    HISS = 1
    BUZZ = 2
    STOP = 3  # silence and a burst; and breath
    VOICED = 4
    GAP = 5  # between words


EDGE_BEATS = 1.5  # the first and the last sound are of no certain length: a single word varies most
MARK_REST_S = 0.5  # what a comma may add to a rest

_LETTERS = {
    SoundKind.OPEN: "аәеёиоөуұүыіэюя",
    SoundKind.HISS: "сцчшщ",
    SoundKind.BUZZ: "жз",
    SoundKind.STOP: "кқптфхһ",
    SoundKind.VOICED: "бвгғдйлмнңр",
}
_KINDS: Mapping[str, SoundKind] = {letter: kind for kind, letters in _LETTERS.items() for letter in letters}

_SYLLABLE_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MARK = re.compile(r"[,;:.!?–—-](?=\s)")  # inside the text: what ends it is followed by nothing


@dataclass(frozen=True, slots=True)
class Sound:
    kind: SoundKind
    beats: float


@lru_cache(maxsize=8)  # of the take that is being checked: two checks ask
def sounds(text: str, lang: Lang) -> tuple[Sound, ...]:
    """Return the sounds of `text` in order. Signs that only soften have none."""
    return tuple(_sounds(text.lower().replace("\u0301", ""), language_of(lang).tempo.beats))


def _sounds(text: str, beats: Beats) -> Iterator[Sound]:
    for number, word in enumerate(_SYLLABLE_WORD.findall(text)):
        if number:
            yield Sound(SoundKind.GAP, beats.word)
        for letter in word:
            if (kind := _KINDS.get(letter)) is not None:
                yield Sound(kind, beats.vowel if kind is SoundKind.OPEN else beats.consonant)


def word_counts(text: str) -> tuple[int, int]:
    """Return how many words `text` has: as few, and as many, as engines count where a hyphen joins two."""
    plain = text.replace("\u0301", "")  # a stress mark is no letter, and parts no word
    return len(_COMPOUND.findall(plain)), len(_SYLLABLE_WORD.findall(plain))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a take should say, and how fast."""

    text: str
    lang: Lang
    syllables: int
    rate_syl_per_s: float


def stretch(take: Take, asked: Asked) -> float:
    """Return the take's length as a multiple of what the text needs; 1 where an engine may well take that long.

    Engines differ in what a rate means: some give each syllable the same time, most give each letter its own.
    """
    spoken = sounds(asked.text, asked.lang)
    beats = sum(sound.beats for sound in spoken) + (language_of(asked.lang).tempo.beats.word if spoken else 0.0)
    slowest = max(asked.rate_syl_per_s, language_of(asked.lang).tempo.slowest)
    shortest = (take.spoken_s * slowest + EDGE_BEATS) / (min(beats, (beats + asked.syllables) / 2) + EDGE_BEATS)
    longest = (take.spoken_s * asked.rate_syl_per_s + EDGE_BEATS) / (max(beats, asked.syllables) + EDGE_BEATS)
    return longest if longest > 1 else min(shortest, 1.0)


def rest_s(take: Take, asked: Asked) -> float:
    """Return the longest rest; as many rests as the text has marks count MARK_REST_S less."""
    marks = len(_MARK.findall(asked.text.strip()))  # that ask for a rest within the text
    return max((*[rest - MARK_REST_S for rest in take.rests_s[:marks]], *take.rests_s[marks:]), default=0.0)


def words_off(take: Take, asked: Asked) -> float:
    """Return by how many words the engine's own count differs from the text's; 0 where it does not count."""
    if take.words is None:
        return 0.0
    least, most = word_counts(asked.text)
    return float(max(take.words - most, min(take.words - least, 0)))


def forwards(take: Take, asked: Asked) -> float:
    """Return how surely the take runs forwards: by how the voice rings, or else by the order of its sounds.

    Infinity where neither can tell.
    """
    if asked.syllables < FEWEST_SYLLABLES:
        return math.inf
    ring = _ring_down(take)
    return ring if abs(ring) > _CLEAR_RING else _forwards_gain(take, asked)


def _ring_down(take: Take) -> float:
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
    low, high = high_pass(2, _BAND_HZ[0], sample_rate), low_pass(2, _BAND_HZ[1], sample_rate)
    return RecursiveFilter(np.vstack([low, high])), RecursiveFilter(low_pass(2, _SLOPES_HZ, sample_rate / thin))


def _without_phase(filtered: RecursiveFilter, wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `wave` filtered there and back: nothing is smeared to one side."""
    return filtered(filtered(wave)[::-1])[::-1]


def _forwards_gain(take: Take, asked: Asked) -> float:
    """Return by how much the text fits better than the same text backwards; infinity where it cannot be judged."""
    spoken = sounds(asked.text, asked.lang)
    if take.sample_rate < _LOWEST_RATE_HZ:
        return math.inf
    # how loud and how hissing each frame is, without the silence around and without rests
    size = even_samples(_FRAME_S, take.sample_rate)
    power = powers(take.wave, size)
    low, high = (round(hz * size / take.sample_rate) for hz in _HISS_HZ)
    whole = power.sum(axis=(1, 2))
    loud = np.percentile(whole, 95)
    quiet = whole <= loud * 10 ** (-_SOUNDING_DB / 10)
    for start, end in runs(quiet):
        inside = start > 0 and end < len(quiet)
        quiet[start:end] = not inside or end - start >= _LONGEST_CLOSURE
    whole, hissing = whole[~quiet], power[~quiet, low:high].sum(axis=(1, 2))
    level = 1 + 10 * np.log10(whole / loud + 1e-9) / _SOUNDING_DB
    frames: _Frames = np.stack([np.clip(level, 0, 1.1), hissing / (whole + loud * 1e-4)], axis=1).astype(np.float32)
    if np.max(frames[:, 1]) < _FAINTEST_HISS:
        return math.inf
    forwards, backwards = _misfits(frames, spoken)
    return backwards - forwards


def _misfits(frames: _Frames, spoken: Sequence[Sound]) -> tuple[float, float]:
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


def _costs(frames: _Frames, spoken: Sequence[Sound]) -> NDArray[np.float32]:
    """Return what it costs to take each frame for each sound."""
    unlike = np.square(frames[:, None, :] - _LIKENESS[None]) @ _WEIGHTS
    beats = np.array([sound.beats for sound in spoken], np.float32)
    expected = (np.cumsum(beats) - beats / 2) / beats.sum()
    times = (np.arange(len(frames), dtype=np.float32) + 0.5) / len(frames)
    astray = np.clip(np.abs(times[:, None] - expected) - _ASTRAY, 0, None) * _ASTRAY_COST
    costs: NDArray[np.float32] = (unlike[:, [sound.kind for sound in spoken]] + astray).astype(np.float32, copy=False)
    return costs


_FEWEST_FRAMES = 3

# After each bound the worst of the good takes: espeak-ng's, and the test engine's.
SHORTEST, LONGEST = 0.7, 1.33  # times what the text needs: 0.78-1.24, 0.82-1.19
_LONGEST_REST_S = 0.7  # 0.41, none; espeak-ng rests before some conjunctions, too
LOUDEST_END_DB = -14.0  # -120, -17.5 (it fades out within 10 ms)
MOST_CLIPPED = 8  # samples: 0, 0
_MOST_OFFSET = 0.5  # of the RMS: 0.035, 0.002; RHVoice's Aleksandr 0.26, which the chain takes away
LOUDEST_PAUSE_DB = -25.0  # -29.8, -120
SHALLOWEST_DIP_DB = -3.5  # -120, -5.0
_HIGHEST_CENTRE_HZ = 3400.0  # 2341 (one word that hisses), 763
_MOST_RUMBLE = 0.2  # of the power: 0.018, 0.001; Aleksandr 0.17
_MOST_REPEATED = 0.9  # of a block: 0.48, 0
LEAST_GAIN = -0.01  # 0.014, not judged; the same takes backwards: -0.014 and less

_Measure = Callable[[Take, Asked], float]


@dataclass(frozen=True, slots=True)
class TakeCheck:
    """A take passes where `measure` gives `least` to `most`; `why` says what another figure means."""

    slug: str
    measure: _Measure
    least: float
    most: float
    why: str

    def fails(self, figure: float) -> bool:
        return not self.least <= figure <= self.most


def of_signal(measure: Callable[[Take], float]) -> _Measure:
    return lambda take, _asked: measure(take)


def pause_floor(take: Take, asked: Asked) -> float:
    """Return the noise in the pauses; -inf for a single word, which needs no pause."""
    return takes.floor_db(take) if word_counts(asked.text)[0] > 1 else -math.inf


CHECKS = (
    TakeCheck("take-words", words_off, 0, 0, "The engine counts other words than the text has: cut or spelt out."),
    TakeCheck("take-length", stretch, SHORTEST, LONGEST, "Cut, doubled, another text, another sample rate."),
    TakeCheck("take-rest", rest_s, -math.inf, _LONGEST_REST_S, "The engine hung, or a part of the sentence is lost."),
    TakeCheck("take-torn", of_signal(takes.end_db), -math.inf, LOUDEST_END_DB, "It ends in the middle of a sound."),
    TakeCheck("take-clipped", of_signal(takes.clipped_samples), 0, MOST_CLIPPED, "Its peaks are cut off flat."),
    TakeCheck("take-offset", of_signal(takes.offset_share), 0, _MOST_OFFSET, "DC: a part of the swing is lost."),
    TakeCheck("take-noise", pause_floor, -math.inf, LOUDEST_PAUSE_DB, "Hum or hiss where there should be pauses."),
    TakeCheck("take-noise", of_signal(takes.dip_db), -math.inf, SHALLOWEST_DIP_DB, "A steady noise: speech fades."),
    TakeCheck("take-spectrum", of_signal(takes.centre_hz), 0, _HIGHEST_CENTRE_HZ, "Noise, or played too fast."),
    TakeCheck("take-rumble", of_signal(takes.rumble_share), 0, _MOST_RUMBLE, "Hum, or played too slow."),
    TakeCheck("take-stuck", of_signal(repeated_share), 0, _MOST_REPEATED, "A buffer that came twice."),
    TakeCheck("take-backwards", forwards, LEAST_GAIN, math.inf, "The text fits better read from its end."),
)


def require_sound_take(speech: Speech, utterance: Utterance, prosody: Prosody) -> None:
    """Raise BuildError with what is wrong with a take of `utterance`."""
    if problems := take_problems(speech, utterance, prosody):
        raise BuildError(problems)


def take_problems(speech: Speech, utterance: Utterance, prosody: Prosody) -> tuple[Problem, ...]:
    """Return what is wrong with a take of `utterance`: `take-cut` or `take-silent` alone, or all that CHECKS find."""
    if len(speech.pcm) % 2 or speech.sample_rate <= 0:
        return (Problem("take-cut", utterance.where, {"quote": utterance.text}),)
    if is_silent(speech, _FEWEST_FRAMES * frame_samples(speech.sample_rate)):
        return (Problem("take-silent", utterance.where, {"syllables": utterance.syllables, "quote": utterance.text}),)
    take = take_of(speech)
    asked = Asked(utterance.text, utterance.lang, utterance.syllables, prosody.rate_syl_per_s)
    return tuple(
        _problem(check, figure, utterance) for check in CHECKS if check.fails(figure := check.measure(take, asked))
    )


def _problem(check: TakeCheck, figure: float, utterance: Utterance) -> Problem:
    slug, bound = check.slug, check.most if figure > check.most else check.least
    facts: dict[str, Fact] = {"measured": round(figure, 2), "bound": bound, "quote": utterance.text}
    return Problem(slug, utterance.where, facts)
