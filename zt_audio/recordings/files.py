"""Check a file that a person recorded, and keep it with its note in the folder of recordings."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from zt_audio.errors import BuildError
from zt_audio.formats.sound_file import flac_bytes
from zt_audio.model import Fact, PartId, Problem, Speech
from zt_audio.recordings.texts import RecordingText
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
