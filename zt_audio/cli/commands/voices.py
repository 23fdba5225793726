"""`zt-audio voices`: what can speak here; `zt-audio voices install`: fetch a voice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.ask import accepts_licence
from zt_audio.cli.progress import download_bar
from zt_audio.cli.voice_output import licence_words, show_voice
from zt_audio.cli.voice_sample import write_sample
from zt_audio.cli.voice_shares import taken
from zt_audio.errors import VoiceError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import as_json
from zt_audio.model import LANGS, Lang, Problem, Voice

if TYPE_CHECKING:
    from zt_audio.speech.registry import LoadEngine

OPTIONAL = ("-not-installed", "-no-model", "-no-key")  # what nobody need have: told, but no failure


@click.group("voices", invoke_without_command=True)
@click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))
@click.option(
    "--sample", type=click.Path(path_type=Path, dir_okay=False), help=N_("Write an MP3 of how a voice sounds.")
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("With --sample: the language."))
@click.option(
    "--voice",
    help=N_("With --sample: the voice, as settings.yaml would name it: espeak. Without it, the first that can speak."),
)
@click.pass_context
def command(ctx: click.Context, as_document: bool, sample: Path | None, lang: Lang | None, voice: str | None) -> int:
    if ctx.invoked_subcommand:
        return 0
    if sample or lang or voice:
        return write_sample(ctx.obj, sample, lang, voice)
    from zt_audio.speech.registry import engine_names, open_engines

    rows: list[tuple[str, Voice]] = []
    problems: list[Problem] = []
    with open_engines(ctx.obj) as load:
        for name in engine_names():
            found, missing = _voices_of(name, load)
            rows += [(name, each) for each in found]
            problems += map(_mild, missing)
        used = taken(ctx.obj, load)
    failed = used.exit_code or (VoiceError.exit_code if any(each.severity == "error" for each in problems) else 0)
    told = [*problems, *(problem for problem in used.problems if problem not in problems)]
    if as_document:
        voices = [{"engine": name, **asdict(each)} for name, each in rows]
        found_wrong = list(map(as_json, told))
        document = {"ok": not failed, "voices": voices, "taken": used.as_json(), "problems": found_wrong}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    for name, each in [] if as_document else rows:
        quality = _("draft quality") if each.draft else _("broadcast quality")
        place = _("online") if each.online else _("offline")
        note = used.notes.get((name, each.id, each.lang), "")
        click.echo(
            "\t".join((f"{name}:{each.id}", each.lang, quality, place, licence_words(each.licence), note)).rstrip()
        )
    for line in [] if as_document else used.recorded():
        click.echo(line)
    console.show_problems(told)
    return failed


def _voices_of(name: str, load: LoadEngine) -> tuple[Sequence[Voice], Sequence[Problem]]:
    """Return the voices of an engine, and why it has none in a language."""
    voices: list[Voice] = []
    problems: list[Problem] = []
    for lang in LANGS:
        try:
            voices += load(name).voices(lang)
            found = load(name).damaged(lang, "")
        except VoiceError as error:
            found = error.problems
        problems += [problem for problem in found if problem not in problems]
    return voices, problems


def _mild(problem: Problem) -> Problem:
    return replace(problem, severity="warning") if problem.slug.endswith(OPTIONAL) else problem


@command.command("install", help=N_("Fetch a voice for Piper; without a name, list those that there are."))
@click.argument("name", required=False, metavar=N_("[VOICE]"))
@click.option("--yes", is_flag=True, help=N_("Accept the voice's licence without being asked."))
@click.pass_obj
def install(project: Path, name: str | None, yes: bool) -> int:
    from zt_audio.speech.download.https import is_address
    from zt_audio.speech.download.install import install_voice
    from zt_audio.speech.piper.catalogue import ADDRESS_VARIABLE, known_names, known_voice
    from zt_audio.speech.registry import load_engine
    from zt_audio.speech.voice_folders import install_folder

    if name is None:
        for voice in map(known_voice, known_names()):
            size = _("{mb:.0f} MB").format(mb=voice.size / 1e6)
            click.echo("	".join((voice.name, voice.lang, voice.quality, size, licence_words(voice.licence))))
        return 0
    voice, folder = known_voice(name), install_folder(project)
    if not is_address(address := voice.files[-1].address):
        told = _("{name} is no address that can be asked: {address}. Write it as in https://mirror.example/voices")
        raise click.UsageError(told.format(name=ADDRESS_VARIABLE, address=address))
    show_voice(voice, folder)
    if not (yes or accepts_licence()):
        console.say(_("Nothing was fetched."))
        return VoiceError.exit_code
    with download_bar(voice.size) as on_bytes:
        install_voice(voice, folder, on_bytes)
    console.show_problems(map(_mild, load_engine("piper", project).missing(voice.lang, voice.name)))
    console.say(
        _("The voice is here. Name it in settings.yaml: {lang}: [piper:{name}, espeak]").format(
            lang=voice.lang, name=voice.name
        )
    )
    return 0
