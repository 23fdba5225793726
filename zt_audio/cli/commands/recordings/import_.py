"""`zt-audio recordings import`: a folder of recordings, named by the numbers of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.commands.recordings.keeping import keep_all
from zt_audio.errors import BuildError
from zt_audio.i18n import N_, ngettext
from zt_audio.model import LANGS, Lang, Problem


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
    from zt_audio.app.recordings import judge_folder

    judged = judge_folder(project, folder, lang)
    console.show_problems(judged.problems)  # before the disk is asked for anything
    refused = keep_all(project, judged, replace=replace)
    console.show_problems(refused)
    problems = (*judged.problems, *refused)
    _sum_up(len(judged.ready) - len(refused), problems)
    return BuildError.exit_code if problems else 0


def _sum_up(good: int, problems: Sequence[Problem]) -> None:
    named = ("file", "files")  # several files for one number are one
    bad = len({problem.facts[name] for problem in problems for name in named if name in problem.facts})
    told = ngettext("{n} recording is good.", "{n} recordings are good.", good).format(n=good)
    if bad:
        told += " " + ngettext("{n} file is not.", "{n} files are not.", bad).format(n=bad)
    console.say(told)
