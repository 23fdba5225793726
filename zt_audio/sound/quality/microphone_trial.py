"""Measure whether sound was lost in a recording, and find by a trial what keeps a microphone from serving.

The bounds are those at which a recording is no longer quite good, so that a microphone that passes makes good ones.

The bounds of `recording_checks` are wide, because people differ. What one and the same reader does is steadier: the
rests between sentences, and the pace of the recordings before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from zt_audio.model import MicrophoneVerdict, Problem, Speech
from zt_audio.sound.clean import voice_span, without_hum_and_rumble
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import samples_of, with_samples
from zt_audio.sound.quality.recording_checks import (
    LOUD_ROOM_DB,
    LOWEST_RATE_HZ,
    MUCH_NEAR_PEAK,
    QUIETEST_DB,
    SHORTEST_S,
    as_in_street,
    near_peak_share,
    sounding_frames,
)
from zt_audio.sound.quality.takes import FRAME_S, SILENT_BELOW_DBFS, Take, frame_samples, levels, runs, take_of

_SENTENCE_REST_S = 0.2  # no consonant is held longer; between sentences people rest 0.4 s and more
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
    long_rests_s = rests_s[rests_s >= _SENTENCE_REST_S]
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
