"""Files that people recorded in, takes that are ready to be kept out, and every problem of every file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.model import Lang, PartId, Problem
from zt_audio.recordings.files import discard, has_take, is_stored, read_recording, store
from zt_audio.recordings.sheet_numbers import Entry, Numbers
from zt_audio.recordings.status import State, difference, due_of
from zt_audio.recordings.texts import RecordingText
from zt_audio.recordings.view import View
from zt_audio.speech.recordings import AUDIO, FOLDER, OTHER_AUDIO, recording_for

_NUMBER = re.compile(r"\s*(\d{1,6})(?!\d)")  # the digits that a name begins with: "007.wav", "7 second try.mp3"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the take of a text is to be kept; `instead` are takes that would be played in its place."""

    text: RecordingText
    part: PartId
    instead: tuple[PartId, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A sound recording of some texts: `new` where it is needed, `old` where another is kept already."""

    file: str
    audio: bytes
    new: tuple[Home, ...] = ()
    old: tuple[Home, ...] = ()


def ready_for(view: View, path: Path, text: RecordingText) -> Ready:
    """Return the recording `path` of `text`. Raises BuildError with all that is wrong with it, OSError."""
    audio = read_recording(path, text)
    _require_another(view, path, text, audio)
    home = _home(view, text)
    if not home.instead and not has_take(view.folder, home.part):
        return Ready(path.name, audio, new=(home,))
    kept = not home.instead and is_stored(view.folder, home.part, text, audio)
    return Ready(path.name, audio, old=() if kept else (home,))


def _home(view: View, text: RecordingText) -> Home:
    """Return where to keep a take of `text`: never where one lies that another paragraph still needs."""
    takes, block = view.takes.proved, text.part.block
    if text.part == block:
        rows = [s for s in view.standings if s.text.part.block == block and s.text.rows]
        own = [recording_for(takes, s.text.part, s.text.sentences) for s in rows]
        complete = all(take and take.sentences == s.text.sentences for take, s in zip(own, rows, strict=True))
        return Home(text, text.part, tuple(take.part for take in own if take) if complete else ())
    take = recording_for(takes, text.part, text.sentences)
    if take is None or take.sentences == text.sentences:
        return Home(text, take.part if take else text.part)
    if (block, take.sentences) not in due_of(view.texts):
        return Home(text, text.part)
    numbers = [part.paragraph or 0 for part in (*takes, *view.takes.unproved) if part.block == block]
    return Home(text, block.at(max(*numbers, text.rows) + 1))


def _require_another(view: View, path: Path, text: RecordingText, audio: bytes) -> None:
    """Raise BuildError where the same sound is kept as another text: one of the two is not what it says."""
    digest = hashlib.sha256(audio).hexdigest()
    for take in view.takes.proved.values():
        if take.sha256 == digest and take.sentences != text.sentences:
            raise BuildError(Problem("recording-same", None, {"file": path.name, "other": f"{FOLDER}/{take.file}"}))


def ready_from(
    view: View, folder: Path, numbers: Numbers, lang: Lang | None
) -> tuple[tuple[Ready, ...], tuple[Problem, ...]]:
    """Return what the files in `folder`, named by their numbers on a sheet, are good for. Raises OSError."""
    found: list[Ready] = []
    problems: list[Problem] = []
    for number, paths in _by_number(folder).items():
        try:
            found.append(_ready(view, _one(paths, number), numbers.get(number), number, lang))
        except BuildError as error:
            problems += error.problems
    if not found and not problems:
        problems.append(Problem("import-empty", None, {"folder": str(folder)}))
    return tuple(found), tuple(problems)


def _by_number(folder: Path) -> dict[int, list[Path]]:
    """Return the sounds in `folder` by number; -1 for all that have none. What is no sound is passed over."""
    found: dict[int, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (*AUDIO, *OTHER_AUDIO) and not path.name.startswith(".") and path.is_file():
            match = _NUMBER.match(path.stem)
            found.setdefault(int(match[1]) if match else -1, []).append(path)
    return found


def _one(paths: list[Path], number: int) -> Path:
    if number < 0:
        raise BuildError(Problem("import-no-number", None, {"file": path.name}) for path in paths)
    if len(paths) > 1:
        names = ", ".join(path.name for path in paths)
        raise BuildError(Problem("import-twice", None, {"number": number, "files": names}))
    return paths[0]


def _ready(view: View, path: Path, entry: Entry | None, number: int, lang: Lang | None) -> Ready:
    if entry is None:
        raise BuildError(Problem("import-unknown-number", None, {"file": path.name, "number": number}))
    if lang and entry.lang != lang:
        raise BuildError(Problem("import-other-language", None, {"file": path.name, "lang": entry.lang}))
    same = [s for s in view.standings if (s.text.lang, s.text.sentences) == (entry.lang, entry.sentences)]
    if not same:
        raise BuildError(_changed(view, path, entry))
    audio = read_recording(path, same[0].text)
    _require_another(view, path, same[0].text, audio)
    homes = {standing: _home(view, standing.text) for standing in same}
    new = tuple(home for standing, home in homes.items() if standing.state in (State.MISSING, State.STALE))
    kept = (home for home in homes.values() if home not in new)
    old = tuple(home for home in kept if not is_stored(view.folder, home.part, home.text, audio))
    return Ready(path.name, audio, new, old)


def _changed(view: View, path: Path, entry: Entry) -> Problem:
    now = next((text.sentences for text in view.texts if text.part in entry.parts), ())
    old, new = difference(entry.sentences, now)
    return Problem("import-changed", None, {"file": path.name, "old": old, "new": new})


def settled(found: Iterable[Ready], *, replace: bool) -> tuple[tuple[Ready, ...], tuple[Problem, ...]]:
    """Return what is to be kept, and a problem for each recording that has only texts whose takes may not go."""
    kept: list[Ready] = []
    problems: list[Problem] = []
    for ready in found:
        if replace:
            kept.append(Ready(ready.file, ready.audio, (*ready.new, *ready.old)))
        elif ready.new or not ready.old:
            kept.append(Ready(ready.file, ready.audio, ready.new))
        else:
            problems.append(
                Problem("recording-exists", None, {"file": ready.file, "part": str(ready.old[0].text.part)})
            )
    return tuple(kept), tuple(problems)


def keep(folder: Path, found: Iterable[Ready]) -> Iterator[tuple[str, Path]]:
    """Store each recording; yield its file, and the take that came of it. Raises OSError."""
    for ready in found:
        for home in ready.new:
            yield ready.file, store(folder, home.part, home.text, ready.audio)
            for part in home.instead:
                discard(folder, part)
