"""Add the command `zt-audio edit`: it changes one text of a file and leaves every other byte as it is."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import by_option
from zt_audio.i18n import N_, gettext as _


@click.command(
    "edit",
    help=N_(
        "FILE is a file of appeals, PATH the keys that lead to the text, VALUE the new text: edit "
        'appeals/texts/littering.yaml title/ru "Не мусорите". A key that is not there yet is added; the first item of '
        "a list is 0. The earlier text is kept: see zt-audio log."
    ),
)
@click.argument("file", required=False)
@click.argument("path", required=False)
@click.argument("value", required=False)
@click.option(
    "--answers",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=N_("Take in the file that a proof page has saved, instead."),
)
@click.option("--old", metavar="TEXT", help=N_("What must stand there now; if it does not, nothing is written."))
@by_option
@click.pass_obj
def command(
    project: Path,
    file: str | None,
    path: str | None,
    value: str | None,
    answers: Path | None,
    old: str | None,
    by: str | None,
) -> None:
    from zt_audio.app.edit import set_text
    from zt_audio.app.journal import NOT_NAMED

    if answers:
        _take(project, answers, by or NOT_NAMED)
        return
    if file is None or path is None or value is None:
        raise click.UsageError(_("Name FILE, PATH and VALUE, or give --answers."))
    before, saved = set_text(project, file, path, value, old, by or NOT_NAMED)
    # Say what an earlier, interrupted command had left undone.
    recovery = saved.recovery
    if recovery.healed:
        console.say(_("The last line of the journal was torn and was cut off; what it told had not been done."))
    if recovery.finished:
        console.say(_("An interrupted change was finished: {files}").format(files=", ".join(recovery.finished)))
    if recovery.abandoned:
        told = _("An interrupted change was not finished, because these files were changed meanwhile: {files}")
        console.say(told.format(files=", ".join(recovery.abandoned)))
    if before is not None:
        console.say(_("Before: {text}").format(text=before))
    console.say(_("Saved: {file}, {path}").format(file=file, path=path))


def _take(project: Path, file: Path, by: str) -> None:
    """Take in what a native speaker answered, and say what it brought."""
    from zt_audio.app import clock
    from zt_audio.app.texts.workbench import Workbench
    from zt_audio.app.vouching.proof import MOST_ANSWERS_BYTES, read_answers, take_answers
    from zt_audio.messages.acts import told_line

    with file.open("rb") as stream:
        answers = read_answers(stream.read(MOST_ANSWERS_BYTES + 1))
    plan, _saved = take_answers(Workbench(project), clock.today(), answers, by)
    console.show_problems(plan.refused)
    for line in plan.lines:
        console.say(told_line(*line))
    console.say(_("Judged right: {n}. Files changed: {files}.").format(n=plan.right, files=len(plan.edits)))
