"""Add the command `zt-audio doctor`: it tries what a build needs, one thing after the other."""

from __future__ import annotations

import platform
from pathlib import Path

import click

from zt_audio import __version__
from zt_audio.cli import console
from zt_audio.errors import ZtError, exit_code_of
from zt_audio.i18n import N_, gettext as _

STATES_OF_HEALTH = {
    "works": N_("{name}: works"),
    "failed": N_("{name}: not working"),
    "absent": N_("{name}: none here"),
    "online": N_("{name}: on the internet, not tried"),
    "closed": N_("{name}: on the internet, which the settings forbid"),
    "unrecorded": N_("{name}: no recordings yet"),
}


@click.command(
    "doctor",
    help=N_(
        "Speak a word in each language, encode and decode it, and try a project's files and voices, "
        "and what hears recordings."
    ),
)
@click.pass_obj
def command(project: Path) -> int:
    from zt_audio.app.today.doctor import examine

    system = f"{platform.system()} {platform.machine()}"
    console.result(f"zt-audio {__version__}, Python {platform.python_version()}, {system}")
    errors: list[ZtError] = []
    for finding in examine(project):
        console.result(_(STATES_OF_HEALTH[finding.health]).format(name=_(finding.name)))
        console.show_problems(finding.problems)
        errors += [finding.error] if finding.error else []
    return exit_code_of(errors)
