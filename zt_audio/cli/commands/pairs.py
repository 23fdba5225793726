"""Add the command `zt-audio pairs`: it lists paragraphs that are not confirmed to say the same, and confirms them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.render import with_languages

if TYPE_CHECKING:
    from zt_audio.app.vouching.pairs import PairedAppeal, PairRow

_HELP = N_(
    "Without --confirm, each paragraph is listed that no one has confirmed, or that was changed in one language after. "
    "APPEAL is a name such as littering; without one, all appeals are meant."
)


@click.command("pairs", help=_HELP)
@click.argument("appeals", nargs=-1, metavar="[APPEAL]...")
@click.option("--confirm", is_flag=True, help=N_("Confirm that the paragraphs say the same, as they stand now."))
@click.option("--paragraph", "numbers", type=int, multiple=True, help=N_("Only this paragraph, from 1."))
@click.option("--by", help=N_("Who confirms: a person of appeals/people.yaml."))
@click.pass_obj
def command(project: Path, appeals: tuple[str, ...], confirm: bool, numbers: tuple[int, ...], by: str | None) -> int:
    from zt_audio.app.journal import NOT_NAMED
    from zt_audio.app.project import snapshot_at
    from zt_audio.app.vouching.pairs import confirm_pairs, pair_rows

    if confirm:
        done = confirm_pairs(project, appeals, by or NOT_NAMED, numbers)
        console.say(_("Confirmed paragraphs: {n}").format(n=sum(done.values())))
        return 0
    lines = [
        line
        for each in pair_rows(snapshot_at(project))
        if not appeals or each.appeal in appeals
        for line in _lines(each)
    ]
    for line in lines:
        console.result(*line)
    if not lines:
        console.say(_("All paragraphs are confirmed to say the same."))
    return 0


def _lines(each: PairedAppeal) -> Iterator[tuple[str, str, str]]:
    from zt_audio.app.vouching.pairs import PairState

    for row in each.rows:
        if row.state is not PairState.CONFIRMED:
            yield each.appeal, str(row.number), _what(row)


def _what(row: PairRow) -> str:
    from zt_audio.app.vouching.pairs import PairState, word_changes

    if row.state is PairState.NEW:
        return _("not confirmed yet")
    if row.changed is None:
        return _("only in one language")
    marks = {"gone": "−", "new": "+"}
    words = word_changes(row.before, row.texts[row.changed])
    changes = " ".join(f"{marks[each.kind]}“{each.words}”" for each in words if each.kind in marks)
    told = _("changed {lang_in} after it was confirmed: {changes}")
    return told.format_map(with_languages({"lang": row.changed, "changes": changes}))
