"""Add the command `zt-audio people`: it lists who edits, approves and keeps, with their keys."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.i18n import N_, gettext as _


@click.command("people", help=N_("They stand in appeals/people.yaml: name, roles, public keys and their days."))
@click.pass_obj
def command(project: Path) -> int:
    from zt_audio.app.roles import ROLE_WORDS, name_of, project_people

    found = project_people(project)
    for person in found.values():
        console.result(
            person.id,
            name_of(person),
            ", ".join(_(ROLE_WORDS[role]) for role in person.roles),
            ", ".join(f"{key.public[:10]}… {key.since}–{key.until or ''}" for key in person.keys) or "-",
        )
    if not found:
        console.say(_("There is no one in appeals/people.yaml yet."))
    return 0
