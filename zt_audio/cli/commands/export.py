"""Add the command `zt-audio export`: it writes a built playlist to a stick or a zip, or lists the sticks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.app.journal import NOT_NAMED
from zt_audio.cli import INTERRUPTED, console
from zt_audio.cli.console import complete_playlist, unlocked
from zt_audio.cli.progress import StickListener
from zt_audio.i18n import N_, Figure, gettext as _, ngettext

if TYPE_CHECKING:
    from zt_audio.app.making.export import Exported, Others
    from zt_audio.app.vouching.keys import OpenKey

_HELP = N_(
    "TARGET is a stick or another folder, or a file .zip. Every byte is read back, and "
    "only then is the stick called finished. Nothing is ever formatted, and no other file "
    "is overwritten or deleted."
)

_LISTED = 20  # names: a stick may hold thousands


@click.command("export", help=_HELP)
@click.argument("playlist", required=False, shell_complete=complete_playlist)
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help=N_("List the sticks that are plugged in, and do nothing."))
@click.option(
    "--yes", "agreed", is_flag=True, help=N_("Do not ask, even if there are files that are not from this program.")
)
@click.option("--by", metavar="PERSON", help=N_("Who exports and seals; without it the one whose key is here."))
@click.pass_obj
def command(
    project: Path, playlist: str | None, target: Path | None, listing: bool, agreed: bool, by: str | None
) -> int:
    if listing:
        return _list_drives()
    if playlist is None or target is None:
        raise click.UsageError(_("Name a playlist and a target. To see the sticks: zt-audio export --list"))
    from zt_audio.app.making.export import ExportRequest, export_playlist

    key = _key(project, by)
    with closing(StickListener()) as listener:
        try:
            request = ExportRequest(playlist, target, clock.today())
            done = export_playlist(
                project,
                request,
                lambda others: agreed or _agreed(target, others, listener),
                listener,
                key=key,
                by=by or NOT_NAMED,
            )
        except KeyboardInterrupt:
            listener.close()
            if not (listener.has_written and target.is_dir()):
                raise
            console.say(_("Interrupted. The stick is marked as not complete; run the command again to finish it."))
            return INTERRUPTED
    _tell(done, playlist)
    return 0


def _key(project: Path, by: str | None) -> OpenKey | None:
    """Return the key that seals, opened by its PIN; None where no one here has a key."""
    from zt_audio.app.project import snapshot_at
    from zt_audio.app.vouching.keys import keys_here

    people = keys_here(snapshot_at(project))
    if by is None and len(people) > 1 and console.can_answer():
        told = _("Several people have a key here: {people}. Say who it is: --by PERSON")
        raise click.UsageError(told.format(people=", ".join(people)))
    person = by or (people[0] if len(people) == 1 and console.can_answer() else None)
    return unlocked(person) if person in people else None


def _agreed(target: Path, others: Others, listener: StickListener) -> bool:
    """Ask whether to write beside other files; without a terminal the answer is no."""
    listener.close()
    if not console.can_answer():
        return False
    if others.foreign:
        told = _("There are files at {path} that are not from this program; they stay as they are:")
        console.say(told.format(path=target))
        _list(others.foreign)
    if others.altered:
        console.say(_("These files from this program were changed; they will be overwritten or deleted:"))
        _list(others.altered)
    return console.confirmed(_("Write the playlist there?"))


def _list(names: Sequence[str]) -> None:
    for name in (*names[:_LISTED], *("…" for _more in names[_LISTED : _LISTED + 1])):
        console.say(f"  {name}")


def _tell(done: Exported, playlist: str) -> None:
    console.show_problems(done.warnings)
    if done.before not in (None, playlist):
        console.say(_("Until now the playlist {playlist} was there.").format(playlist=done.before))
    if done.written or done.removed:
        told = _("Written: {n} files, removed: {removed}. Build {build}.")
        console.say(told.format(n=done.written, removed=done.removed, build=done.build))
    else:
        console.say(_("Nothing to write: everything is there already."))
    proved = ngettext(
        "{n} file was read back and is what was built.",
        "All {n} files were read back and are what was built.",
        done.files,
    )
    console.say(proved.format(n=done.files))
    if done.sealed_by:
        console.say(_("Sealed by {person}.").format(person=done.sealed_by))
    if done.is_stick:
        console.say(_("Finished: {path}. Remove the stick with “Safely remove”.").format(path=done.target))
    else:
        console.say(_("Finished: {path}").format(path=done.target))


def _list_drives() -> int:
    from zt_audio.app.making.export import list_drives

    drives = list_drives()
    for drive in drives:
        facts = _("{kind}, {total:.1f} GB, {free:.1f} GB free")
        room = facts.format(kind=drive.kind, total=Figure(drive.total_bytes / 1e9), free=Figure(drive.free_bytes / 1e9))
        console.result(str(drive.path), drive.label, room)
    if not drives:
        console.say(_("No stick is plugged in."))
    return 0
