"""Find the reasons why a person should record a text again, or listen before it is kept. Pure and cheap.

The bounds are wider than those for engines: people differ, rest where they like, and sit in rooms. Noise, clipping and
narrow sound are bounded by what a recogniser understands of takes that were spoilt on purpose (docs/measurements.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zt_audio.model import Fact, Problem, Severity, Speech
from zt_audio.sound.clean import sounding_windows, voice_span, without_hum_and_rumble
from zt_audio.sound.dynamics import WINDOW_MS
from zt_audio.sound.filters import RecursiveFilter, around, low_pass
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import samples_of, with_samples
from zt_audio.sound.quality import takes
from zt_audio.sound.quality.takes import (
    FRAME_S,
    LOUD_PERCENT,
    SOUNDING_DB,
    Take,
    Wave,
    frame_samples,
    is_silent,
    levels,
    repeated_share,
    runs,
    take_of,
)

LOWEST_RATE_HZ = 16_000  # below it s and sh are lost
MEASURABLE_RATE_HZ = 4_000
SHORTEST_S = 0.15

SLOWEST, FASTEST = 2.0, 8.0  # syllables a second
_USUAL = 4.0  # of a person who reads appeals calmly
SPARE_S = 0.5  # the first and the last sound are of no certain length
_SENTENCE_REST_S = 1.0  # what a reader may add where a sentence ends
_WORD_DB = 20.0  # less than this below the loud vowels is part of a word
NEAR_PEAK = 0.9  # MP3 smooths what was cut flat
_ABOVE_FLOOR_DB = 10.0
_ROOM_S = 0.05  # what is left of a word gap
_PAUSE_S = 0.2  # between sentences, or at the ends
_SWING_DB = 3.5  # people who talk as loud as the bounds allow are so much louder in _PAUSE_S than in _ROOM_S
_UNHEARD_ROOM_DB = -30.0  # three people who talk 5 dB below the voice leave such a moment, too
_STREET_HZ = 6500.0
_HIDING_ROOM_DB = -25.0  # weak sounds are lost in a louder one
NOISE_CREST_DB = 15.0  # how far noise peaks above its level
_EDGE_S = 0.2  # a room swings: voices in it by 7 dB from one such stretch to the next
_ABOVE_ROOM_DB = 8.0

# Words wrong to a recogniser stand beside these bounds; of clean takes it gets 7 % wrong (docs/measurements.md).
LOUDEST_ROOM_DB = -17.5  # noise 10 dB below the voice: 14 %, 7 dB: 22 %, 5 dB: 31 %
LOUD_ROOM_DB = -22.0  # noise 15 dB below the voice: 10 %, and the room is heard in the pauses
MOST_NEAR_PEAK = (
    0.4  # share of the words; 0.11-0.37 (12 dB too loud): 8 %, 0.25-0.56 (17 dB): 20 %, 0.48 and more (24 dB): 33 %
)
MUCH_NEAR_PEAK = 0.015  # 0.003-0.034 (4 dB): 8 %
NARROW_DB = -45.0  # calls -50 to -77, most AAC of 12 kbit/s -50 and less: 17 %; others -32 and more
QUIETEST_DB = -38.0  # loud vowels
_MOST_OFFSET = 1.0  # of the RMS: the program takes it away; more leaves the voice little room to swing
LOUDEST_EDGE_DB = -14.0  # as for engines
_LONGEST_REST_S = 3.0
_HIGHEST_CENTRE_HZ = 3400.0
_MOST_RUMBLE = 0.97  # of the power: 20 dB above the voice it is 0.96, and no word is lost; more leaves few bits
_MOST_REPEATED = 0.9


@dataclass(frozen=True, slots=True)
class MeasuredRecording:
    """A recording as it `came`, and its voice without offset, hum and rumble: with its ends (`whole`) and without."""

    offset: float  # as a share of the RMS
    came: Take
    whole: Take
    take: Take
    noise_db: float
    syllables: int
    sentences: int


_Measure = Callable[[MeasuredRecording], float]


@dataclass(frozen=True, slots=True)
class RecordingCheck:
    """A recording is sound where `measure` gives `least` to `most`; elsewhere it is refused, or a person is warned."""

    slug: str
    measure: _Measure
    least: float
    most: float
    severity: Severity = "error"

    def problems(self, recording: MeasuredRecording, file: str) -> Iterator[Problem]:
        figure = self.measure(recording)
        if not self.least <= figure <= self.most:
            bound = self.most if figure > self.most else self.least
            facts: dict[str, Fact] = {"file": file, "measured": round(figure, 2), "bound": bound}
            length_s, usual_s = max(1, round(_length_s(recording))), math.ceil(recording.syllables / _USUAL)
            yield Problem(self.slug, None, {**facts, "length_s": length_s, "usual_s": usual_s}, self.severity)


def room_db(take: Take, stretch_s: float = _ROOM_S) -> float:
    """Return the level of the quietest `stretch_s` against the loud vowels, as far as a street hears it."""
    levels_db = levels(as_in_street(take.wave, take.sample_rate), frame_samples(take.sample_rate))
    return float(np.min(_stretches_db(levels_db, stretch_s))) - float(np.percentile(levels_db, LOUD_PERCENT))


def _noise_db(take: Take, sentences: int) -> float:
    """Return `room_db`, or more where people talk in a pause: their quietest moment tells too little.

    A single sentence, cut close, has no pause: there the quietest _PAUSE_S is part of a word.
    """
    room = room_db(take)
    if sentences <= 1 or room < _UNHEARD_ROOM_DB:
        return room
    return max(room, room_db(take, _PAUSE_S) - _SWING_DB)


def _stretches_db(levels_db: NDArray[np.float32], length_s: float) -> NDArray[np.float32]:
    """Return the level of each stretch of `length_s`, one for each frame where it can begin."""
    count = min(len(levels_db), round(length_s / FRAME_S))
    powers = np.lib.stride_tricks.sliding_window_view(np.power(10, levels_db / 10), count).mean(axis=1)
    decibels: NDArray[np.float32] = 10 * np.log10(powers)
    return decibels


def as_in_street(wave: Wave, sample_rate: int) -> Wave:
    """Return `wave` without the sounds that are too high to be played in the street."""
    if sample_rate < 2.2 * _STREET_HZ:
        return wave
    played: Wave = RecursiveFilter(low_pass(2, _STREET_HZ, sample_rate), precise=True)(wave).astype(np.float32)
    return played


def sounding_frames(take: Take) -> NDArray[np.bool_]:
    """Return which frames between the first and the last sound stand above the noise."""
    if room_db(take) > _HIDING_ROOM_DB:  # weak sounds stand above a loud room in one band alone
        windows = sounding_windows(take.wave, take.sample_rate)
        per_frame = round(1000 * FRAME_S) // WINDOW_MS
        sounding: NDArray[np.bool_] = around(windows, 0, per_frame - 1).max(axis=-1)[::per_frame]
    else:
        floor_db = float(np.sort(take.levels_db)[: takes.PAUSE_FRAMES][-1])
        sounding = take.levels_db > max(floor_db + _ABOVE_FLOOR_DB, take.loud_db - SOUNDING_DB)
    found = np.flatnonzero(sounding)
    return sounding[found[0] : found[-1] + 1] if len(found) else sounding


def _length_s(recording: MeasuredRecording) -> float:
    return len(sounding_frames(recording.take)) * FRAME_S


def _hurry(recording: MeasuredRecording) -> float:
    """Return the syllables a second; SPARE_S more of time makes room for uncertain ends."""
    return recording.syllables / (_length_s(recording) + SPARE_S)


def _dawdling(recording: MeasuredRecording) -> float:
    """Return by how many seconds the recording is longer than the slowest reader needs."""
    return _length_s(recording) - SPARE_S - recording.syllables / SLOWEST - _SENTENCE_REST_S * (recording.sentences - 1)


def near_peak_share(take: Take) -> float:
    """Return the share of the samples of words, not of pauses, right below the peak, at any gain."""
    size = frame_samples(take.sample_rate)
    frames = np.abs(take.samples[: len(take.levels_db) * size].astype(np.int32)).reshape(-1, size)
    return float(np.mean(frames[take.levels_db > take.loud_db - _WORD_DB] > NEAR_PEAK * frames.max()))


def _start_db(recording: MeasuredRecording) -> float:
    return _edge_db(recording, recording.whole.wave[: _edge_samples(recording)], 0)


def _end_db(recording: MeasuredRecording) -> float:
    return _edge_db(recording, recording.whole.wave[-_edge_samples(recording) :], -1)


def _edge_samples(recording: MeasuredRecording) -> int:
    return max(1, round(takes.END_S * recording.whole.sample_rate))


def _edge_db(recording: MeasuredRecording, edge: Wave, at: int) -> float:
    """Return the peak of `edge` against the loud vowels; -inf where it, or the stretch `at` that end, is the room."""
    level_db = dbfs(float(np.abs(edge).max())) - recording.take.loud_db
    stretches_db = _stretches_db(recording.whole.levels_db, _EDGE_S)
    is_room = level_db <= takes.floor_db(recording.take) + NOISE_CREST_DB
    return -math.inf if is_room or stretches_db[at] < np.min(stretches_db) + _ABOVE_ROOM_DB else level_db


def _rest_s(recording: MeasuredRecording) -> float:
    """Return the longest rest; 0 where the room is so loud that weak sounds are lost in it."""
    if takes.floor_db(recording.take) > _HIDING_ROOM_DB:
        return 0.0
    return float(np.diff(runs(~sounding_frames(recording.take)), axis=1).ravel().max(initial=0)) * FRAME_S


def _clipping(recording: MeasuredRecording) -> float:
    return near_peak_share(recording.came)


def _noise(recording: MeasuredRecording) -> float:
    return recording.noise_db


def _unless_refused(measure: _Measure, refused_above: float) -> _Measure:
    """Return what `measure` gives; -inf where it is so much that the recording is refused."""

    def milder(recording: MeasuredRecording) -> float:
        figure = measure(recording)
        return figure if figure <= refused_above else -math.inf

    return milder


_CHECKS = (
    RecordingCheck("recorded-fast", _hurry, 0, FASTEST),
    RecordingCheck("recorded-slow", _dawdling, -math.inf, 0),
    RecordingCheck("recorded-quiet", lambda recording: recording.take.loud_db, QUIETEST_DB, 0),
    RecordingCheck("recorded-clipped", _clipping, 0, MOST_NEAR_PEAK),
    RecordingCheck("recorded-noise", _noise, -math.inf, LOUDEST_ROOM_DB),
    RecordingCheck("recorded-offset", lambda recording: recording.offset, 0, _MOST_OFFSET),
    RecordingCheck("recorded-cut-start", _start_db, -math.inf, LOUDEST_EDGE_DB),
    RecordingCheck("recorded-cut-end", _end_db, -math.inf, LOUDEST_EDGE_DB),
    RecordingCheck("recorded-rest", _rest_s, 0, _LONGEST_REST_S),
    RecordingCheck("recorded-hiss", lambda recording: takes.centre_hz(recording.take), 0, _HIGHEST_CENTRE_HZ),
    RecordingCheck("recorded-rumble", lambda recording: takes.rumble_share(recording.came), 0, _MOST_RUMBLE),
    RecordingCheck("recorded-stuck", lambda recording: repeated_share(recording.came), 0, _MOST_REPEATED),
    RecordingCheck("recorded-harsh", _unless_refused(_clipping, MOST_NEAR_PEAK), -math.inf, MUCH_NEAR_PEAK, "warning"),
    RecordingCheck("recorded-room", _unless_refused(_noise, LOUDEST_ROOM_DB), -math.inf, LOUD_ROOM_DB, "warning"),
    RecordingCheck(
        "recorded-narrow", lambda recording: takes.treble_db(recording.take), NARROW_DB, math.inf, "warning"
    ),
)


def recorded_problems(speech: Speech, syllables: int, sentences: int, file: str) -> tuple[Problem, ...]:
    """Return what is wrong with `speech`, recorded in `file` for a text of so many syllables and sentences.

    Errors forbid to keep it; after a warning a person should listen to it.
    """
    if speech.sample_rate < MEASURABLE_RATE_HZ:
        return tuple(_rate(speech, file))
    if is_silent(speech, SHORTEST_S * speech.sample_rate):
        return (Problem("recorded-silent", None, {"file": file}), *_rate(speech, file))
    samples = samples_of(speech)
    voice = without_hum_and_rumble(samples, speech.sample_rate)
    span = voice_span(voice, speech.sample_rate)
    take = take_of(with_samples(speech, voice[span]))
    recording = MeasuredRecording(
        offset=takes.offset_share(take_of(speech)),
        came=take_of(with_samples(speech, (samples - samples.mean())[span])),
        whole=take_of(with_samples(speech, voice)),
        take=take,
        noise_db=_noise_db(take, sentences),
        syllables=syllables,
        sentences=sentences,
    )
    return (*_rate(speech, file), *(problem for check in _CHECKS for problem in check.problems(recording, file)))


def _rate(speech: Speech, file: str) -> Iterator[Problem]:
    if speech.sample_rate < LOWEST_RATE_HZ:
        facts: dict[str, Fact] = {"file": file, "measured": speech.sample_rate, "bound": LOWEST_RATE_HZ}
        yield Problem("recorded-rate", None, facts)
