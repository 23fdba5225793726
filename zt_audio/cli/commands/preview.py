"""`zt-audio preview`: one MP3 of a text or an appeal, as it will sound."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.ask import asking
from zt_audio.cli.project import workspace_at
from zt_audio.cli.target import require_target
from zt_audio.errors import ContentError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, Problem, Text, Where

if TYPE_CHECKING:
    from zt_audio.model import Lang, Manner
    from zt_audio.store.workspace import Workspace


@click.command("preview")
@click.argument("appeal", required=False)
@click.option("--text", help=N_("Say this instead of an appeal."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language to hear."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help=N_("The MP3 file.")
)
@click.pass_obj
def command(project: Path, appeal: str | None, text: str | None, lang: Lang, output: Path) -> int:
    from zt_audio.app.preview import Wanted, is_preview, preview
    from zt_audio.pipeline.bring import network_of
    from zt_audio.published.inputs import code_digest
    from zt_audio.store.atomic import write_atomic
    from zt_audio.store.disk_errors import device_errors
    from zt_audio.store.session import finish_pending

    if appeal is None and text is None:
        raise click.UsageError(_("Name an appeal, or give --text."))
    if appeal is not None and text is not None:
        raise click.UsageError(_("Give either an appeal or --text, not both."))
    if text is not None and not text.strip():
        raise click.UsageError(_("The text of --text is empty."))
    workspace = workspace_at(project)
    require_target(output, workspace, ".mp3", is_preview)
    finish_pending(workspace, lambda _event: None)
    manner, said = _given(workspace, text, lang) if text is not None else _named(workspace, appeal or "", lang)
    wanted = Wanted(said, lang, manner, code_digest(), appeal)
    audio, skipped = preview(workspace, wanted, network_of(manner.settings, asking()))
    console.show_problems(skipped)
    with device_errors(output.parent):
        write_atomic(output, audio)
    console.say(_("Written: {file}").format(file=output))
    return 0


def _given(workspace: Workspace, text: str, lang: Lang) -> tuple[Manner, Text]:
    """Return what --text needs: mistakes in the project's texts and rounds have nothing to do with it."""
    from zt_audio.app.preview import without_recordings
    from zt_audio.content.foreign_words import foreign_word
    from zt_audio.content.project import load_manner

    value = unicodedata.normalize("NFC", text)
    said = Text(value, tuple(Where("--text", row) for row in range(1, value.count("\n") + 2)))
    manner = without_recordings(load_manner(workspace.root))
    taught = {entry.written for entry in manner.lexicon[lang]}
    if word := foreign_word(value, lang, taught):
        facts = {"lang": lang, "other": word.lang, "token": word.token}
        raise ContentError(Problem("wrong-language", said.at(word.offset), facts))
    return manner, said


def _named(workspace: Workspace, appeal: str, lang: Lang) -> tuple[Manner, Text]:
    from zt_audio.content.project import load_project
    from zt_audio.suggestions import near_facts

    project, _warnings = load_project(workspace.root)
    if appeal not in project.appeals:
        raise ContentError(Problem("appeal-unknown", None, {"name": appeal, **near_facts(appeal, project.appeals)}))
    return project.manner, project.appeals[appeal].text[lang]
