"""A language in, and a voice or none, a file with a sample of it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from zt_audio.cli import console
from zt_audio.cli.ask import asking
from zt_audio.cli.target import require_target
from zt_audio.i18n import gettext as _
from zt_audio.model import RECORDINGS, Lang, Located, Problem, Text, Where
from zt_audio.store.workspace import Workspace


def write_sample(project: Path, target: Path | None, lang: Lang | None, voice: str | None) -> int:
    """Write what `voice` sounds like, with the settings of `project` where it is one. Raises ZtError.

    Without `voice` the first of the settings speaks that can.
    """
    if target is None:
        raise click.UsageError(_("--lang and --voice are for a sample: add --sample FILE.mp3"))
    if lang is None:
        raise click.UsageError(_("Choose the language of the sample: add --lang kk or --lang ru"))
    from zt_audio.app.preview import is_preview  # noqa: PLC0415 - as above
    from zt_audio.store.atomic import write_atomic  # noqa: PLC0415 - as above
    from zt_audio.store.disk_errors import device_errors  # noqa: PLC0415 - heavy, and only a sample needs it

    require_target(target, Workspace(project.resolve()), ".mp3", is_preview)
    audio, skipped = _audio(project, lang, voice)
    console.show_problems(skipped)
    with device_errors(target.parent):
        write_atomic(target, audio)
    console.say(_("Written: {file}").format(file=target))
    return 0


def _audio(project: Path, lang: Lang, voice: str | None) -> tuple[bytes, Sequence[Problem]]:
    from zt_audio.app.preview import Wanted, preview  # noqa: PLC0415 - as above
    from zt_audio.content.project import load_manner  # noqa: PLC0415 - as above
    from zt_audio.language.registry import language_of  # noqa: PLC0415 - as above
    from zt_audio.pipeline.bring import network_of  # noqa: PLC0415 - heavy, and only a sample needs it
    from zt_audio.published.inputs import code_digest  # noqa: PLC0415 - as above

    manner = load_manner(project)
    voices = manner.settings.voices
    usual = tuple(each for each in voices.chains[lang] if each.value != RECORDINGS)
    chain = (Located(voice),) if voice else usual
    settings = replace(manner.settings, voices=replace(voices, chains={**voices.chains, lang: chain}))
    said = Text(language_of(lang).samples.sentences, (Where("-"),))
    wanted = Wanted(said, lang, replace(manner, settings=settings), code_digest())
    with TemporaryDirectory() as folder:  # outside a project nothing is left behind
        root = project if Workspace(project).appeals.is_dir() else Path(folder)
        return preview(Workspace(root.resolve()), wanted, network_of(settings, asking()), project)
