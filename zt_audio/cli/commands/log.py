"""Add the command `zt-audio log`: it lists what was changed in the texts, and proves the journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import HelpfulGroup
from zt_audio.errors import ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.acts import what_was_done

if TYPE_CHECKING:
    from zt_audio.app.journal import Act

_MOST = 200  # lines, unless told


@click.group(
    "log",
    cls=HelpfulGroup,
    invoke_without_command=True,
    help=N_("The newest first: when, who, what was done, which text; then the version that it was before."),
)
@click.option("--file", help=N_("Only changes of this file, such as appeals/texts/littering.yaml."))
@click.option("--limit", type=click.IntRange(min=1), default=_MOST, help=N_("At most so many lines."))
@click.pass_context
def command(context: click.Context, file: str | None, limit: int) -> None:
    if context.invoked_subcommand:
        return
    from zt_audio.app.journal import acts, verify_journal

    found = acts(context.obj, file, limit=limit)
    for act in found:
        console.result(*_row(act))
    if not found:
        console.say(_("Nothing was changed by this program."))
    console.show_problems(verify_journal(context.obj).problems)


def _row(act: Act) -> tuple[str, ...]:
    before = act.deed.old[:8] if act.deed.old else "-"
    return f"{act.moment:%Y-%m-%d %H:%M}", act.deed.by, what_was_done(act.done), act.deed.what, before


@command.command("verify", help=N_("Check that no line of the journal was changed, added or removed."))
@click.option("--head", help=N_("Find the line whose digits stand on a card or in a seal, such as 9f8e7d6c."))
@click.option(
    "--accept",
    is_flag=True,
    help=N_("Take the journals as they are now: a backup was brought back, or you know whose a new one is."),
)
@click.pass_obj
def _verify(project: Path, head: str | None, accept: bool) -> int:
    from zt_audio.app.journal import accept_journals, act_of_head, verify_journal

    if accept:
        accept_journals(project)
    report = verify_journal(project)
    for machine, end in report.heads.items():
        console.result(_("{machine}: changes: {n}, last: {head}").format(machine=machine, n=end.n, head=end.digest[:8]))
    console.show_problems(report.problems)
    if report.without_text:
        told = _("Changes whose earlier text is not on this computer: {n}. It is where they were made.")
        console.say(told.format(n=report.without_text))
    if head is not None:
        console.result(*_row(act_of_head(project, head)))
    if report.misfit is None:
        console.say(_("The journal is whole."))
    return ZtError.exit_code if any(problem.severity == "error" for problem in report.problems) else 0
