"""`zt-audio voices`: what can speak here."""

from __future__ import annotations

import json
from dataclasses import asdict
from gettext import gettext as _

import click

from zt_audio.cli import console
from zt_audio.cli.messages import as_json
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS, Problem, Voice


@click.command("voices")
@click.option("--json", "as_document", is_flag=True, help=_("Print one JSON document."))
def command(as_document: bool) -> int:
    from zt_audio.speech.engine import engine_names, open_engines

    rows: list[tuple[str, Voice]] = []
    problems: list[Problem] = []
    with open_engines() as load:
        for name in engine_names():
            try:
                engine = load(name)
                rows += [(name, voice) for lang in LANGS for voice in engine.voices(lang)]
            except VoiceError as error:
                problems += error.problems
    if as_document:
        voices = [{"engine": name, **asdict(voice)} for name, voice in rows]
        document = {"ok": not problems, "voices": voices, "problems": [as_json(problem) for problem in problems]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    for name, voice in [] if as_document else rows:
        quality = _("draft quality") if voice.draft else _("broadcast quality")
        place = _("online") if voice.online else _("offline")
        click.echo(f"{name}:{voice.id}\t{voice.lang}\t{quality}\t{place}\t{voice.licence}")
    console.show_problems(problems)
    return VoiceError.exit_code if problems else 0
