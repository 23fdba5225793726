"""`zt-audio check`: every problem of the project, and no audio."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.project import workspace_at
from zt_audio.errors import ContentError, ZtError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import as_json
from zt_audio.model import LANGS, Lang, Problem

if TYPE_CHECKING:
    from zt_audio.checks.pronunciations import Changed
    from zt_audio.checks.references import Unused

# What a build says of recordings where another voice speaks: `recording_warnings` tells it at each text, and that
# something is not recorded yet is no mistake (`takes list` shows it).
_TOLD_BY_RECORDINGS = frozenset({"recordings-missing", "recordings-stale", "recording-unproved"})


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is looked for beyond errors: misspelt words, and sentences in these languages that are said otherwise."""

    spelling: bool
    aloud: tuple[Lang, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What `check` has to tell; `code` is that of the errors which forbid a build beyond the content."""

    problems: tuple[Problem, ...]
    changed: Sequence[Changed] = ()
    idle: Unused | None = None
    code: int = 0


@click.command("check")
@click.option("--strict", is_flag=True, help=N_("Let warnings fail too."))
@click.option("--spelling", is_flag=True, help=N_("Look words up in a dictionary too."))
@click.option("--read-aloud", is_flag=True, help=N_("Print each sentence that is said otherwise than it is written."))
@click.option("--lang", type=click.Choice(LANGS), help=N_("With --read-aloud: only this language."))
@click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))
@click.pass_obj
def command(project: Path, strict: bool, spelling: bool, read_aloud: bool, lang: Lang | None, as_document: bool) -> int:
    if lang and not read_aloud:
        raise click.UsageError(_("--lang goes with --read-aloud."))
    langs = ((lang,) if lang else LANGS) if read_aloud else ()
    try:
        found = _look(project, _Wish(spelling, langs))
    except ZtError as error:
        found = _Found(error.problems, code=error.exit_code)
    problems, changed, idle = found.problems, found.changed, found.idle
    if strict:
        problems = tuple(replace(problem, severity="error") for problem in problems)
    failing = [problem for problem in problems if problem.severity == "error"]
    if as_document:
        document: dict[str, object] = {"ok": not failing, "problems": list(map(as_json, console.in_order(problems)))}
        if read_aloud:
            document["read_aloud"] = [_row(row) for row in changed]
        if idle:
            document["unused"] = asdict(idle)
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for row in changed:
            click.echo("\t".join(_row(row).values()))
        console.show_problems(problems)
        for line in _notes(idle) if idle else ():
            console.say(line)
        console.say(_("Everything can be read aloud.") if not failing else _("Problems: {n}").format(n=len(failing)))
    return (found.code or ContentError.exit_code) if failing else 0


def _look(project: Path, wish: _Wish) -> _Found:
    from zt_audio.app.shares import shares_of
    from zt_audio.checks.references import unused
    from zt_audio.language.reader import Reader, ReadingCache
    from zt_audio.pipeline.prepare import read_content
    from zt_audio.published.inputs import code_digest
    from zt_audio.recordings.status import recording_warnings
    from zt_audio.speech.registry import open_engines
    from zt_audio.store.session import finish_pending

    workspace, rules = workspace_at(project), code_digest()
    finish_pending(workspace, lambda _event: None)
    content = read_content(workspace, rules, clock.today())
    problems = (*content.warnings, *recording_warnings(workspace, content, rules))
    with open_engines(workspace.root) as load:
        voices = shares_of(workspace, content, load)
    problems += tuple(problem for problem in voices.skipped if problem.slug not in _TOLD_BY_RECORDINGS)
    code = 0
    if voices.error:
        problems, code = (*problems, *voices.error.problems), voices.error.exit_code
    changed: Sequence[Changed] = ()
    if wish.spelling:
        from zt_audio.checks.spelling import spelling

        problems += spelling(content.project, workspace.appeals)
    if wish.aloud:
        from zt_audio.checks.pronunciations import changed_sentences

        reader = Reader(content.project.lexicon, ReadingCache(workspace.readings, rules))
        changed = tuple(changed_sentences(content.project, reader, wish.aloud))
    return _Found(problems, changed, unused(content.project), code)


def _notes(idle: Unused) -> Iterator[str]:
    """Yield what is worth knowing and no mistake."""
    if idle.appeals:
        yield _("Note: no round plays these appeals: {names}.").format(names=", ".join(idle.appeals))
    if idle.places:
        yield _("Note: no round stops at these places: {names}.").format(names=", ".join(idle.places))


def _row(row: Changed) -> dict[str, str]:
    """Return `row` in the order in which it is printed: a table that opens in any spreadsheet."""
    place = f"{row.where.file}:{row.where.line}"
    return {"where": place, "lang": row.lang, "written": row.written, "spoken": row.spoken}
