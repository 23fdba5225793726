"""Add the command `zt-audio places`: it takes places from a table of CSV or Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import by_option
from zt_audio.cli.console import complete_appeal, confirmed, is_terminal
from zt_audio.cli.progress import row_bar
from zt_audio.errors import BuildError
from zt_audio.i18n import N_, gettext as _, ngettext

if TYPE_CHECKING:
    from zt_audio.app.places.place_import import PlaceImport

_MOST_NAMED = 5
_MOST_ROWS = 3  # that one cause keeps out


@click.group("places")
def command() -> None:
    pass


@command.command(
    "import",
    short_help=N_("Take places from a table."),
    help=N_(
        "Take places from FILE, a table of CSV or Excel with the columns id, kind, kk and ru, or the country's "
        "classifier. Types are written out, and rows that stay out are named with their reasons. Each district of the "
        "table gets a file of its own in appeals/places."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", metavar="NAME", default="", help=N_("Put all places into appeals/places/NAME.yaml."))
@click.option("--district", default="", help=N_("Only the places of this district: its name or its code."))
@click.option("--corrected", is_flag=True, help=N_("Take names that have letters of the other language, corrected."))
@click.option("--replace", is_flag=True, help=N_("Give places that are there already the names of the table."))
@click.option("--stops", metavar="N", type=click.IntRange(1, 999), help=N_("Make playlists of at most N stops, too."))
@click.option(
    "--appeal", "appeals", multiple=True, shell_complete=complete_appeal, help=N_("With --stops: what they play.")
)
@click.option(
    "--all", "names_all", is_flag=True, help=N_("Name every row that stays out, not the first of each reason.")
)
@click.option("--dry-run", is_flag=True, help=N_("Only say what would come."))
@click.option("--yes", is_flag=True, help=N_("Write it without asking."))
@by_option
@click.pass_obj
def _import(
    project: Path,
    file: Path,
    into: str,
    district: str,
    corrected: bool,
    replace: bool,
    stops: int | None,
    appeals: tuple[str, ...],
    names_all: bool,
    dry_run: bool,
    yes: bool,
    by: str | None,
) -> int:
    from zt_audio.app.journal import NOT_NAMED
    from zt_audio.app.places.place_import import (
        PlaceImportRequest,
        PlaylistRule,
        plan_place_import,
        table_bytes,
        take_places,
    )

    if (stops is None) != (not appeals):
        raise click.UsageError(_("--stops and --appeal go together."))
    rule = PlaylistRule(stops, appeals) if stops else None
    request = PlaceImportRequest(into, district, corrected, replace, rule)
    with row_bar() as seen:
        plan = plan_place_import(project, table_bytes(file), file.name, request, seen)
    if names_all:
        console.show_problems(plan.problems)
    else:
        _tell_causes(plan)
    _tell(plan, replaces=replace)
    if plan.edits and not dry_run:
        if not yes and not is_terminal():
            raise click.UsageError(_("Nothing is written without a yes: in a terminal, or with --yes."))
        if yes or confirmed(_("Write this into the project?")):
            saved = take_places(project, plan, by or NOT_NAMED)
            console.say(_("Written: {n} files. To check them: zt-audio check").format(n=len(saved.digests)))
    return BuildError.exit_code if plan.rows_out else 0


def _tell_causes(plan: PlaceImport) -> None:
    """Name the first rows that each cause keeps out, and count the others."""
    left = 0
    for cause in plan.causes:
        console.show_problems(cause.problems[:_MOST_ROWS])
        if (n := len(cause.problems) - _MOST_ROWS) > 0:
            told = ngettext("{n} more row like these: [{slug}]", "{n} more rows like these: [{slug}]", n)
            console.say(told.format(n=n, slug=cause.slug))
            left += n
    if left:
        console.say(_("To name all of them: --all"))


def _tell(plan: PlaceImport, *, replaces: bool) -> None:
    """Say what would come, and how many rows stay out."""
    files = plan.files
    named = [*files][:_MOST_NAMED] + (["…"] if len(files) > _MOST_NAMED else [])
    told = ngettext("{n} new place: {files}", "{n} new places: {files}", len(plan.new))
    console.say(told.format(n=len(plan.new), files=", ".join(named) or "-"))
    if plan.known:
        n = len(plan.known)
        console.say(ngettext("{n} place is there already.", "{n} places are there already.", n).format(n=n))
    if plan.changed:
        n = len(plan.changed)
        told = ngettext("{n} place has another name in the table: {ids}", "{n} places have other names: {ids}", n)
        console.say(told.format(n=n, ids=", ".join(place.id for place in plan.changed)))
        if not replaces:
            console.say(_("They stay as they are. To take the names of the table: --replace"))
    if plan.playlists:
        n = len(plan.playlists)
        console.say(ngettext("{n} playlist would be made.", "{n} playlists would be made.", n).format(n=n))
    if plan.other_units:
        console.say(_("Rows that are no places (regions, districts): {n}").format(n=plan.other_units))
    if plan.rows_out:
        n = plan.rows_out
        told = ngettext("{n} row stays out; the reason is above.", "{n} rows stay out; the reasons are above.", n)
        console.say(told.format(n=n))
