"""Find what keeps a microphone from serving, by a trial: some seconds of quiet, then one sentence.

The bounds are those of recordings, so that a microphone that passes makes recordings that pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from zt_audio.model import MicrophoneVerdict, Problem, Speech
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.quality.completeness import loses_sound
from zt_audio.sound.quality.recording_checks import (
    LOUDEST_ROOM_DB,
    LOWEST_RATE_HZ,
    MOST_NEAR_PEAK,
    QUIETEST_DB,
    SHORTEST_S,
    SILENT_BELOW_DBFS,
    near_peak_share,
)
from zt_audio.sound.quality.takes import Take, take_of

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
    samples = np.frombuffer(trial.speech.pcm, "<i2")
    quiet, spoken = (
        samples[round(_KEY_S * rate_hz) : round(trial.quiet_s * rate_hz)],
        samples[round(trial.quiet_s * rate_hz) :],
    )
    if (
        len(spoken) < SHORTEST_S * rate_hz
        or dbfs(float(np.abs(spoken.astype(np.int32)).max()) / 32768) < SILENT_BELOW_DBFS
    ):
        return MicrophoneVerdict((Problem("microphone-silent"),), sample_rate=rate_hz)
    voice = take_of(replace(trial.speech, pcm=spoken.tobytes()))
    room = take_of(replace(trial.speech, pcm=quiet.tobytes()))
    noise_db = float(np.percentile(room.levels_db, _LOUD_PERCENT))
    return MicrophoneVerdict(tuple(_problems(trial, voice, noise_db)), noise_db, voice.loud_db, rate_hz)


def _problems(trial: MicrophoneTrial, voice: Take, noise_db: float) -> Iterator[Problem]:
    rate_hz, against_voice_db = trial.speech.sample_rate, noise_db - voice.loud_db
    if rate_hz < LOWEST_RATE_HZ:
        yield Problem("microphone-rate", None, {"measured": rate_hz, "bound": LOWEST_RATE_HZ})
    if loses_sound(trial.speech, trial.clock_s):
        yield Problem("microphone-dropouts")
    if voice.loud_db < QUIETEST_DB:
        yield Problem("microphone-quiet", None, {"measured": round(voice.loud_db), "bound": round(QUIETEST_DB)})
    if near_peak_share(voice) > MOST_NEAR_PEAK:
        yield Problem("microphone-clipped")
    if against_voice_db > _SPEECH_DB:
        yield Problem("microphone-spoken")
    elif against_voice_db > LOUDEST_ROOM_DB:
        yield Problem("microphone-noise", None, {"measured": round(against_voice_db), "bound": round(LOUDEST_ROOM_DB)})
    if trial.is_processed:
        yield Problem("microphone-processed", severity="warning")
