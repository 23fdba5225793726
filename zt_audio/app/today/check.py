"""Check a project and report every problem of it; write the repairs that are certain. No audio is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.project import OpenProject, open_project
from zt_audio.app.today.check_verdict import CheckVerdict, check_inputs, checked_stamps, sorted_by_place
from zt_audio.errors import ContentError, ZtError
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, Offer, Problem, RepairedWord
from zt_audio.store.records import remember, remembered

if TYPE_CHECKING:  # a check with nothing to do loads none of it
    from zt_audio.app.edit import FileEdit
    from zt_audio.checks.lexicon import ChangedSentence
    from zt_audio.language.lexicon import Lexicon
    from zt_audio.pipeline.load import Content

__all__ = ["ChangedSentence", "CheckReport", "CheckRequest", "check_project"]


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to look for beyond errors: in the languages of `read_aloud` sentences that are not said as they are written.

    Without `today` no warning speaks of appeals whose days are
    over. `strict` makes errors of all warnings.
    """

    today: date | None = None
    strict: bool = False
    read_aloud: tuple[Lang, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found; `error_code` is the exit code of errors outside the content.

    `settled` tells whether the next check finds the same while no file changes: a service may be up again. `repaired`
    are words that are read as if they were typed well.
    """

    problems: tuple[Problem, ...]
    changed: Sequence[ChangedSentence] = ()
    unused: tuple[tuple[str, ...], tuple[str, ...]] | None = None  # appeals and places that no playlist uses
    error_code: int = 0
    settled: bool = True
    repaired: tuple[RepairedWord, ...] = ()

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def exit_code(self) -> int:
        return (self.error_code or ContentError.exit_code) if self.errors else 0


def check_project(root: Path, request: CheckRequest) -> CheckReport:
    """Return every problem of the project at `root`, those that a build would raise too.

    What an earlier check found is reported again where nothing has changed since.
    """
    try:
        with open_project(root) as project:
            if request.read_aloud:
                report = _fresh(project, project.content(request.today), request)
            else:
                report = _kept(project, request)
    except ZtError as error:
        report = _failed(error)
    if request.strict:
        return replace(report, problems=tuple(replace(problem, severity="error") for problem in report.problems))
    return report


def _failed(error: ZtError) -> CheckReport:
    return CheckReport(sorted_by_place(error.problems), error_code=error.exit_code)


def _kept(project: OpenProject, request: CheckRequest) -> CheckReport:
    """Return what a check found before, or check what was changed, or everything, and keep it."""
    workspace = project.workspace
    inputs = check_inputs(workspace, project.rules, request.today)
    if known := remembered(workspace.verdict, inputs.key, CheckVerdict):
        return _as_report(known)
    from zt_audio.app.today.place_recheck import keep_basis, recheck

    found = None
    if verdict := recheck(workspace, inputs):
        report = _as_report(verdict)
    else:
        found = project.inspection(request.today)
        content = None if found.errors else found.content
        report = _fresh(project, content, request) if content else _failed(ContentError(found.errors))
    if report.settled and inputs.files == checked_stamps(workspace):  # none was saved meanwhile
        unused = report.unused
        appeals, places = unused or ((), ())
        verdict = CheckVerdict(report.problems, appeals, places, unused is not None, report.error_code, report.repaired)
        remember(workspace.verdict, inputs.key, verdict)
        if found is not None:
            keep_basis(workspace, inputs, verdict, found, request.today)
    return report


def _as_report(verdict: CheckVerdict) -> CheckReport:
    unused = (verdict.unused_appeals, verdict.unused_places) if verdict.has_content else None
    return CheckReport(verdict.problems, unused=unused, error_code=verdict.error_code, repaired=verdict.repaired)


def _fresh(project: OpenProject, content: Content, request: CheckRequest) -> CheckReport:
    from zt_audio.app.speaking.voices import shares_of
    from zt_audio.checks.lexicon import repaired_words
    from zt_audio.checks.project import unused_content
    from zt_audio.pipeline.script import passages_of
    from zt_audio.recordings.status import warnings_with_recordings
    from zt_audio.trust.vouching import damaged_records

    workspace = project.workspace
    problems = (*warnings_with_recordings(workspace, content, project.rules), *damaged_records(workspace.root))
    voices = shares_of(workspace, content, project.load_engine)
    problems += tuple(problem for problem in voices.skipped if not message_of(problem).told_at_texts)
    problems += voices.error.problems if voices.error else ()
    changed: Sequence[ChangedSentence] = ()
    reader = project.reader(content.project.lexicon)
    if request.read_aloud:
        from zt_audio.checks.lexicon import sentences_said_otherwise

        changed = tuple(sentences_said_otherwise(content.project, reader, request.read_aloud))
    code = voices.error.exit_code if voices.error else 0
    settled = not code and all(message_of(problem).ends_with_files for problem in voices.skipped)
    repaired = tuple(repaired_words(content.project, passages_of(content.scripts).values(), reader))
    return CheckReport(sorted_by_place(problems), changed, unused_content(content.project), code, settled, repaired)


def certain_fixes(root: Path) -> tuple[tuple[RepairedWord, ...], tuple[FileEdit, ...]]:
    """Return what repairs read otherwise than it is typed, and the edits that write it so. Raises ContentError."""
    from zt_audio.app.edit import FileEdit, SetText
    from zt_audio.content.project import Snapshot

    words: list[RepairedWord] = []
    edits: list[FileEdit] = []
    snapshot = Snapshot(root)
    for lang in LANGS:
        lexicon = snapshot.lexicon(lang)
        for appeal in snapshot.appeals.values():
            text = appeal.text[lang]
            if found := tuple(_repairs(text.value, lang, lexicon)):
                words += (
                    RepairedWord(text.at(each.start), lang, text.value[each.start : each.end], each.typed, each.spoken)
                    for each in found
                )
                edits.append(
                    FileEdit(appeal.where.file, (SetText(("text", lang), text.value, _typed(text.value, found)),))
                )
    return tuple(words), tuple(edits)


def _repairs(text: str, lang: Lang, lexicon: Lexicon) -> Iterator[Offer]:
    from zt_audio.language.reading import moved_offer, read
    from zt_audio.language.sentences import paragraphs

    for start, paragraph in paragraphs(text):
        yield from (moved_offer(repair, start) for repair in read(paragraph, lang, lexicon).repairs)


def _typed(text: str, repairs: tuple[Offer, ...]) -> str:
    for repair in reversed(repairs):
        text = text[: repair.start] + repair.typed + text[repair.end :]
    return text
