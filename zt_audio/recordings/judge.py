"""Judge what was just recorded: whether it is good and whole, and whether the microphone serves. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from zt_audio.ear.listener import WORDS_UNHEARD, TextToHear
from zt_audio.errors import BuildError
from zt_audio.model import MicrophoneVerdict, Problem, Speech, Verdict
from zt_audio.recordings.files import decoded_recording
from zt_audio.recordings.hearing import Hear
from zt_audio.sound.clean import without_hum_and_rumble
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import samples_of, with_samples
from zt_audio.sound.quality.completeness import fullness_of, fullness_warnings, loses_sound
from zt_audio.sound.quality.recording_checks import (
    LOUD_ROOM_DB,
    LOWEST_RATE_HZ,
    MUCH_NEAR_PEAK,
    QUIETEST_DB,
    SHORTEST_S,
    SILENT_BELOW_DBFS,
    as_in_street,
    near_peak_share,
    recorded_problems,
)
from zt_audio.sound.quality.takes import Take, frame_samples, levels, take_of


def judge_wav(
    path: Path,
    text: TextToHear,
    paces: Sequence[float] = (),
    clock_s: float | None = None,
    hear: Hear = lambda _speech, _text, _file: (),
) -> Verdict:
    """Judge the recording of `text` at `path`. Raises OSError.

    `paces` are those of the verdicts on earlier recordings of the same person. `clock_s` is how long the recording took
    by another clock than that of its samples. `hear` is asked last, about a recording that may be kept.
    """
    utterances, sentences = text.sentences, len(text.sentences)
    try:
        speech = decoded_recording(path)
    except BuildError as error:
        return Verdict(error.problems, sentences)
    syllables = sum(utterance.syllables for utterance in utterances)
    problems = list(recorded_problems(speech, syllables, sentences, path.name))
    if any(problem.slug in ("recorded-silent", "recorded-rate") for problem in problems):  # nothing to measure
        return Verdict(tuple(problems), sentences)
    found = fullness_of(speech, syllables)
    if loses_sound(speech, clock_s):
        problems.append(Problem("recorded-dropouts", None, {"file": path.name}))
    if not problems:
        problems += hear(speech, text, path.name)
    if all(problem.slug == WORDS_UNHEARD for problem in problems):  # else what the ear says is more exact
        problems += fullness_warnings(found, sentences, paces, path.name)
    return Verdict(tuple(problems), sentences, found.spoken_s, found.pace_syl_per_s, found.stretches, found.loud_db)


def judge_trial(path: Path, quiet_s: float, clock_s: float | None, *, is_processed: bool) -> MicrophoneVerdict:
    """Judge the trial of a microphone at `path`, as MicrophoneTrial says. Raises OSError."""
    try:
        speech = decoded_recording(path)
    except BuildError as error:
        return MicrophoneVerdict(error.problems)
    return judge_microphone(MicrophoneTrial(speech, quiet_s, clock_s, is_processed))


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
