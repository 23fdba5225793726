"""`zt-audio takes import`: a folder of recordings, named by the numbers of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.commands.recordings.keeping import keep_all
from zt_audio.cli.project import workspace_at
from zt_audio.i18n import N_, ngettext
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.model import Lang, Problem


@click.command(
    "import",
    short_help=N_("Check and keep a folder of recordings."),
    help=N_(
        "Check and keep every recording in FOLDER. The digits that a file's name begins with are its "
        "number on the sheet: 007.wav, 7.mp3, “007 second try.wav”. Keep one file for each number."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--lang", type=click.Choice(LANGS), help=N_("Refuse recordings in the other language."))
@click.option("--replace", is_flag=True, help=N_("Replace recordings that are already there."))
@click.pass_obj
def command(project: Path, folder: Path, lang: Lang | None, replace: bool) -> int:
    from zt_audio.errors import BuildError
    from zt_audio.published.inputs import code_digest
    from zt_audio.recordings.importing import ready_from
    from zt_audio.recordings.sheet import read_numbers
    from zt_audio.recordings.status import recordings_view
    from zt_audio.store.disk_errors import device_errors
    from zt_audio.store.session import finish_pending

    workspace = workspace_at(project)
    finish_pending(workspace, lambda _event: None)
    with device_errors(folder):
        found = recordings_view(workspace, code_digest())
        ready, problems = ready_from(found, folder, read_numbers(workspace.recordings), lang)
    console.show_problems(problems)  # before the disk is asked for anything
    refused = keep_all(workspace, ready, replace=replace)
    console.show_problems(refused)
    _sum_up(len(ready) - len(refused), (*problems, *refused))
    return BuildError.exit_code if problems or refused else 0


def _sum_up(good: int, problems: Sequence[Problem]) -> None:
    named = ("file", "files")  # several files for one number are one
    bad = len({problem.facts[name] for problem in problems for name in named if name in problem.facts})
    told = ngettext("{n} recording is good.", "{n} recordings are good.", good).format(n=good)
    if bad:
        told += " " + ngettext("{n} file is not.", "{n} files are not.", bad).format(n=bad)
    console.say(told)
