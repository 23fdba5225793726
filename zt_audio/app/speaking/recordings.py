"""Let people read appeals aloud: what is recorded, and keeping what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.project import open_project
from zt_audio.app.roles import TAKE_ROLE, require_act
from zt_audio.ear.listener import open_ear
from zt_audio.errors import BuildError
from zt_audio.events import Emit, RecordingKept, Warned, ignore_event
from zt_audio.model import Lang, PartId, Problem
from zt_audio.pages.html import is_our_page
from zt_audio.recordings.judge import (
    Hear,
    ReadyRecording,
    RecordingTarget,
    keep_recordings,
    ready_for,
    ready_for_entry,
    ready_from,
    settle_replacements,
)
from zt_audio.recordings.sheet import SheetEntry, number_by_text, read_numbers
from zt_audio.recordings.status import (
    RecordingStatus,
    RecordingsView,
    RecordingText,
    TextStatus,
    difference,
    greeting,
    paragraph,
    recordings_view,
    totals,
    whole_appeal,
)
from zt_audio.speech.recordings import read_recordings, stem_of, unheard_recordings
from zt_audio.store.disk import device_errors
from zt_audio.store.workspace import APPEALS, RECORDINGS_FOLDER
from zt_audio.trust.history import digest_of
from zt_audio.trust.journal import Deed

__all__ = ["ReadyRecording", "RecordingStatus", "TextStatus", "difference", "is_our_page"]

HasListened = Callable[[ReadyRecording], bool]  # a recording that is doubted -> whether a person says that it is right
MayReplace = Callable[[Sequence[str]], bool]  # files whose texts have a good recording already -> whether it may go


# --- what is recorded -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordingList:
    """How each text stands, the sums by language, and what staff should look at."""

    texts: tuple[TextStatus, ...]
    totals: Mapping[Lang, Mapping[RecordingStatus, int]]
    warnings: tuple[Problem, ...]
    numbers: Mapping[tuple[Lang, tuple[str, ...]], int]  # on the sheet, by language and sentences


def list_recordings(root: Path, lang: Lang | None = None) -> RecordingList:
    """Return how the recording of each text stands, only in `lang` if it is given.

    Raises ContentError; BuildError `sheet-damaged`.
    """
    with open_project(root) as project, device_errors(project.workspace.recordings):
        view = recordings_view(project.workspace, project.rules)
        numbers = number_by_text(read_numbers(project.workspace.recordings))
    shown = tuple(text for text in view.statuses if lang in (None, text.text.lang))
    return RecordingList(shown, totals(shown), tuple(view.warnings), numbers)


# --- what was recorded ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordedText:
    """The text that a recording reads: an appeal, one paragraph of it, or the greeting or the closing of a place."""

    lang: Lang
    appeal: str | None = None
    paragraph: int | None = None
    place: str | None = None
    outro: bool = False


@dataclass(frozen=True, slots=True)
class JudgedRecordings:
    """The recordings that are good, and what is wrong with the others."""

    ready: tuple[ReadyRecording, ...]
    problems: tuple[Problem, ...] = ()


def judge_recording(root: Path, file: Path, text: RecordedText) -> JudgedRecordings:
    """Judge one recording of `text`. Raises BuildError with all that is wrong with it, ContentError."""
    with open_project(root) as project, device_errors(file):
        view = recordings_view(project.workspace, project.rules)
        with closing(open_ear()) as ear:
            return JudgedRecordings((ready_for(view, file, _text_of(view, text), ear.warnings),))


def judge_folder(root: Path, folder: Path, lang: Lang | None = None) -> JudgedRecordings:
    """Judge every recording in `folder`, named by the numbers of the sheet; `lang` refuses the other language."""
    with open_project(root) as project, device_errors(folder):
        view = recordings_view(project.workspace, project.rules)
        numbers = read_numbers(project.workspace.recordings)
        with closing(open_ear()) as ear:
            return JudgedRecordings(*ready_from(view, folder, numbers, lang, ear.warnings))


def keep_judged(
    root: Path,
    judged: JudgedRecordings,
    emit: Emit = ignore_event,
    *,
    replace: bool = False,
    may_replace: MayReplace = lambda _files: False,
    has_listened: HasListened = lambda _ready: False,
    by: str = NOT_NAMED,
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Keep the recordings of `judged` in the project, and report each as it is stored.

    Return the files that were kept before, and why others were not: a good recording may not go, or one is doubted.

    Before anything is stored, `has_listened` is asked about each that is doubted and, without `replace`, `may_replace`
    where good recordings would be lost. Raises ContentError `person-not-allowed` where `by` is no editor; DeviceError.
    """
    require_act(root, by, TAKE_ROLE)
    aside = [ready for ready in judged.ready if ready.is_doubted and not has_listened(ready)]
    heard = [ready for ready in judged.ready if ready not in aside]
    lost = [ready.file for ready in heard if ready.old and not ready.new]
    kept, problems = settle_replacements(heard, replace=replace or (bool(lost) and may_replace(lost)))
    with open_project(root, emit, to_change=True) as project:
        workspace = project.workspace
        deeds = [deed for ready in kept for target in ready.new for deed in _deeds(ready, target, by)]
        if deeds:
            write_down(workspace, *deeds)  # first: what is there without a line is worse than a line too many
        voices = project.snapshot.manner.settings.voices
        for file, path in keep_recordings(workspace.recordings, kept):
            emit(RecordingKept(file, path.relative_to(workspace.root).as_posix()))
        here = read_recordings(workspace.recordings)[0].values()
        for problem in unheard_recordings(voices, (recording.lang for recording in here)):
            emit(Warned(problem))
    unheard = (Problem("recording-unheard", None, {"file": ready.file}) for ready in aside)
    return tuple(ready.file for ready in kept if not ready.new), (*unheard, *problems)


