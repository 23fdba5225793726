"""Check a project: report every problem of it, and make no audio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.app.project import OpenProject, open_project
from zt_audio.app.voices import shares_of
from zt_audio.checks.pronunciations import ChangedSentence, changed_sentences
from zt_audio.checks.references import UnusedContent, unused_content
from zt_audio.errors import ContentError, ZtError
from zt_audio.events import Emit, ignore_event
from zt_audio.model import Lang, Problem
from zt_audio.pipeline.load import Content
from zt_audio.recordings.status import warnings_with_recordings

__all__ = ["ChangedSentence", "CheckReport", "CheckRequest", "UnusedContent", "check_project"]

# What a build says of recordings where another voice speaks: `warnings_with_recordings` reports it at each text, and a
# text that is not recorded yet is no mistake (`recordings list` shows it).
_SAID_OF_RECORDINGS = frozenset({"recordings-missing", "recordings-stale", "recording-unproved"})


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to look for beyond errors: wrong spelling, and sentences that are not said as they are written.

    `read_aloud` names the languages of these sentences. Without `today` no warning speaks of appeals whose days are
    over. `strict` makes errors of all warnings.
    """

    today: date | None = None
    strict: bool = False
    spelling: bool = False
    read_aloud: tuple[Lang, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found; `error_code` is the exit code of errors outside the content."""

    problems: tuple[Problem, ...]
    changed: Sequence[ChangedSentence] = ()
    unused: UnusedContent | None = None
    error_code: int = 0

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def exit_code(self) -> int:
        return (self.error_code or ContentError.exit_code) if self.errors else 0


def check_project(root: Path, request: CheckRequest, emit: Emit = ignore_event) -> CheckReport:
    """Return every problem of the project at `root`, those that a build would raise too."""
    try:
        with open_project(root, emit) as project:
            report = _checked(project, project.content(request.today), request)
    except ZtError as error:
        report = CheckReport(error.problems, error_code=error.exit_code)
    if request.strict:
        return replace(report, problems=tuple(replace(problem, severity="error") for problem in report.problems))
    return report


def _checked(project: OpenProject, content: Content, request: CheckRequest) -> CheckReport:
    workspace = project.workspace
    problems = warnings_with_recordings(workspace, content, project.rules)
    voices = shares_of(workspace, content, project.load_engine)
    problems += tuple(problem for problem in voices.skipped if problem.slug not in _SAID_OF_RECORDINGS)
    problems += voices.error.problems if voices.error else ()
    if request.spelling:
        from zt_audio.checks.spelling import spelling_warnings

        problems += spelling_warnings(content.project, workspace.appeals)
    changed: Sequence[ChangedSentence] = ()
    if request.read_aloud:
        reader = project.reader(content.project.lexicon)
        changed = tuple(changed_sentences(content.project, reader, request.read_aloud))
    code = voices.error.exit_code if voices.error else 0
    return CheckReport(problems, changed, unused_content(content.project), code)
