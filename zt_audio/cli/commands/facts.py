"""Add the command `zt-audio facts`: it lists the numbers that appeals say, where they come from and who says them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _

if TYPE_CHECKING:
    from zt_audio.app.facts import FactRow

_VERDICTS = {"fact-expired": N_("over"), "fact-expires-soon": N_("over soon")}
HELP = N_(
    "They stand in appeals/facts.yaml: how each may be said, its source, and until when it holds. For each one: its "
    "name, how it stands, who checked it, its source, then the texts, playlists and sticks that say it."
)


@click.command("facts", help=HELP)
@click.pass_obj
def command(project: Path) -> int:
    from zt_audio.app.facts import fact_rows

    rows = fact_rows(project, clock.today())
    for row in rows:
        said = (", ".join(names) or "-" for names in (row.texts, row.playlists, row.sticks))
        console.result(row.fact.id, _stands(row), _checked(row), row.fact.source, *said)
    if not rows:
        console.say(_("There is nothing in appeals/facts.yaml yet."))
    return 0


def _stands(row: FactRow) -> str:
    if row.fact.valid_until is None:
        return _("no end")
    until = _("until {date}").format(date=row.fact.valid_until.value)
    return f"{until}, {_(_VERDICTS[row.verdict])}" if row.verdict else until


def _checked(row: FactRow) -> str:
    if row.fact.checked is None:
        return _("not checked by a person yet")
    by, on = row.fact.checked
    return _("checked by {person} on {date}").format(person=by, date=on)
