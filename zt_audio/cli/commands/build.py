"""Add the command `zt-audio build`: it brings output/ up to date and says what was done."""

from __future__ import annotations

import os
from pathlib import Path

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.ask import asking
from zt_audio.cli.build_output import build_document, build_lines
from zt_audio.cli.click_words import old_option
from zt_audio.cli.completion import complete_playlist
from zt_audio.cli.progress import build_listener
from zt_audio.errors import ZtError, exit_code_of
from zt_audio.i18n import N_
from zt_audio.messages.program_name import with_program_name


@click.command("build")
@click.argument("playlists", nargs=-1, shell_complete=complete_playlist)
@click.option("--dry-run", is_flag=True, help=N_("List the files that would be written or removed; do nothing."))
@click.option("--explain", is_flag=True, help=N_("Build, and say why each sentence and file is made again."))
@click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))
@click.option("--offline", is_flag=True, help=N_("Send nothing to voices on the internet."))
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 2, help=N_("How much to do at once."))
@click.option(
    "--cluster", metavar="ADDRESS", help=N_("Build on a Dask cluster, as tls://HOST:8786; “here”: not on one.")
)
@old_option("--by", N_("No role is needed to build."), is_flag=False)
@click.pass_obj
def command(
    project: Path,
    playlists: tuple[str, ...],
    dry_run: bool,
    explain: bool,
    as_document: bool,
    offline: bool,
    jobs: int,
    cluster: str | None,
) -> int:
    from zt_audio.app.build import BuildRequest, build_project

    order = BuildRequest(
        playlists,
        jobs,
        dry_run=dry_run,
        explain=explain,
        offline=offline,
        today=clock.today(),
        cluster=cluster,
    )
    report, errors = None, []
    with build_listener(quiet=as_document) as listener:
        try:
            report = build_project(project, order, listener, asking(listener.stop))
            errors = report.errors
        except ZtError as error:
            errors = [error]
    if as_document:
        console.document(build_document(report, order, errors, listener.warnings), indent=1)
    else:
        console.show_problems([*listener.warnings, *(problem for error in errors for problem in error.problems)])
        for line in build_lines(report, order, project):
            console.result(with_program_name(line)) if order.explain or order.dry_run else console.say(line)
    return exit_code_of(errors)
