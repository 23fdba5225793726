"""Add the command `zt-audio approve`: it approves texts as they were built, or lists how they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.console import unlocked
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.render import with_languages

if TYPE_CHECKING:
    from zt_audio.app.vouching.approvals import UnitEvidence

_HELP = N_(
    "UNIT is an appeal, such as littering, or the greeting and closing words of a place, such as greeting/yasny. "
    "Without one, all are listed with their approval. An approval is of what was built: other words or another "
    "voice make it out of date."
)

_STATES = {
    "missing": N_("not approved"),
    "stale": N_("approval is out of date"),
    "fresh": N_("approved"),
}
_NOT_COUNTED = N_("approved, but it does not count")  # no seal, no approver any more


@click.command("approve", help=_HELP)
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--playlist", help=N_("All texts of this playlist that lack an approval, instead of naming them."))
@click.option("--by", help=N_("Who approves: an approver of appeals/people.yaml."))
@click.option("--all-heard", "heard", is_flag=True, help=N_("All of it was heard to the end, in each language."))
@click.option("--note", default="", help=N_("A remark that is kept with the approval."))
@click.option("--withdraw", is_flag=True, help=N_("Take the approval back."))
@click.pass_obj
def command(
    project: Path, units: tuple[str, ...], playlist: str | None, by: str | None, heard: bool, note: str, withdraw: bool
) -> int:
    from zt_audio.app.project import snapshot_at
    from zt_audio.app.vouching import approvals

    if not units and not playlist:
        from zt_audio.app.vouching.approvals import approval_faults, approval_rows

        snapshot = snapshot_at(project)
        console.show_problems(approval_faults(snapshot))
        for row in approval_rows(snapshot):
            state = _NOT_COUNTED if row.fault and row.state == "fresh" else _STATES[row.state]
            who = f"{row.approval.by} {row.approval.at[:10]}" if row.approval else "-"
            console.result(row.unit, _(state), who, ", ".join(row.playlists))
        return 0
    if playlist and not withdraw:
        if not (waiting := approvals.waiting_units(project, playlist)) and not units:
            console.say(_("Nothing in {playlist} lacks an approval.").format(playlist=playlist))
            return 0
        units = (*units, *waiting)
    person = by or approvals.NOT_NAMED
    if withdraw:
        for unit in approvals.withdraw_approvals(project, units, person):
            console.say(_("The approval of {unit} is taken back.").format(unit=unit))
        return 0
    order = approvals.Approving(person, note, unlocked(person) if approvals.needs_seal(snapshot_at(project)) else None)
    for unit in approvals.approve(project, units, order, lambda evidence: heard or _was_heard(evidence)):
        console.say(_("Approved: {unit}").format(unit=unit))
    return 0


def _was_heard(evidence: UnitEvidence) -> bool:
    """Name what is to be heard in each language, in order, and ask; without a terminal the answer is no."""
    return console.can_answer() and all(_was_heard_in(evidence, lang) for lang in evidence.said)


def _was_heard_in(evidence: UnitEvidence, lang: str) -> bool:
    facts = with_languages({"unit": evidence.name, "lang": lang})
    console.say(_("To be heard {lang_in}, voice {voice}:").format_map({**facts, "voice": evidence.voices[lang]}))
    for part in evidence.parts:
        if part.id.lang == lang:
            console.say(f"  {part.id}: {' '.join(part.sentences)}")
    return console.confirmed(_("Was all of {unit} heard to the end {lang_in}?").format_map(facts))
