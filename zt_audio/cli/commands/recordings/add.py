"""`zt-audio recordings add`: one recording, judged and kept."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli.commands.recordings.keeping import keep_all
from zt_audio.errors import BuildError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, Lang


@click.command(
    "add",
    short_help=N_("Check a recording and keep it."),
    help=N_("Check a recording and keep it: WAV, FLAC, MP3, or M4A where ffmpeg is installed."),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--appeal", help=N_("The appeal that is read in it."))
@click.option("--paragraph", type=click.IntRange(1), help=N_("Only this paragraph of the appeal is read in it."))
@click.option("--place", help=N_("The place whose greeting is read in it."))
@click.option("--outro", is_flag=True, help=N_("With --place: its closing words and not its greeting."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language that it is read in."))
@click.option("--replace", is_flag=True, help=N_("Replace a recording that is already there."))
@click.pass_obj
def command(
    project: Path,
    file: Path,
    appeal: str | None,
    paragraph: int | None,
    place: str | None,
    outro: bool,
    lang: Lang,
    replace: bool,
) -> int:
    from zt_audio.app.recordings import RecordedText, judge_recording

    if (appeal is None) == (place is None):
        raise click.UsageError(_("Give either --appeal or --place."))
    if (paragraph and not appeal) or (outro and not place):
        raise click.UsageError(_("--paragraph goes with --appeal, and --outro with --place."))
    judged = judge_recording(project, file, RecordedText(lang, appeal, paragraph, place, outro))
    if problems := keep_all(project, judged, replace=replace):
        raise BuildError(problems)
    return 0
