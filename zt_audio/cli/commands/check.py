"""Add the command `zt-audio check`: it reports every problem of the project and makes no audio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import as_json
from zt_audio.model import LANGS, Lang

if TYPE_CHECKING:
    from zt_audio.app.check import ChangedSentence, CheckReport, UnusedContent


@click.command("check")
@click.option("--strict", is_flag=True, help=N_("Treat warnings as errors."))
@click.option("--spelling", is_flag=True, help=N_("Check the spelling with a dictionary too."))
@click.option(
    "--read-aloud", is_flag=True, help=N_("Print each sentence that is said differently from how it is written.")
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("With --read-aloud: only this language."))
@click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))
@click.pass_obj
def command(project: Path, strict: bool, spelling: bool, read_aloud: bool, lang: Lang | None, as_document: bool) -> int:
    from zt_audio.app.check import CheckRequest, check_project

    if lang and not read_aloud:
        raise click.UsageError(_("--lang goes with --read-aloud."))
    langs = ((lang,) if lang else LANGS) if read_aloud else ()
    report = check_project(project, CheckRequest(clock.today(), strict=strict, spelling=spelling, read_aloud=langs))
    if as_document:
        console.document(_document(report, read_aloud=read_aloud), indent=1)
        return report.exit_code
    for row in report.changed:
        console.result(*_row(row).values())
    console.show_problems(report.problems)
    for line in _notes(report.unused) if report.unused else ():
        console.say(line)
    told = _("Problems: {n}").format(n=report.errors) if report.errors else _("Everything can be read aloud.")
    console.say(told)
    return report.exit_code


def _document(report: CheckReport, *, read_aloud: bool) -> dict[str, object]:
    problems = list(map(as_json, console.by_place(report.problems)))
    document: dict[str, object] = {"ok": not report.errors, "problems": problems}
    if read_aloud:
        document["read_aloud"] = list(map(_row, report.changed))
    if report.unused:
        document["unused"] = asdict(report.unused)
    return document


def _row(row: ChangedSentence) -> dict[str, str]:
    """Return `row` in the order in which it is printed: a table that opens in any spreadsheet."""
    place = f"{row.where.file}:{row.where.line}"
    return {"where": place, "lang": row.lang, "written": row.written, "spoken": row.spoken}


def _notes(idle: UnusedContent) -> Iterator[str]:
    """Yield what is worth knowing, though it is no mistake."""
    if idle.appeals:
        yield _("Note: no playlist plays these appeals: {names}.").format(names=", ".join(idle.appeals))
    if idle.places:
        yield _("Note: no playlist stops at these places: {names}.").format(names=", ".join(idle.places))
