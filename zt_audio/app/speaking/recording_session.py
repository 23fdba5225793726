"""Tell what people can read aloud, from the page or a sheet, and where a new recording waits until a person keeps it.

Nothing here makes sound or judges it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from zt_audio.app.project import open_project
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.errors import ContentError
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, PartId, Problem, Settings, rows_by_key
from zt_audio.pages.html import translated
from zt_audio.pages.sheet import SHEET_WORDS, sheet_page
from zt_audio.pipeline.load import Content
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.sheet import number_by_text, read_numbers, reading_sheet, write_numbers
from zt_audio.recordings.status import (
    RecordingStatus,
    RecordingsView,
    RecordingText,
    TextStatus,
    difference,
    recording_texts,
    recording_title,
    recordings_view,
    status_of_equals,
    view_of,
)
from zt_audio.speech.recordings import AUDIO, OTHER_AUDIO, stem_of, unheard_recordings
from zt_audio.store.disk import device_errors, replace_file, require_no_links, write_atomic

_WAITING = "takes-waiting"  # below the cache
_NEW = "new-"  # begins the name of a folder there, for what is not judged yet
ENDINGS = (*AUDIO, *OTHER_AUDIO)  # of files that people bring
TRIAL_QUIET_S = 5.0  # before the sentence with which a microphone is tried


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

    Texts with a mistake are left out. Raises ContentError where nothing can be read, BuildError `sheet-damaged`,
    DeviceError.
    """
    if view.project is None:
        raise ContentError(view.errors)
    workspace = bench.workspace
    with device_errors(workspace.recordings):
        found = view_of(workspace, Content(view.project, view.scripts, ()), code_digest())
        numbers = number_by_text(read_numbers(workspace.recordings))
    groups = rows_by_key(((each.text.lang, each.text.sentences), each) for each in found.statuses)
    return tuple(_text(found, group, numbers.get(key)) for key, group in groups.items())


def unheard(view: View, *langs: Lang) -> tuple[Problem, ...]:
    """Return a warning for each of `langs` in which the chain of voices lets no recording be heard."""
    return tuple(unheard_recordings(view.project.settings.voices, langs)) if view.project else ()


def _text(found: RecordingsView, group: Sequence[TextStatus], number: int | None) -> ReadingText:
    status = status_of_equals([each.status for each in group])
    worst = next(each for each in group if each.status is status)
    text = worst.text
    is_stale = worst.status is RecordingStatus.STALE
    was, now = difference(worst.recording.read, worst.recording.due) if is_stale else ("", "")
    return ReadingText(
        text.part,
        text.lang,
        tuple(dict.fromkeys(recording_title(found.project, each.text, text.lang) for each in group)),
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
    if view.project is None:
        return None
    texts = recording_texts(view.project, view.scripts, bench.reader(view.project))
    found = next((text.sentences for text in texts if text.part == part), ())
    return found if found and _digest(found) == said else None


def trial_sentence(lang: Lang) -> str:
    """Return the sentence with which a microphone is tried."""
    return language_of(lang).samples.pace + "."


@dataclass(frozen=True, slots=True)
class NewTake:
    """A recording that is being received in `path`; without `accept` nothing is left of it."""

    path: Path
    _folder: Path  # of all that wait
    _name: str  # without ending

    def accept(self, said: str) -> None:
        """Let it wait as a recording of the text `said`, in the place of the one before. Raises DeviceError."""
        waiting = self._folder / said / f"{self._name}{self.path.suffix}"
        with device_errors(waiting):
            require_no_links(self._folder, waiting.parent)
            waiting.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, waiting)
            for other in self._folder.glob(f"*/{self._name}.*"):  # of another ending, or another text
                if other != waiting:
                    other.unlink(missing_ok=True)


@contextmanager
def new_take(bench: Workbench, part: PartId | None, ending: str) -> Iterator[NewTake]:
    """Yield a new recording of `part`, a file whose name ends in `ending`; None of no text. Raises DeviceError."""
    folder, name = bench.workspace.cache / _WAITING, stem_of(part) if part else "microphone"
    with device_errors(folder):
        require_no_links(bench.workspace.root, bench.workspace.cache, folder)
        folder.mkdir(parents=True, exist_ok=True)
        new = Path(mkdtemp(prefix=_NEW, dir=folder))
        try:
            yield NewTake(new / f"{name.rpartition('/')[2]}{ending}", folder, name)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def drop_unfinished_takes(bench: Workbench) -> None:
    """Delete what a killed studio was receiving. Raises DeviceError."""
    folder = bench.workspace.cache / _WAITING
    with device_errors(folder):
        require_no_links(bench.workspace.root, bench.workspace.cache, folder)
        for path in folder.glob(f"{_NEW}*"):
            shutil.rmtree(path, ignore_errors=True)


def waiting_take(bench: Workbench, part: PartId, said: str) -> Path | None:
    """Return the recording of `part`, a part of the project, that waits; None where none says `said`."""
    place = bench.workspace.cache / _WAITING / said / f"{stem_of(part)}.wav"
    return next((path for ending in ENDINGS if (path := place.with_suffix(ending)).is_file()), None)


def drop_waiting(bench: Workbench, part: PartId, said: str) -> None:
    """Delete the recording of `part` that waits, if there is one. Raises DeviceError."""
    if path := waiting_take(bench, part, said):
        with device_errors(path):
            path.unlink(missing_ok=True)


def write_sheet(root: Path, target: Path, lang: Lang | None = None) -> bool:
    """Write the page that people read from to `target`; False, and no page, where everything is recorded.

    Each text has a number that stays its own: the project keeps them. Raises ContentError, BuildError, DeviceError.
    """
    with open_project(root, to_change=True) as project, device_errors(target.parent):
        folder = project.workspace.recordings
        view = recordings_view(project.workspace, project.rules)
        numbers, blocks = reading_sheet(view, read_numbers(folder), (lang,) if lang else LANGS)
        if not blocks:
            return False
        html = sheet_page(blocks, translated(SHEET_WORDS))
        write_numbers(folder, numbers)  # first: what is printed must be known when it comes back
        write_atomic(target, html.encode())
    return True
