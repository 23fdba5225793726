"""A voice and a language in, a file with a sample of it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from zt_audio.build.workspace import Workspace
from zt_audio.cli import console
from zt_audio.cli.consent import asking
from zt_audio.cli.target import require_target
from zt_audio.model import Lang, Text, Where

SAMPLES: Mapping[Lang, str] = {
    "kk": "Құрметті тұрғындар! Көшені таза ұстаңыз. Құқық бұзушылықты көрсеңіз, 102 нөміріне хабарласыңыз.",
    "ru": "Уважаемые жители! Берегите чистоту улиц. Если вы увидели правонарушение, позвоните по номеру 102.",
}


def write_sample(project: Path, target: Path | None, lang: Lang | None, voice: str | None) -> int:
    """Write what `voice` sounds like, with the settings of `project` where it is one. Raises ZtError."""
    if target is None or lang is None or voice is None:
        raise click.UsageError(_("--sample, --lang and --voice go together."))
    from zt_audio.build.device import device_errors  # noqa: PLC0415 - heavy, and only a sample needs it
    from zt_audio.build.preview import is_preview  # noqa: PLC0415 - as above
    from zt_audio.store.atomic import write_atomic  # noqa: PLC0415 - as above

    require_target(target, Workspace(project.resolve()), ".mp3", is_preview)
    audio = _audio(project, lang, voice)
    with device_errors(target.parent):
        write_atomic(target, audio)
    console.say(_("Written: {file}").format(file=target))
    return 0


def _audio(project: Path, lang: Lang, voice: str) -> bytes:
    from zt_audio.build.bring import network_of  # noqa: PLC0415 - heavy, and only a sample needs it
    from zt_audio.build.fingerprint import code_digest  # noqa: PLC0415 - as above
    from zt_audio.build.preview import Wanted, preview  # noqa: PLC0415 - as above
    from zt_audio.content.project import load_manner  # noqa: PLC0415 - as above

    manner = load_manner(project)
    settings = replace(manner.settings, voices={**manner.settings.voices, lang: (voice,)})
    said = Text(SAMPLES[lang], (Where("-"),))
    wanted = Wanted(said, lang, replace(manner, settings=settings), code_digest())
    with TemporaryDirectory() as folder:  # outside a project nothing is left behind
        root = project if Workspace(project).appeals.is_dir() else Path(folder)
        audio, _skipped = preview(Workspace(root.resolve()), wanted, network_of(settings, asking()))
    return audio