def _deeds(ready: ReadyRecording, target: RecordingTarget, by: str) -> Iterator[Deed]:
    """Yield that a person vouches for a recording that was doubted, and that it is kept."""
    file = f"{APPEALS}/{RECORDINGS_FOLDER}/{stem_of(target.part)}.flac"
    if ready.is_doubted:
        yield Deed(by, "take.heard", file, None, digest_of(ready.audio))
    yield Deed(by, "take.kept", file, None, digest_of(ready.audio))


def keep_heard(
    root: Path,
    file: Path,
    part: PartId,
    sentences: tuple[str, ...],
    *,
    replace: bool = False,
    has_listened: bool = False,
    by: str = NOT_NAMED,
    hear: Hear | None = None,
) -> None:
    """Keep the recording in `file`, in which a person reads `sentences` of `part`, for every text that says them.

    It goes the way of a file that is imported; `hear` listens to it, an ear of its own without. Raises BuildError with
    all that is wrong with it, `recording-exists` where a good recording would be lost and `replace` is not given,
    `recording-unheard` where it is doubted and no one `has_listened`; ContentError, DeviceError.
    """
    if part.lang is None:
        raise ValueError(part)
    entry = SheetEntry(part.lang, sentences, (part,))
    with open_project(root) as project, device_errors(file), ExitStack() as opened:
        view = recordings_view(project.workspace, project.rules)
        hear = hear or opened.enter_context(closing(open_ear())).warnings
        judged = JudgedRecordings((ready_for_entry(view, file, entry, hear),))
    _before, problems = keep_judged(root, judged, replace=replace, has_listened=lambda _ready: has_listened, by=by)
    if problems:
        raise BuildError(problems)


def _text_of(view: RecordingsView, text: RecordedText) -> RecordingText:
    if text.place:
        return greeting(view.texts, "outro" if text.outro else "intro", text.place, text.lang)
    if text.paragraph:
        return paragraph(view.texts, text.appeal or "", text.lang, text.paragraph)
    return whole_appeal(view.texts, text.appeal or "", text.lang)
