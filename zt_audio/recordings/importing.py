"""Import recordings: check each file, find its text by its number on a sheet, and choose where to keep it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace as replace_fields
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.messages.message import is_doubted
from zt_audio.model import Lang, PartId, Problem, rows_by_key
from zt_audio.recordings.judge import (
    Hear,
    checked_speech,
    discard_recording,
    flac,
    has_recording,
    is_stored,
    store_recording,
    text_to_hear,
)
from zt_audio.recordings.sheet import SheetEntry, SheetNumbers
from zt_audio.recordings.status import RecordingStatus, RecordingsView, RecordingText, difference, due_of
from zt_audio.speech.recordings import AUDIO, FOLDER, OTHER_AUDIO, finish_recordings, recording_for

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
    if not target.instead and not has_recording(view.folder, target.part):
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
                discard_recording(folder, part)
