"""Judge what was just recorded: is it good and whole, does the microphone serve; and read and write its files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from zt_audio.ear.listener import Sentences, TextToHear
from zt_audio.errors import BuildError
from zt_audio.formats.sound_file import flac_bytes
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Fact, MicrophoneVerdict, PartId, Problem, Speech, Verdict
from zt_audio.processes.door import decode_audio_file
from zt_audio.recordings.status import RecordingText
from zt_audio.sound.clean import trimmed
from zt_audio.sound.recording_checks import (
    MicrophoneTrial,
    fullness_of,
    fullness_warnings,
    judge_microphone,
    loses_sound,
    recorded_problems,
)
from zt_audio.speech.recordings import AUDIO, NOTE, Recording, new_audio, note_of, recording_for, stem_of
from zt_audio.store.disk import replace_file, sync_folder, write_atomic
from zt_audio.store.state_file import read_regular

Hear = Callable[[Speech, TextToHear, str], tuple[Problem, ...]]  # a take, its text, its file -> warnings

_MOST_KEPT = 64  # answers
_MOST_OTHERS = 6
_MOST_SHARED = 0.34  # of the words of the shorter text: greetings differ in the name of a place alone
_LEAST_SHARE = 0.8  # of the syllables of the text: a short text fits anywhere in a long take


class HearingMemory:
    """Asks `hear` once about the same take of the same text: a take is judged before it is kept, and when it is kept.

    Other texts may have changed meanwhile; that makes no take right or wrong. A take whose words were not compared is
    asked about again. For one thread.
    """

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._said: dict[str, tuple[Problem, ...]] = {}

    def __call__(self, take: Speech, text: TextToHear, file: str) -> tuple[Problem, ...]:
        sentences = [(sentence.lang, sentence.text) for sentence in text.sentences]
        known = repr((file, take.sample_rate, sentences, tuple(text.former)))
        key = hashlib.sha256(known.encode() + hashlib.sha256(take.pcm).digest()).hexdigest()
        if key in self._said:
            return self._said[key]
        said = self._hear(take, text, file)
        if not any(message_of(problem).is_unheard for problem in said):
            if len(self._said) >= _MOST_KEPT:
                self._said.pop(next(iter(self._said)))
            self._said[key] = said
        return said


def text_to_hear(
    texts: Sequence[RecordingText], text: RecordingText, recordings: Mapping[PartId, Recording]
) -> TextToHear:
    """Return `text` with six of `texts` of about its length that have other words, and its translation.

    What its recording of `recordings` reads is its former wording.
    """
    others = tuple(islice(_others(texts, text), _MOST_OTHERS))
    found = recording_for(recordings, text.part, text.sentences)
    former = found.sentences if found and found.sentences != text.sentences else ()
    same = (each for each in texts if each.lang == text.lang)
    strange = sorted(frozenset[str]().union(*map(_words, same)) - _words(text))
    (other,) = (lang for lang in LANGS if lang != text.lang)
    twin = replace(text.part, lang=other)
    return TextToHear(
        text.utterances,
        others,
        [utterance for each in texts if twin in (each.part, each.part.block) for utterance in each.utterances],
        former,
        strange,
    )


def _others(texts: Sequence[RecordingText], text: RecordingText) -> Iterator[Sentences]:
    own = _words(text)
    strange = [each for each in texts if each.lang == text.lang and _shared(own, _words(each)) <= _MOST_SHARED]
    strange.sort(key=lambda each: (abs(each.syllables - text.syllables), str(each.part)))
    taken: list[RecordingText] = []
    for each in strange:
        taken.append(each)
        if sum(part.syllables for part in taken) >= _LEAST_SHARE * text.syllables:
            yield [utterance for part in taken for utterance in part.utterances]
            taken = []


def _words(text: RecordingText) -> frozenset[str]:
    return frozenset(word.strip(".,!?:;–") for sentence in text.sentences for word in sentence.lower().split())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


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
