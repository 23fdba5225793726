"""Add the command `zt-audio check`: it reports every problem of the project and makes no audio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.click_words import by_option, json_option, old_option
from zt_audio.i18n import N_, gettext as _, ngettext
from zt_audio.messages.render import as_json
from zt_audio.model import LANGS, Lang, Problem, RepairedWord
from zt_audio.suggestions import joined_names

if TYPE_CHECKING:
    from zt_audio.app.today.check import ChangedSentence, CheckReport


_MOST_ALIKE = 5  # warnings of one kind, repairs in one language; the document has all


@click.command("check")
@click.option("--strict", is_flag=True, help=N_("Treat warnings as errors."))
@old_option("--spelling", N_("check finds words without Kazakh letters by itself."))
@click.option(
    "--read-aloud", is_flag=True, help=N_("Print each sentence that is said differently from how it is written.")
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("With --read-aloud: only this language."))
@click.option(
    "--fix", is_flag=True, help=N_("Write lost marks and spaces into the texts where only one reading is possible.")
)
@by_option
@json_option
@click.pass_obj
def command(
    project: Path,
    strict: bool,
    read_aloud: bool,
    lang: Lang | None,
    fix: bool,
    by: str | None,
    as_document: bool,
) -> int:
    from zt_audio.app.today.check import CheckRequest, check_project

    if fix:
        _fix(project, by)

    if lang and not read_aloud:
        raise click.UsageError(_("--lang goes with --read-aloud."))
    langs = ((lang,) if lang else LANGS) if read_aloud else ()
    report = check_project(project, CheckRequest(clock.today(), strict=strict, read_aloud=langs))
    if as_document:
        console.document(_document(project, report, read_aloud=read_aloud), indent=1)
        return report.exit_code
    for row in report.changed:
        console.result(*_row(row).values())
    shown, more = _shortened(report.problems)
    console.show_problems(shown)
    for slug, n in more.items():
        told = ngettext("{n} more warning like these: [{slug}]", "{n} more warnings like these: [{slug}]", n)
        console.say(told.format(n=n, slug=slug))
    if more:
        console.say(_("All of them: zt-audio check --json"))
    for line in _repairs(report.repaired):
        console.say(line)
    for line in _notes(*report.unused) if report.unused else ():
        console.say(line)
    told = _("Problems: {n}").format(n=report.errors) if report.errors else _("Everything can be read aloud.")
    console.say(told)
    return report.exit_code


def _fix(project: Path, by: str | None) -> None:
    """Write the repairs that are certain, and say each."""
    from zt_audio.app.edit import save_edits
    from zt_audio.app.journal import NOT_NAMED
    from zt_audio.app.today.check import certain_fixes

    words, edits = certain_fixes(project)
    if edits:
        save_edits(project, edits, by or NOT_NAMED)  # the earlier texts stay in the history
    for word in words:
        console.say(_("{where}: “{written}” is typed “{typed}” now ({spoken}).").format(**_repair(word)))
    console.say(_("Texts changed: {n}").format(n=len(edits)) if edits else _("Nothing can be mended for certain."))


def _repairs(words: Sequence[RepairedWord]) -> Iterator[str]:
    """Yield what was read as if it were typed well: the first words of each language, and how many more there are."""
    for lang in LANGS:
        own = [word for word in words if word.lang == lang]
        for word in own[:_MOST_ALIKE]:
            yield _("{where}: “{written}” is read as “{typed}” ({spoken}).").format(**_repair(word))
        if more := len(own[_MOST_ALIKE:]):
            yield ngettext("{n} more word is read so.", "{n} more words are read so.", more).format(n=more)
    if words:
        yield _("zt-audio check --fix writes them into the appeals.")


def _repair(word: RepairedWord) -> dict[str, str]:
    where = f"{word.where.file}:{word.where.line}:{word.where.column}"
    return {"where": where, "lang": word.lang, "written": word.written, "typed": word.typed, "spoken": word.spoken}


def _shortened(problems: Sequence[Problem]) -> tuple[Sequence[Problem], Mapping[str, int]]:
    """Return `problems` with the first warnings of each kind alone, and how many of which kind are left out.

    A rule that makes 300 playlists without times makes as many warnings, and the others would be lost among them.
    """
    found = Counter[str]()
    shown: list[Problem] = []
    for problem in console.by_place(problems):
        found[problem.slug] += problem.severity == "warning"
        if problem.severity == "error" or found[problem.slug] <= _MOST_ALIKE:
            shown.append(problem)
    return shown, {slug: n - _MOST_ALIKE for slug, n in found.items() if n > _MOST_ALIKE}


def _document(project: Path, report: CheckReport, *, read_aloud: bool) -> dict[str, object]:
    problems = list(map(as_json, console.by_place(report.problems)))
    document: dict[str, object] = {"ok": not report.errors, "problems": problems}
    document["repaired"] = list(map(_repair, report.repaired))
    if read_aloud:
        document["read_aloud"] = list(map(_row, report.changed))
    if report.unused:
        document["unused"] = dict(zip(("appeals", "places"), report.unused, strict=True))
    from zt_audio.app.making.hearing import as_document, built_hearing

    document["hearing"] = {name: as_document(heard) for name, heard in built_hearing(project).items()}
    return document


def _row(row: ChangedSentence) -> dict[str, str]:
    """Return `row` in the order in which it is printed: a table that opens in any spreadsheet."""
    place = f"{row.where.file}:{row.where.line}"
    return {"where": place, "lang": row.lang, "written": row.written, "spoken": row.spoken}


def _notes(appeals: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    """Yield what is worth knowing, though it is no mistake."""
    if appeals:
        yield _("Note: no playlist plays these appeals: {names}.").format(names=joined_names(appeals))
    if places:
        yield _("Note: no playlist stops at these places: {names}.").format(names=joined_names(places))
