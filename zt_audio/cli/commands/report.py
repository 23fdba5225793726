"""Add the command `zt-audio report`: it makes one HTML page that shows and plays what was built."""

from __future__ import annotations

import os
from pathlib import Path

import click

from zt_audio.app import clock
from zt_audio.app.journal import NOT_NAMED
from zt_audio.cli import console
from zt_audio.cli.console import playlists_argument, project_folders, require_target
from zt_audio.i18n import N_, gettext as _

REPORT_FILE, PROOF_FILE = "report.html", "proof.html"


@click.command("report", help=N_("Open the page in a browser: it needs no network. Without PLAYLIST it shows all."))
@playlists_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("The HTML file; without it report.html in the project's folder."),
)
@click.option(
    "--proof",
    "is_proof",
    is_flag=True,
    help=N_("Make the page on which a native speaker judges each sentence instead: proof.html."),
)
@click.option(
    "--residents", metavar="APPEAL", help=N_("Make the page of one appeal for residents instead, from what was built.")
)
@click.option("--address", default="", help=N_("Where the page for residents will be found: a code leads there."))
@click.option("--by", metavar="PERSON", default=NOT_NAMED, help=N_("Who gives the page for residents out."))
@click.pass_obj
def command(
    project: Path,
    playlists: tuple[str, ...],
    output: Path | None,
    residents: str | None,
    address: str,
    by: str,
    *,
    is_proof: bool,
) -> int:
    from zt_audio.app.making.output import make_residents_page
    from zt_audio.app.making.report import ReportPage, is_our_page, make_report
    from zt_audio.app.project import place_in_project, save_file
    from zt_audio.app.vouching.proof import ProofPage, make_proof

    if residents and is_proof:
        raise click.UsageError(_("Make one page at a time: --proof or --residents."))
    name = f"{residents}.html" if residents else PROOF_FILE if is_proof else REPORT_FILE

    kept = project_folders(project)
    target = Path(os.path.realpath(output)) if output else place_in_project(project, name)
    require_target(target, kept, ".html", is_our_page)
    if residents:
        report: ReportPage | ProofPage = ReportPage(
            make_residents_page(project, residents, clock.today(), address, by), ()
        )
    elif is_proof:
        report = make_proof(project, clock.today())
    else:
        report = make_report(project, playlists, target)
    save_file(target, report.html.encode())
    console.show_problems(report.warnings)
    console.say(_("Written: {file}").format(file=target))
    return 0
