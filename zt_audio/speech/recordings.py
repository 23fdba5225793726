"""Find what people have recorded for each passage, and read a recording's speech.

A recording is an audio file, `<lang>/<appeal>.<ext>`, `<lang>/<appeal>.<paragraph>.<ext>`,
`<lang>/intros/<place>.<ext>` or `<lang>/outros/<place>.<ext>`, and a note beside it, `<same stem>.json`: the exact
sentences that were read, and the audio's digest. Audio without a matching note is never played.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from zt_audio.errors import BuildError, VoiceError
from zt_audio.model import (
    CALL,
    DEFAULT_VOICE,
    LANGS,
    RECORDINGS,
    SHORT_FORM,
    Lang,
    PartId,
    Problem,
    Speech,
    VoiceSettings,
    Where,
)
from zt_audio.store.disk import replace_file
from zt_audio.store.records import sha256_if_readable
from zt_audio.store.state_file import read_json, read_regular
from zt_audio.store.workspace import SHEET

FOLDER = "appeals/recordings"  # as people see it, relative to the project
_FORMAT = 1
_MOST_AUDIO_BYTES = 500_000_000  # as large as a file may be that is added
NOTE = ".json"
_NEW = ".new"  # ends the name of audio that no note names yet
AUDIO = (".flac", ".wav", ".mp3", ".m4a")
# These lie there by mistake: they are reported, not read.
OTHER_AUDIO = (
    *(".3gp", ".aac", ".aif", ".aiff", ".amr", ".caf", ".mkv", ".mov"),
    *(".mp4", ".mpeg", ".mpga", ".ogg", ".opus", ".webm", ".wma"),
)

_STEM = re.compile(
    rf"(?P<lang>{'|'.join(LANGS)})/(?:(?P<greeting>intro|outro)s/)?"
    rf"(?P<id>[a-z0-9-]+(?:{re.escape(SHORT_FORM)}|{re.escape(CALL)})?)(?:\.(?P<row>[1-9]\d*))?"
)


@dataclass(frozen=True, slots=True)
class Recording:
    """What the note says. `part` is a paragraph's part in a script, or the block of all paragraphs."""

    part: PartId
    lang: Lang
    file: str  # relative to the folder of recordings, forward slashes
    sentences: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class _Note:
    """What stands in the file of a note."""

    format: int
    part: str
    lang: str
    sentences: tuple[str, ...]
    audio: str
    sha256: str


def part_of(stem: str) -> PartId | None:
    """Return the part that is read in the file `stem` (`kk/littering.2`), None where no recording has such a name."""
    match = _STEM.fullmatch(stem)
    if not match or (match["greeting"] and match["row"]):
        return None
    row = f"/{match['row']}" if match["row"] else ""
    return PartId.parse(f"{match['greeting'] or 'appeal'}/{match['id']}/{match['lang']}{row}")


def stem_of(part: PartId) -> str:
    """Return the file, without its ending, that `part` is kept in."""
    folder = "" if part.kind == "appeal" else f"{part.kind}s/"
    row = "" if part.paragraph is None else f".{part.paragraph}"
    return f"{part.lang}/{folder}{part.subject}{row}"


def recording_for(recordings: Mapping[PartId, Recording], part: PartId, said: Sequence[str]) -> Recording | None:
    """Return the recording of `part`: its own or, where that says something else, one of its block that says `said`.

    So a paragraph keeps its recording when staff put others before it.
    """
    own = recordings.get(part)
    if own and own.sentences == tuple(said):
        return own
    same = (each for each in recordings.values() if each.sentences == tuple(said) and each.part.block == part.block)
    return next(same, own)


def read_recordings(folder: Path) -> tuple[Mapping[PartId, Recording], tuple[Problem, ...]]:
    """Return the recording of each part as the notes state it, and warnings about other files there. Raises OSError.

    Quick: no audio is opened. `recorded_audio` and `is_proved` check it against the note.
    """
    names = sorted(_names(folder))
    notes = {name: _recording(folder, name) for name in names if name.endswith(NOTE)}
    meant = (new.with_name(new.name[1 : -len(_NEW)]) for new in folder.rglob(f".*{_NEW}"))  # for new audio
    here = {*names, *(place.relative_to(folder).as_posix() for place in meant)}
    recordings = {found.part: found for found in notes.values() if found and found.file in here}
    vouched = {found.file for found in recordings.values()}
    problems = [problem for name, found in notes.items() for problem in _about_note(name, found, here)]
    problems += [_about_audio(name) for name in names if name not in vouched and name not in notes]
    return recordings, tuple(problems)


