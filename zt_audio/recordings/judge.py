"""Judge what was just recorded: is it good and whole, does the microphone serve; and read and write its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from zt_audio.ear.listener import TextToHear
from zt_audio.errors import BuildError
from zt_audio.formats.sound_file import flac_bytes
from zt_audio.messages.message import message_of
from zt_audio.model import Fact, MicrophoneVerdict, PartId, Problem, Speech, Verdict
from zt_audio.recordings.hearing import Hear
from zt_audio.recordings.texts import RecordingText
from zt_audio.sound.quality.completeness import (
    MicrophoneTrial,
    fullness_of,
    fullness_warnings,
    judge_microphone,
    loses_sound,
)
from zt_audio.sound.quality.recording_checks import recorded_problems
from zt_audio.sound.quality.recording_ends import trimmed
from zt_audio.speech.audio_file import decode_audio_file
from zt_audio.speech.recordings import AUDIO, NOTE, new_audio, note_of, stem_of
from zt_audio.store.disk import replace_file, sync_folder, write_atomic
from zt_audio.store.state_file import read_regular

_ENDING = ".flac"
_MOST_BYTES = 500_000_000  # ten minutes of 24-bit stereo at 96 kHz are 350 MB


def checked_speech(
    path: Path, texts: RecordingText, most_bytes: int = _MOST_BYTES
) -> tuple[Speech, tuple[Problem, ...]]:
    """Return the sound of the recording at `path`, and warnings that ask a person to listen to it.

    `most_bytes` limits the size of the file. Raises BuildError with everything that forbids to keep it, OSError.
    """
    speech = decoded_recording(path, most_bytes)
    problems = recorded_problems(speech, texts.syllables, len(texts.utterances), path.name)
    if any(problem.severity == "error" for problem in problems):
        raise BuildError(problems)
    return speech, problems


def decoded_recording(path: Path, most_bytes: int = _MOST_BYTES) -> Speech:
    """Return the sound of the file at `path`, of `most_bytes` at most. Raises BuildError where it is none, OSError."""
    if path.stat().st_size > most_bytes:
        facts: dict[str, Fact] = {"file": path.name, "limit_mb": most_bytes // 1_000_000}
        raise BuildError(Problem("recording-too-large", None, facts))
    return decode_audio_file(read_regular(path, most_bytes), path.name)


def flac(speech: Speech) -> bytes:
    """Return `speech` without its ends as FLAC. Raises OSError."""
    return flac_bytes(np.frombuffer(trimmed(speech).pcm, "<i2"), speech.sample_rate)


def has_recording(folder: Path, part: PartId) -> bool:
    """Tell whether a file or a note is kept for `part`."""
    return any(_file(folder, part, ending).exists() for ending in (*AUDIO, NOTE))


def is_stored(folder: Path, part: PartId, text: RecordingText, audio: bytes) -> bool:
    """Tell whether exactly `audio` with this text is kept as `part` already."""
    try:
        found = read_regular(_file(folder, part, _ENDING)), read_regular(_file(folder, part, NOTE))
    except OSError:
        return False
    return found == (audio, note_of(part, text.sentences, audio, _ENDING))


def store_recording(folder: Path, part: PartId, text: RecordingText, audio: bytes) -> Path:
    """Keep `audio` as `part`, a recording of `text`, and replace an older one; return its file. Raises OSError.

    The audio waits under a hidden name until the note names it: a kill leaves the old recording or the new one.
    """
    file = _file(folder, part, _ENDING)
    write_atomic(new_audio(file), audio)
    write_atomic(_file(folder, part, NOTE), note_of(part, text.sentences, audio, _ENDING))
    replace_file(new_audio(file), file)
    sync_folder(file.parent)
    for ending in AUDIO:
        if ending != _ENDING:
            _file(folder, part, ending).unlink(missing_ok=True)
    return file


def discard_recording(folder: Path, part: PartId) -> None:
    """Delete what is kept as `part`, the note first: audio without a note is never played."""
    for ending in (NOTE, *AUDIO):
        _file(folder, part, ending).unlink(missing_ok=True)


def _file(folder: Path, part: PartId, ending: str) -> Path:
    return folder / f"{stem_of(part)}{ending}"


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
