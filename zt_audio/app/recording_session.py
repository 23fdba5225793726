"""Tell what people can read aloud, how each text stands, and where a new recording waits until a person keeps it.

Nothing here makes sound or judges it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zt_audio.app.workbench import View, Workbench
from zt_audio.errors import ContentError
from zt_audio.model import Lang, PartId, Settings
from zt_audio.pipeline.load import Content
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.sheet import read_numbers
from zt_audio.recordings.status import RecordingStatus, RecordingsView, TextStatus, difference, view_of
from zt_audio.recordings.texts import RecordingText, recording_texts, title_of
from zt_audio.speech.recordings import stem_of
from zt_audio.store.atomic import replace_file, temp_beside
from zt_audio.store.containment import require_no_links
from zt_audio.store.disk_errors import device_errors

_WAITING = "takes-waiting"  # below the cache


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A text that a person reads without a stop, for every part that says the same.

    `said` names its sentences. `was` and `now` are what changed since it was recorded, "" where nothing did.
    """

    part: PartId
    lang: Lang
    titles: tuple[str, ...]
    row: int  # of `rows`, 0 of 0 where it is no paragraph
    rows: int
    number: int | None  # on the sheet; None where it was never printed
    status: str
    sentences: tuple[str, ...]  # as a person reads them
    said: str
    seconds: float
    was: str = ""
    now: str = ""

    @property
    def is_wanted(self) -> bool:
        return self.status != RecordingStatus.FRESH.value


def reading_texts(bench: Workbench, view: View) -> tuple[ReadingText, ...]:
    """Return every text that people can read, equal ones once.

    Raises ContentError with all that is wrong with the texts, BuildError `sheet-damaged`, DeviceError.
    """
    if view.project is None or view.errors:
        raise ContentError(view.errors)
    workspace = bench.workspace
    with device_errors(workspace.recordings):
        found = view_of(workspace, Content(view.project, view.scripts, ()), code_digest())
        printed = read_numbers(workspace.recordings)
    numbers = {(entry.lang, entry.sentences): number for number, entry in printed.items()}
    groups: dict[tuple[Lang, tuple[str, ...]], list[TextStatus]] = {}
    for each in found.statuses:
        groups.setdefault((each.text.lang, each.text.sentences), []).append(each)
    return tuple(_text(found, group, numbers.get(key)) for key, group in groups.items())


def _text(found: RecordingsView, group: Sequence[TextStatus], number: int | None) -> ReadingText:
    wanted = [each for each in group if each.status is not RecordingStatus.FRESH]
    worst = min(wanted or group, key=lambda each: list(RecordingStatus).index(each.status))
    text = worst.text
    is_stale = worst.status is RecordingStatus.STALE
    was, now = difference(worst.recording.read, worst.recording.due) if is_stale else ("", "")
    return ReadingText(
        text.part,
        text.lang,
        tuple(dict.fromkeys(title_of(found.project, each.text, text.lang) for each in group)),
        text.row,
        text.rows,
        number,
        worst.status.value,
        text.printed,
        _digest(text.sentences),
        _seconds(text, found.project.settings),
        was,
        now,
    )


def _seconds(text: RecordingText, settings: Settings) -> float:
    rests_ms = (len(text.utterances) - 1) * settings.pauses.sentence_ms
    return text.syllables / settings.voices.prosody[text.lang].rate_syl_per_s + rests_ms / 1000


def _digest(sentences: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16]


def sentences_to_read(bench: Workbench, view: View, part: PartId, said: str) -> tuple[str, ...] | None:
    """Return the sentences of `part` where `said` still names them; None where the text is gone or was changed."""
    if view.project is None or view.errors:
        return None
    texts = recording_texts(view.project, view.scripts, bench.reader(view.project))
    found = next((text.sentences for text in texts if text.part == part), ())
    return found if found and _digest(found) == said else None


def waiting_file(bench: Workbench, part: PartId) -> Path:
    """Return where a recording of `part`, a part of the project, waits."""
    return bench.workspace.cache / _WAITING / f"{stem_of(part)}.wav"


@contextmanager
def new_waiting_file(bench: Workbench, part: PartId) -> Iterator[BinaryIO]:
    """Yield a file to write a recording of `part` to; it takes the place of the one before where nothing fails.

    Raises DeviceError.
    """
    path = waiting_file(bench, part)
    with device_errors(path):
        require_no_links(bench.workspace.root, bench.workspace.cache, bench.workspace.cache / _WAITING, path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        temp = temp_beside(path)
        try:
            with temp.open("wb") as file:
                yield file
            replace_file(temp, path)
        finally:
            temp.unlink(missing_ok=True)


def drop_waiting(bench: Workbench, part: PartId) -> None:
    """Delete the recording of `part` that waits, if there is one. Raises DeviceError."""
    path = waiting_file(bench, part)
    with device_errors(path):
        path.unlink(missing_ok=True)
