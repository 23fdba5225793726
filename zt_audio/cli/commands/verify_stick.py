"""Add the command `zt-audio verify-stick`: it checks a stick or a zip by its own list, on any computer."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import json_option
from zt_audio.cli.progress import StickListener
from zt_audio.errors import BuildError, ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.render import as_json
from zt_audio.messages.sticks import seal_line

if TYPE_CHECKING:
    from zt_audio.app.making.export import CheckedStick


_PLAYLIST = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@click.command("verify-stick", help=N_("PATH is the stick or the zip that export made. No project is needed."))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--against",
    "output",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("Compare it also with what was built in this folder, output/ of a project."),
)
@json_option
@click.pass_obj
def command(project: Path, path: Path, output: Path | None, as_document: bool) -> int:
    from zt_audio.app.making.export import verify_target

    try:
        with closing(StickListener(quiet=as_document)) as listener:
            checked = verify_target(path, listener, output, project)
    except ZtError as error:
        if not as_document:
            raise
        problems = [as_json(problem) for problem in error.problems]
        console.document({"ok": False, "problems": problems})
        return error.exit_code
    if as_document:
        stick = checked.proof.manifest
        console.document(
            {
                "ok": checked.proof.is_whole,
                "kind": checked.kind,
                "state": stick.state if stick else None,
                "build": stick.build if stick else None,
                "playlist": stick.playlist if stick else None,
                "title": dict(stick.title) if stick else None,
                "files": [file.file for file in stick.files] if stick else [],
                "order_seen": checked.is_ordered,
                "against": str(output) if output else None,
                "seal": _seal_document(checked),
                "problems": [as_json(problem) for problem in checked.proof.problems],
            }
        )
    else:
        console.show_problems(checked.proof.problems)
        for line in _lines(checked, path, output):
            console.say(line)
    return 0 if checked.proof.is_whole else BuildError.exit_code


def _seal_document(checked: CheckedStick) -> dict[str, object] | None:
    if checked.seal is None:
        return None
    verdict = checked.seal.verdict
    on = verdict.on.isoformat() if verdict.on else None
    facts = {"key": verdict.key_id or None, "person": verdict.person or None, "date": on}
    return {"state": checked.seal.state, **facts, "journal": verdict.head or None}


def _lines(checked: CheckedStick, path: Path, output: Path | None) -> list[str]:
    if (stick := checked.proof.manifest) is None:
        return []
    title = " / ".join(stick.title.values())
    lines = [
        _("Playlist {playlist} ({title}), build {build}.").format(
            playlist=stick.playlist, title=title, build=stick.build
        )
    ]
    if (found := checked.seal) and (sealed := seal_line(found.state, found.verdict)):
        lines.append(sealed)
    if checked.proof.is_whole:
        lines += _proved(len(stick.files), path, output)
        if not checked.is_ordered:
            lines.append(_("The order of play cannot be seen on this file system."))
    else:
        lines.append(_("Do not give it to a driver."))
        if _PLAYLIST.fullmatch(stick.playlist):  # anyone can write a stick's list, and people paste commands
            mended = _("To mend it, in the project's folder: zt-audio export {playlist} {path}")
            lines.append(mended.format(playlist=stick.playlist, path=f'"{path}"' if " " in str(path) else str(path)))
    return lines


def _proved(files: int, path: Path, output: Path | None) -> list[str]:
    """Return what was proved, and no more: anyone can write the list of a stick."""
    if output is not None:
        return [_("All {n} files are there and are what was built in {folder}.").format(n=files, folder=output)]
    more = _("Whether they are what was built here, this command says: zt-audio verify-stick {path} --against output")
    return [_("All {n} files are there, as the stick's own list says.").format(n=files), more.format(path=path)]
