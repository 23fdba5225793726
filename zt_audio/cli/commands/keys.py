"""Add the command `zt-audio keys`: keys with which people seal sticks, approvals and the list of people."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.click_words import HelpfulGroup, json_option
from zt_audio.cli.console import ask_pin, new_pin_asked, unlocked
from zt_audio.i18n import N_, gettext as _

if TYPE_CHECKING:
    from zt_audio.app.vouching.keys import KeyRow

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(
    "keys",
    cls=HelpfulGroup,
    help=N_("A key lies on this computer behind a PIN, never in the project. PERSON is a name of people.yaml."),
)
def command() -> None:
    pass


@command.command("list", help=N_("List the keys of all people, and whether the list of people is sealed."))
@json_option
@click.pass_obj
def _list(project: Path, as_document: bool) -> int:
    from zt_audio.app.project import snapshot_at
    from zt_audio.app.vouching.keys import list_keys
    from zt_audio.messages.render import as_json

    found = list_keys(snapshot_at(project))
    problems = found.trusted.problems
    is_good = all(problem.severity == "warning" for problem in problems)
    if as_document:
        rows = [
            {"person": r.person, "key": r.public, "id": r.key_id, "since": r.since, "until": r.until, "here": r.is_here}
            for r in found.rows
        ]
        console.document({"ok": is_good, "keys": rows, "problems": [as_json(problem) for problem in problems]})
        return 0 if is_good else 1
    for row in found.rows:
        console.result(row.person, row.key_id, row.public, _days(row), _("on this computer") if row.is_here else "")
    if not found.rows:
        console.say(_("No one has a key. To make one: zt-audio keys new PERSON"))
    console.show_problems(problems)
    if (verdict := found.trusted.seal) and found.trusted.is_sealed:
        told = _("The list of people is sealed by {person} on {date}, key {key}.")
        console.say(told.format(person=verdict.person, date=verdict.on, key=verdict.key_id))
    return 0 if is_good else 1


def _days(row: KeyRow) -> str:
    if not row.since:
        return _("not in people.yaml")
    return f"{row.since} – {row.until or ''}".strip()


@command.command("new", help=N_("Make a key for PERSON, ask for a PIN, and add its public half to people.yaml."))
@click.argument("person")
@click.pass_obj
def _new(project: Path, person: str) -> None:
    from zt_audio.app.vouching.keys import new_key

    row = new_key(project, person, new_pin_asked(), clock.today())
    console.result(row.public)
    console.say(_("The key {key} is made. Tell the keeper these digits by telephone.").format(key=row.key_id))
    console.say(_("Now a keeper seals the list of people: zt-audio keys seal KEEPER"))


@command.command("end", help=N_("End the keys of PERSON: what they seal from today on does not count."))
@click.argument("person")
@click.option("--last-day", type=_DAY, help=N_("The last day on which the key still counts; without it yesterday."))
@click.pass_obj
def _end(project: Path, person: str, last_day: datetime | None) -> None:
    from zt_audio.app.vouching.keys import end_keys

    last: date | None = last_day.date() if last_day else None
    ended = end_keys(project, person, clock.today(), last)
    for row in ended:
        console.say(_("The key {key} counts until {date}.").format(key=row.key_id, date=row.until))
    if ended:
        console.say(_("Now a keeper seals the list of people: zt-audio keys seal KEEPER"))
    else:
        console.say(_("{person} has no key that could be ended.").format(person=person))


@command.command("pin", help=N_("Change the PIN of PERSON's key."))
@click.argument("person")
def _pin(person: str) -> None:
    from zt_audio.app.vouching.keys import new_pin

    new_pin(person, ask_pin(_("The PIN until now")), new_pin_asked())
    console.say(_("The PIN is changed."))


@command.command("seal", help=N_("Seal the list of people. PERSON is a keeper whose key is on this computer."))
@click.argument("person")
@click.pass_obj
def _seal(project: Path, person: str) -> int:
    from zt_audio.app.vouching.keys import seal_people

    key = unlocked(person)
    try:
        trusted = seal_people(project, key, clock.today())
    finally:
        key.close()
    console.show_problems(trusted.problems)
    if trusted.is_sealed:
        console.say(_("The list of people is sealed."))
    return 0 if trusted.is_sealed else 1


@command.command("trust", help=N_("Trust other keepers, once you have compared the digits of their keys by telephone."))
@click.pass_obj
def _trust(project: Path) -> None:
    from zt_audio.app.vouching.keys import trust_keepers

    for number in trust_keepers(project):
        console.result(number)
    console.say(_("From now on these keys may seal the list of people here."))
