"""Find what keeps a microphone from serving, by a trial: some seconds of quiet, then one sentence.

The bounds are those at which a recording is no longer quite good, so that a microphone that passes makes good ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from zt_audio.model import MicrophoneVerdict, Problem, Speech
from zt_audio.sound.clean import without_hum_and_rumble
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import samples_of, with_samples
from zt_audio.sound.quality.completeness import loses_sound
from zt_audio.sound.quality.recording_checks import (
    LOUD_ROOM_DB,
    LOWEST_RATE_HZ,
    MUCH_NEAR_PEAK,
    QUIETEST_DB,
    SHORTEST_S,
    SILENT_BELOW_DBFS,
    as_in_street,
    near_peak_share,
)
from zt_audio.sound.quality.takes import Take, frame_samples, levels, take_of

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
