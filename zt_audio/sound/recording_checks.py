"""Find the reasons why a person should record a text again, or listen before it is kept. Pure and cheap.

The bounds are wider than those for engines: people differ, rest where they like, and sit in rooms. Noise, clipping and
narrow sound are bounded by what a recogniser understands of takes that were spoilt on purpose (docs/measurements.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from zt_audio.model import Fact, MicrophoneVerdict, Problem, Severity, Speech
from zt_audio.sound import takes
from zt_audio.sound.clean import sounding_windows, voice_span, without_hum_and_rumble
from zt_audio.sound.dynamics import WINDOW_MS
from zt_audio.sound.filters import RecursiveFilter, around, low_pass
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import samples_of, with_samples
from zt_audio.sound.takes import (
    FRAME_S,
    LOUD_PERCENT,
    SILENT_BELOW_DBFS,
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
# Measure whether sound was lost in a recording, and find by a trial what keeps a microphone from serving.
#
# The bounds are those at which a recording is no longer quite good, so that a microphone that passes makes good ones.
#
# The bounds of `recording_checks` are wide, because people differ. What one and the same reader does is steadier: the
# rests between sentences, and the pace of the recordings before.

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


def _edge_db(recording: MeasuredRecording, at: int) -> float:
    """Return the peak at the end `at` (0 or -1) against the loud vowels; -inf where it, or its stretch, is the room."""
    samples = max(1, round(takes.END_S * recording.whole.sample_rate))
    edge = recording.whole.wave[-samples:] if at else recording.whole.wave[:samples]
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
    RecordingCheck("recorded-cut-start", lambda recording: _edge_db(recording, 0), -math.inf, LOUDEST_EDGE_DB),
    RecordingCheck("recorded-cut-end", lambda recording: _edge_db(recording, -1), -math.inf, LOUDEST_EDGE_DB),
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


_TRIAL_REST_S = 0.2  # no consonant is held longer; between sentences people rest 0.4 s and more
# Over all paragraphs of the shipped texts, read by espeak-ng, the pace is 0.86 to 1.15 times its median; without the
# last sentence it is 1.24 times and more, and 1.31 times and more where a third is cut off.
_MOST_OFF = 0.22
_LEAST_PACES = 3  # recordings before, to know a reader's pace by
_FAST_SYL_PER_S = 6.5  # faster than anyone reads who wants to be understood in the street
_MOST_CLOCK_OFF = 0.01  # of the length: clocks of two devices differ by less than a thousandth
_LOST_S = 0.0025  # a browser loses sound in blocks of 128 samples, 2.7 ms at 48 kHz
_BEFORE_LOSS = 0.1  # of the peak: sound that stops from there to nothing was cut off


@dataclass(frozen=True, slots=True)
class Fullness:
    """How much a recording says: `stretches` of speech between rests, and from its first to its last sound."""

    spoken_s: float
    pace_syl_per_s: float
    stretches: int
    loud_db: float  # of the loud vowels, below full scale


def fullness_of(speech: Speech, syllables: int) -> Fullness:
    """Measure `speech`, which is not silent."""
    voice = without_hum_and_rumble(samples_of(speech), speech.sample_rate)
    take = take_of(with_samples(speech, voice[voice_span(voice, speech.sample_rate)]))
    sounding = sounding_frames(take)
    rests_s = np.diff(runs(~sounding), axis=1).ravel() * FRAME_S
    spoken_s = len(sounding) * FRAME_S
    long_rests_s = rests_s[rests_s >= _TRIAL_REST_S]
    net_s = spoken_s - float(long_rests_s.sum())  # how long a person rests says nothing of what was read
    return Fullness(spoken_s, syllables / max(net_s, FRAME_S), len(long_rests_s) + 1, take.loud_db)


def fullness_warnings(found: Fullness, sentences: int, paces: Sequence[float], file: str) -> Iterator[Problem]:
    """Yield a warning where a recording in `file` seems to lack something, or to say more than its text.

    `paces` are those of the recordings that the same person made before.
    """
    usual = median(paces) if len(paces) >= _LEAST_PACES else None
    most = usual * (1 + _MOST_OFF) if usual else _FAST_SYL_PER_S
    if found.stretches < sentences or found.pace_syl_per_s > most:
        yield Problem("recorded-maybe-short", None, {"file": file}, "warning")
    elif usual and found.pace_syl_per_s < usual / (1 + _MOST_OFF):
        yield Problem("recorded-maybe-long", None, {"file": file}, "warning")


def loses_sound(speech: Speech, clock_s: float | None = None) -> bool:
    """Tell whether sound was lost while `speech` was recorded.

    Then it is shorter than `clock_s`, the time that it took, or it stops from loud to nothing in its middle.
    """
    samples, rate_hz = np.frombuffer(speech.pcm, "<i2").astype(np.int32), speech.sample_rate
    if clock_s is not None and abs(len(samples) / rate_hz - clock_s) > _MOST_CLOCK_OFF * clock_s:
        return True
    gaps = runs(samples == 0)
    gaps = gaps[np.diff(gaps, axis=1).ravel() >= _LOST_S * rate_hz]  # at once: most of a quiet take is short gaps
    edge = _BEFORE_LOSS * int(np.abs(samples).max(initial=0))
    return any(start and abs(int(samples[start - 1])) > edge for start, end in gaps if end < len(samples))


_KEY_S = 0.75  # of the quiet: the key that began the trial is heard in it
_LOUD_PERCENT = 90  # of the moments of the quiet
_SPEECH_DB = -12.0  # against the sentence: so loud is no room but a voice


@dataclass(frozen=True, slots=True)
class MicrophoneTrial:
    """What was recorded: quiet for `quiet_s`, then a sentence.

    `clock_s` is how long it took by another clock. `is_processed` where the device changes what it hears, to make calls
    clearer: that cuts off ends of words.
    """

    speech: Speech
    quiet_s: float
    clock_s: float | None = None
    is_processed: bool = False


def judge_microphone(trial: MicrophoneTrial) -> MicrophoneVerdict:
    """Judge the microphone of `trial`. Raises nothing."""
    rate_hz = trial.speech.sample_rate
    samples = samples_of(trial.speech)
    spoken = samples[round(trial.quiet_s * rate_hz) :]
    if len(spoken) < SHORTEST_S * rate_hz or dbfs(float(np.abs(spoken).max())) < SILENT_BELOW_DBFS:
        return MicrophoneVerdict((Problem("microphone-silent"),), sample_rate=rate_hz)
    voice = as_in_street(without_hum_and_rumble(samples, rate_hz), rate_hz)
    quiet = voice[round(_KEY_S * rate_hz) : round(trial.quiet_s * rate_hz)]
    noise_db = float(np.percentile(levels(quiet, frame_samples(rate_hz)), _LOUD_PERCENT))
    loud_db = take_of(with_samples(trial.speech, voice[len(samples) - len(spoken) :])).loud_db
    came = take_of(with_samples(trial.speech, spoken))
    return MicrophoneVerdict(tuple(_problems(trial, came, loud_db, noise_db)), noise_db, loud_db, rate_hz)


def _problems(trial: MicrophoneTrial, came: Take, loud_db: float, noise_db: float) -> Iterator[Problem]:
    """Yield what is wrong with the voice as it `came`, so loud, in so much noise."""
    rate_hz, against_voice_db = trial.speech.sample_rate, noise_db - loud_db
    if rate_hz < LOWEST_RATE_HZ:
        yield Problem("microphone-rate", None, {"measured": rate_hz, "bound": LOWEST_RATE_HZ})
    if loses_sound(trial.speech, trial.clock_s):
        yield Problem("microphone-dropouts")
    if loud_db < QUIETEST_DB:
        yield Problem("microphone-quiet", None, {"measured": round(loud_db), "bound": round(QUIETEST_DB)})
    if near_peak_share(came) > MUCH_NEAR_PEAK:
        yield Problem("microphone-clipped")
    if against_voice_db > _SPEECH_DB:
        yield Problem("microphone-spoken")
    elif against_voice_db > LOUD_ROOM_DB:
        yield Problem("microphone-noise", None, {"measured": round(against_voice_db), "bound": round(LOUD_ROOM_DB)})
    if trial.is_processed:
        yield Problem("microphone-processed", severity="warning")
