"""`zt-audio takes add`: one recording, judged and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli.commands.recordings.keeping import keep_all
from zt_audio.cli.project import workspace_at
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.model import Lang
    from zt_audio.recordings.status import RecordingsView
    from zt_audio.recordings.texts import RecordingText


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
    from zt_audio.errors import BuildError
    from zt_audio.published.inputs import code_digest
    from zt_audio.recordings.importing import ready_for
    from zt_audio.recordings.status import recordings_view
    from zt_audio.store.disk_errors import device_errors
    from zt_audio.store.session import finish_pending

    _require_one(appeal, place, paragraph, outro=outro)
    workspace = workspace_at(project)
    finish_pending(workspace, lambda _event: None)
    with device_errors(file):
        found = recordings_view(workspace, code_digest())
        text = _greeting(found, place, lang, outro=outro) if place else _appeal(found, appeal or "", lang, paragraph)
        ready = ready_for(found, file, text)
    problems = keep_all(workspace, [ready], replace=replace)
    if problems:
        raise BuildError(problems)
    return 0


def _require_one(appeal: str | None, place: str | None, paragraph: int | None, *, outro: bool) -> None:
    if (appeal is None) == (place is None):
        raise click.UsageError(_("Give either --appeal or --place."))
    if (paragraph and not appeal) or (outro and not place):
        raise click.UsageError(_("--paragraph goes with --appeal, and --outro with --place."))


def _greeting(found: RecordingsView, place: str, lang: Lang, *, outro: bool) -> RecordingText:
    from zt_audio.recordings.texts import greeting

    return greeting(found.texts, "outro" if outro else "intro", place, lang)


def _appeal(found: RecordingsView, appeal: str, lang: Lang, row: int | None) -> RecordingText:
    from zt_audio.recordings.texts import paragraph, whole_appeal

    return paragraph(found.texts, appeal, lang, row) if row else whole_appeal(found.texts, appeal, lang)
