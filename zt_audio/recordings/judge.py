"""Judge what was just recorded: whether it is good and whole, and whether the microphone serves. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zt_audio.ear.listener import TextToHear
from zt_audio.errors import BuildError
from zt_audio.messages.message import message_of
from zt_audio.model import MicrophoneVerdict, Problem, Verdict
from zt_audio.recordings.files import decoded_recording
from zt_audio.recordings.hearing import Hear
from zt_audio.sound.quality.completeness import (
    MicrophoneTrial,
    fullness_of,
    fullness_warnings,
    judge_microphone,
    loses_sound,
)
from zt_audio.sound.quality.recording_checks import recorded_problems


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
    if any(message_of(problem).is_unmeasurable for problem in problems):
        return Verdict(tuple(problems), sentences)
    found = fullness_of(speech, syllables)
    if loses_sound(speech, clock_s):
        problems.append(Problem("recorded-dropouts", None, {"file": path.name}))
    if not problems:
        problems += hear(speech, text, path.name)
    if all(message_of(problem).is_unheard for problem in problems):  # else what the ear says is more exact
        problems += fullness_warnings(found, sentences, paces, path.name)
    return Verdict(tuple(problems), sentences, found.spoken_s, found.pace_syl_per_s, found.stretches, found.loud_db)


def judge_trial(path: Path, quiet_s: float, clock_s: float | None, *, is_processed: bool) -> MicrophoneVerdict:
    """Judge the trial of a microphone at `path`, as MicrophoneTrial says. Raises OSError."""
    try:
        speech = decoded_recording(path)
    except BuildError as error:
        return MicrophoneVerdict(error.problems)
    return judge_microphone(MicrophoneTrial(speech, quiet_s, clock_s, is_processed))
