"""A workspace in, all that the `takes` commands work with out: the texts to read, the takes, how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.language.reader import Reader, ReadingCache
from zt_audio.model import Problem, Project
from zt_audio.pipeline.prepare import Content, read_content
from zt_audio.recordings.status import Standing, Takes, look, stale_warnings, standings, unused_warnings
from zt_audio.recordings.texts import RecordingText, recording_texts
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class View:
    project: Project
    folder: Path
    texts: tuple[RecordingText, ...]
    takes: Takes
    standings: tuple[Standing, ...]

    @property
    def warnings(self) -> Sequence[Problem]:
        """Everything about recordings that somebody should look at."""
        return (*unused_warnings(self.texts, self.takes), *stale_warnings(self.standings))


def view(workspace: Workspace, code: str) -> View:
    """Read content and recordings. Raises ContentError with every problem of the content, OSError."""
    return view_of(workspace, read_content(workspace, code), code)


def view_of(workspace: Workspace, content: Content, code: str) -> View:
    reader = Reader(content.project.lexicon, ReadingCache(workspace.readings, code))
    texts = recording_texts(content.project, content.rounds, reader)
    takes = look(workspace.recordings)
    return View(content.project, workspace.recordings, texts, takes, standings(texts, takes))


def recording_warnings(workspace: Workspace, content: Content, code: str) -> Sequence[Problem]:
    """Return what `check` tells of recordings; nothing where there are none. Raises OSError."""
    return view_of(workspace, content, code).warnings if workspace.recordings.is_dir() else ()
