"""Judge what was just recorded: is it good and whole, does the microphone serve; and read and write its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace, replace as replace_fields
from itertools import islice
from pathlib import Path

import numpy as np

from zt_audio.ear.listener import Sentences, TextToHear
from zt_audio.errors import BuildError
from zt_audio.formats.sound_file import flac_bytes
from zt_audio.messages.message import is_doubted, message_of
from zt_audio.model import LANGS, Fact, Lang, MicrophoneVerdict, PartId, Problem, Speech, Verdict, rows_by_key
from zt_audio.processes.door import decode_audio_file
from zt_audio.recordings.sheet import SheetEntry, SheetNumbers
from zt_audio.recordings.status import RecordingStatus, RecordingsView, RecordingText, difference, due_of
from zt_audio.sound.clean import trimmed
from zt_audio.sound.recording_checks import (
    MicrophoneTrial,
    fullness_of,
    fullness_warnings,
    judge_microphone,
    loses_sound,
    recorded_problems,
)
from zt_audio.speech.recordings import (
    AUDIO,
    FOLDER,
    NOTE,
    OTHER_AUDIO,
    Recording,
    finish_recordings,
    new_audio,
    note_of,
    recording_for,
    stem_of,
)
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


# Import recordings: check each file, find its text by its number on a sheet, and choose where to keep it.

_NUMBER = re.compile(r"\s*(\d{1,6})(?!\d)")  # the digits that a name begins with: "007.wav", "7 second try.mp3"


@dataclass(frozen=True, slots=True)
class RecordingTarget:
    """Where to keep the recording of a text. `instead` are recordings that would be played before it."""

    text: RecordingText
    part: PartId
    instead: tuple[PartId, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyRecording:
    """A recording that passed. `new` are its texts that need one; `old` are its texts that have another recording.

    `warnings` is what its sound and the ear say of it; after a doubt of whether it reads its text, a person must listen
    first.
    """

    file: str
    audio: bytes
    new: tuple[RecordingTarget, ...] = ()
    old: tuple[RecordingTarget, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def is_doubted(self) -> bool:
        return is_doubted(self.warnings)


def ready_for(view: RecordingsView, path: Path, text: RecordingText, hear: Hear) -> ReadyRecording:
    """Return the recording of `text` at `path`. Raises BuildError with everything that is wrong with it, OSError."""
    speech, warnings = checked_speech(path, text)
    audio = flac(speech)
    _require_another(view, path, text, audio)
    target = _target(view, text)
    if not target.instead and is_stored(view.folder, target.part, text, audio):
        return ReadyRecording(path.name, audio)
    warnings = (*warnings, *hear(speech, text_to_hear(view.texts, text, view.found.proved), path.name))
    if not target.instead and not any(_file(view.folder, target.part, ending).exists() for ending in (*AUDIO, NOTE)):
        return ReadyRecording(path.name, audio, new=(target,), warnings=warnings)
    return ReadyRecording(path.name, audio, old=(target,), warnings=warnings)


def _target(view: RecordingsView, text: RecordingText) -> RecordingTarget:
    """Return where to keep a recording of `text`; it never replaces one that another paragraph still needs."""
    recordings, block = view.found.proved, text.part.block
    if text.part == block:
        rows = [s for s in view.statuses if s.text.part.block == block and s.text.rows]
        own = [recording_for(recordings, s.text.part, s.text.sentences) for s in rows]
        complete = all(found and found.sentences == s.text.sentences for found, s in zip(own, rows, strict=True))
        return RecordingTarget(text, text.part, tuple(found.part for found in own if found) if complete else ())
    found = recording_for(recordings, text.part, text.sentences)
    if found is None or found.sentences == text.sentences:
        return RecordingTarget(text, found.part if found else text.part)
    if (block, found.sentences) not in due_of(view.texts):
        return RecordingTarget(text, text.part)
    numbers = [part.paragraph or 0 for part in (*recordings, *view.found.unproved) if part.block == block]
    return RecordingTarget(text, block.at(max(*numbers, text.rows) + 1))


def _require_another(view: RecordingsView, path: Path, text: RecordingText, audio: bytes) -> None:
    """Raise BuildError if the same audio is kept for another text: one of the two is wrong."""
    digest = hashlib.sha256(audio).hexdigest()
    for found in view.found.proved.values():
        if found.sha256 == digest and found.sentences != text.sentences:
            raise BuildError(Problem("recording-same", None, {"file": path.name, "other": f"{FOLDER}/{found.file}"}))


def ready_from(
    view: RecordingsView, folder: Path, numbers: SheetNumbers, lang: Lang | None, hear: Hear
) -> tuple[tuple[ReadyRecording, ...], tuple[Problem, ...]]:
    """Return the recordings in `folder`, named by the numbers of a sheet, and all problems. Raises OSError."""
    found: list[ReadyRecording] = []
    problems: list[Problem] = []
    for number, paths in _by_number(folder).items():
        try:
            found.append(_ready(view, _one(paths, number), numbers.get(number), number, lang, hear))
        except BuildError as error:
            problems += error.problems
    if not found and not problems:
        problems.append(Problem("import-empty", None, {"folder": str(folder)}))
    return tuple(found), tuple(problems)


def _by_number(folder: Path) -> dict[int, list[Path]]:
    """Return the audio files in `folder` by number; those without a number are under -1. Other files are skipped."""
    return rows_by_key(
        (int(match[1]) if (match := _NUMBER.match(path.stem)) else -1, path)
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (*AUDIO, *OTHER_AUDIO) and not path.name.startswith(".") and path.is_file()
    )


def _one(paths: list[Path], number: int) -> Path:
    if number < 0:
        raise BuildError(Problem("import-no-number", None, {"file": path.name}) for path in paths)
    if len(paths) > 1:
        names = ", ".join(path.name for path in paths)
        raise BuildError(Problem("import-twice", None, {"number": number, "files": names}))
    return paths[0]


def _ready(
    view: RecordingsView, path: Path, entry: SheetEntry | None, number: int, lang: Lang | None, hear: Hear
) -> ReadyRecording:
    if entry is None:
        raise BuildError(Problem("import-unknown-number", None, {"file": path.name, "number": number}))
    if lang and entry.lang != lang:
        raise BuildError(Problem("import-other-language", None, {"file": path.name, "lang": entry.lang}))
    return ready_for_entry(view, path, entry, hear)


def ready_for_entry(view: RecordingsView, path: Path, entry: SheetEntry, hear: Hear) -> ReadyRecording:
    """Return the recording at `path` for every text that says what `entry` says.

    Raises BuildError with everything that is wrong with it, OSError.
    """
    same = [s for s in view.statuses if (s.text.lang, s.text.sentences) == (entry.lang, entry.sentences)]
    if not same:
        raise BuildError(_changed(view, path, entry))
    speech, warnings = checked_speech(path, same[0].text)
    audio = flac(speech)
    _require_another(view, path, same[0].text, audio)
    targets = {each: _target(view, each.text) for each in same}
    needed = (RecordingStatus.MISSING, RecordingStatus.STALE)
    new = tuple(target for each, target in targets.items() if each.status in needed)
    kept = (target for target in targets.values() if target not in new)
    old = tuple(target for target in kept if not is_stored(view.folder, target.part, target.text, audio))
    if new or old:
        warnings = (*warnings, *hear(speech, text_to_hear(view.texts, same[0].text, view.found.proved), path.name))
    return ReadyRecording(path.name, audio, new, old, warnings)


def _changed(view: RecordingsView, path: Path, entry: SheetEntry) -> Problem:
    now = next((text.sentences for text in view.texts if text.part in entry.parts), ())
    old, new = difference(entry.sentences, now)
    return Problem("import-changed", None, {"file": path.name, "old": old, "new": new})


def settle_replacements(
    found: Iterable[ReadyRecording], *, replace: bool
) -> tuple[tuple[ReadyRecording, ...], tuple[Problem, ...]]:
    """Return what to keep, and a problem for each file whose texts all have recordings that must stay."""
    kept: list[ReadyRecording] = []
    problems: list[Problem] = []
    for ready in found:
        if replace:
            kept.append(replace_fields(ready, new=(*ready.new, *ready.old), old=()))
        elif ready.new or not ready.old:
            kept.append(replace_fields(ready, old=()))
        else:
            problems.append(
                Problem("recording-exists", None, {"file": ready.file, "part": str(ready.old[0].text.part)})
            )
    return tuple(kept), tuple(problems)


def keep_recordings(folder: Path, found: Iterable[ReadyRecording]) -> Iterator[tuple[str, Path]]:
    """Store each recording; yield the name of its file and the path where it is kept. Raises OSError."""
    finish_recordings(folder)
    for ready in found:
        for target in ready.new:
            yield ready.file, store_recording(folder, target.part, target.text, ready.audio)
            for part in target.instead:
                for ending in (NOTE, *AUDIO):  # the note first: audio without a note is never played
                    _file(folder, part, ending).unlink(missing_ok=True)