def unheard_recordings(voices: VoiceSettings, langs: Iterable[Lang]) -> Iterator[Problem]:
    """Yield a warning for each of `langs` whose chain lacks recordings or names them after what always speaks."""
    for lang in sorted(set(langs)):
        names = [choice.value for choice in voices.chains[lang]]
        before = names[: names.index(RECORDINGS)] if RECORDINGS in names else [DEFAULT_VOICE]
        if DEFAULT_VOICE in (name.partition(":")[0] for name in before):
            right = ", ".join((RECORDINGS, *(name for name in names if name != RECORDINGS)))
            facts = {"lang": lang, "right": f"{lang}: [{right}]"}
            yield Problem("recordings-not-heard", voices.chains[lang][0].where, facts, "warning")


def is_proved(folder: Path, recording: Recording) -> bool:
    """Tell whether the audio of `recording` has the digest of its note."""
    return any(sha256_if_readable(path) == recording.sha256 for path in _audio_paths(folder / recording.file))


def new_audio(path: Path) -> Path:
    """Return where new audio for `path` lies until the note names it; then it may be moved to `path`."""
    return path.with_name(f".{path.name}{_NEW}")


def finish_recordings(folder: Path) -> None:
    """Put audio in its place that a killed run had noted, and delete what it had not. Raises OSError."""
    for new in [*folder.rglob(f".*{_NEW}")]:
        path = new.with_name(new.name[1 : -len(_NEW)])
        noted = _recording(folder, path.with_suffix(NOTE).relative_to(folder).as_posix())
        if noted and folder / noted.file == path and sha256_if_readable(new) == noted.sha256:
            replace_file(new, path)
        else:
            new.unlink()


def _audio_paths(path: Path) -> tuple[Path, Path]:
    """Return where the audio of a note may be: in its place, or not moved there yet by a killed run."""
    return path, new_audio(path)


def recorded_audio(folder: Path, recording: Recording) -> bytes:
    """Return the audio file of `recording`. Raises VoiceError: recording-changed, recording-broken."""
    file, slug = f"{FOLDER}/{recording.file}", "recording-broken"
    for path in _audio_paths(folder / recording.file):
        try:
            data = read_regular(path, _MOST_AUDIO_BYTES)
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == recording.sha256:
            return data
        slug = "recording-changed"
    raise VoiceError(Problem(slug, Where(file), {"file": file}))


def decode_recording(audio: bytes, file: str) -> Speech:
    """Return what is said in `audio`, a file that people know as `file`. Raises VoiceError `recording-broken`."""
    from zt_audio.processes.door import decode_audio_file  # noqa: PLC0415 - heavy, and most builds play what is cached

    try:
        return decode_audio_file(audio, file)
    except BuildError as error:
        raise VoiceError(Problem("recording-broken", Where(file), {"file": file})) from error


def note_of(part: PartId, sentences: Sequence[str], audio: bytes, ending: str) -> bytes:
    """Return the note of `part`, read as `sentences` in the file `audio` whose name ends in `ending`."""
    file, sha256 = stem_of(part).rpartition("/")[2] + ending, hashlib.sha256(audio).hexdigest()
    tree = asdict(_Note(_FORMAT, str(part), str(part.lang), tuple(sentences), file, sha256))
    return json.dumps(tree, ensure_ascii=False, indent=1).encode() + b"\n"


def _names(folder: Path) -> Iterator[str]:
    """Yield the files that may be audio or notes; hidden ones are left by other programs and by killed runs."""
    for path in folder.rglob("*"):
        known = path.suffix.lower() in (NOTE, *AUDIO, *OTHER_AUDIO) and not path.name.startswith(".")
        if known and path != folder / SHEET and path.is_file():
            yield path.relative_to(folder).as_posix()


def _about_note(name: str, recording: Recording | None, names: Collection[str]) -> Iterator[Problem]:
    if recording is None:
        yield _warning("recording-note-broken" if part_of(name[: -len(NOTE)]) else "recording-name", name)
    elif recording.file not in names:
        yield _warning("recording-lost", name, audio=f"{FOLDER}/{recording.file}")


def _about_audio(name: str) -> Problem:
    stem, _dot, ending = name.rpartition(".")
    is_recording = f".{ending}" in AUDIO and part_of(stem) is not None
    return _warning("recording-unproved" if is_recording else "recording-name", name)


def _recording(folder: Path, name: str) -> Recording | None:
    """Return what the note `name` says; None where it is no note, or its place contradicts it."""
    stem = name[: -len(NOTE)]
    place, note = part_of(stem), read_json(folder / name, _Note)
    known = [stem.rpartition("/")[2] + ending for ending in AUDIO]
    if not (place and place.lang and note and note.sentences and note.audio in known):
        return None
    if (note.format, note.part, note.lang) != (_FORMAT, str(place), place.lang):
        return None
    return Recording(place, place.lang, f"{stem.rpartition('/')[0]}/{note.audio}", note.sentences, note.sha256)


def _warning(slug: str, name: str, **facts: str) -> Problem:
    where = f"{FOLDER}/{name}"
    return Problem(slug, Where(where), {"file": where, **facts}, "warning")
