"""Add the command `zt-audio preview`: it makes one MP3 of a text or an appeal, as it will sound."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.console import asking, complete_appeal, project_folders, require_target
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import LANGS, Lang


@click.command("preview")
@click.argument("appeal", required=False, shell_complete=complete_appeal)
@click.option("--text", metavar="TEXT", help=N_("Say this instead of an appeal."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language to hear."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help=N_("The MP3 file.")
)
@click.pass_obj
def command(project: Path, appeal: str | None, text: str | None, lang: Lang, output: Path) -> int:
    from zt_audio.app.project import save_file
    from zt_audio.app.speaking.preview import PreviewRequest, is_preview, make_preview

    if appeal is None and text is None:
        raise click.UsageError(_("Name an appeal, or give --text."))
    if appeal is not None and text is not None:
        raise click.UsageError(_("Give either an appeal or --text, not both."))
    if text is not None and not text.strip():
        raise click.UsageError(_("The text of --text is empty."))
    require_target(output, project_folders(project), ".mp3", is_preview)
    preview = make_preview(project, PreviewRequest(lang, appeal, text, asking()))
    console.show_problems(preview.warnings)
    save_file(output, preview.audio)
    console.say(_("Written: {file}").format(file=output))
    return 0
