"""`zt-audio doctor`: try what a build needs, one thing after the other."""

from __future__ import annotations

import platform
from pathlib import Path

import click

from zt_audio import __version__
from zt_audio.cli import console
from zt_audio.cli.chain_states import show_chain
from zt_audio.errors import ZtError, exit_code_of
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _


@click.command(
    "doctor",
    help=N_("Speaks a word in each language, encodes and decodes it, and tries a project's files and voices."),
)
@click.pass_obj
def command(project: Path) -> int:
    from zt_audio.app.selftest import CHECKS

    click.echo(f"zt-audio {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    errors: list[ZtError] = []
    for name, check in CHECKS.items():
        try:
            check(project)
        except ZtError as error:
            if any(problem.severity == "error" for problem in error.problems):
                errors.append(error)
                click.echo(_("{name}: not working").format(name=name))
            else:
                click.echo(_("{name}: none here").format(name=name))
            console.show_problems(error.problems)
        else:
            click.echo(_("{name}: works").format(name=name))
    errors += show_chain(project)
    return exit_code_of(errors)
