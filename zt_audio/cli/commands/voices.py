"""Add the command `zt-audio voices`: what can speak here; `install` downloads a voice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import HelpfulGroup, json_option
from zt_audio.cli.console import accepts_licence, asking, kept_folders, require_address, require_target, say_origin
from zt_audio.cli.progress import StickListener
from zt_audio.errors import VoiceError
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.render import as_json
from zt_audio.model import LANGS, RECORDINGS, Lang

if TYPE_CHECKING:
    from zt_audio.app.speaking.voice_install import KnownVoice
    from zt_audio.app.speaking.voices import VoiceList, VoiceShare


@click.group("voices", cls=HelpfulGroup, invoke_without_command=True)
@json_option
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
        return _write_sample(ctx.obj, sample, lang, voice)
    from zt_audio.app.speaking.voices import list_voices

    found = list_voices(ctx.obj)
    if as_document:
        document = {
            "ok": not found.exit_code,
            "voices": [{"engine": name, **asdict(each)} for name, each in found.voices],
            "taken": list(map(asdict, found.shares)),
            "problems": list(map(as_json, found.problems)),
        }
        console.document(document, indent=1)
    else:
        for row in _voice_rows(found):
            console.result(*row)
        for share in found.shares:
            if share.engine == RECORDINGS:
                console.result(RECORDINGS, share.lang, _("broadcast quality"), _("offline"), "-", _count(share))
    console.show_problems(found.problems)
    return found.exit_code


def _write_sample(project: Path, target: Path | None, lang: Lang | None, voice: str | None) -> int:
    if target is None:
        raise click.UsageError(_("--lang and --voice are for a sample: add --sample FILE.mp3"))
    if lang is None:
        options = ", ".join(f"--lang {each}" for each in LANGS)
        raise click.UsageError(_("Choose the language of the sample; add one of: {options}").format(options=options))
    from zt_audio.app.project import save_file
    from zt_audio.app.speaking.preview import is_preview, make_sample

    require_target(target, kept_folders(project), ".mp3", is_preview)
    sample = make_sample(project, lang, voice, asking())
    console.show_problems(sample.warnings)
    save_file(target, sample.audio)
    console.say(_("Written: {file}").format(file=target))
    return 0


@command.command(
    "install", help=N_("Download a voice for Piper, or take one from files; without a name, list the voices.")
)
@click.argument("name", required=False, metavar="[VOICE]")
@click.option("--from", "source", type=click.Path(path_type=Path), help=N_("Take the voices in this folder or zip."))
@click.option(
    "--sample",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("With --from: write an MP3 of how the voice sounds before asking."),
)
@click.option("--yes", is_flag=True, help=N_("Accept the voice's licence without being asked."))
@click.pass_obj
def install(project: Path, name: str | None, source: Path | None, sample: Path | None, yes: bool) -> int:
    from zt_audio.app.speaking.voice_install import (
        ADDRESS_VARIABLE,
        EXTRA_ENGINES,
        download_voice,
        installable_voices,
        known_voice,
        needed_before,
        voice_download,
    )
    from zt_audio.app.speaking.voices import licence_words

    if source or sample:
        if name or not source:
            raise click.UsageError(_("Give --from FOLDER_OR_ZIP alone, or with --sample FILE.mp3."))
        return _take_from_files(project, source, sample, yes)
    if name in EXTRA_ENGINES:
        return _install_engine(name, yes)
    if name is None:
        for voice in installable_voices():
            size = _("{mb:.0f} MB").format(mb=voice.size / 1e6)
            console.result(voice.name, voice.lang, voice.quality, size, licence_words(voice.licence))
        for engine, licence in EXTRA_ENGINES.items():
            console.result(engine, "kk ru", _("online"), "-", licence_words(licence))
        return 0
    voice = known_voice(name)
    download = voice_download(project, voice)
    require_address(ADDRESS_VARIABLE, download)
    needed = needed_before(project)
    console.show_problems(needed)  # before 128 MB are fetched that cannot speak yet
    _show_voice(voice)
    say_origin(download)
    if not accepts_licence(_("Do you accept the licence and download the voice?"), yes=yes):
        return VoiceError.exit_code
    with closing(StickListener()) as emit:
        problems = download_voice(project, voice, emit)
    console.show_problems([problem for problem in problems if problem not in needed])
    _say_its_name(voice.lang, f"piper:{voice.name}")
    return 0


def _install_engine(engine: str, yes: bool) -> int:
    """Install the packages of an engine that speaks on the internet."""
    from zt_audio.app.speaking.voice_install import EXTRA_ENGINES, extra_packages, install_extra
    from zt_audio.app.speaking.voices import licence_words

    console.say(_("Packages for Python: {names}").format(names=", ".join(extra_packages(engine))))
    console.say(_("Licence: {licence}").format(licence=licence_words(EXTRA_ENGINES[engine])))
    if not accepts_licence(_("Do you accept the licence and download the voice?"), yes=yes):
        return VoiceError.exit_code
    with closing(StickListener()) as emit:
        install_extra(engine, emit)
    _say_its_name("kk", engine)
    return 0


def _take_from_files(project: Path, source: Path, sample: Path | None, yes: bool) -> int:
    """Let each voice in `source` speak, show what it is, and keep it where its licence is accepted."""
    from zt_audio.app.project import save_file
    from zt_audio.app.speaking.preview import is_preview
    from zt_audio.app.speaking.voice_install import keep_voice, try_voices, voices_aside
    from zt_audio.app.speaking.voices import licence_words

    if sample:
        require_target(sample, kept_folders(project), ".mp3", is_preview)
    with voices_aside(project) as aside:
        console.say(_("The voice is being tried …"))
        for tried in try_voices(project, source, aside):
            model = tried.brought.model
            told = _("Voice: {name} ({lang}, {quality})")
            console.say(told.format(name=tried.name, lang=model.lang, quality=model.quality))
            console.say(_("draft quality") if model.draft else _("broadcast quality"))
            console.say(_("Licence: {licence}").format(licence=licence_words(tried.brought.licence)))
            console.say(f"SHA-256: {tried.brought.sha256}")
            console.show_problems(tried.warnings)
            if sample:
                save_file(sample, tried.sample)
                console.say(_("Written: {file}").format(file=sample))
            if not accepts_licence(_("It speaks. Do you accept the licence and take the voice?"), yes=yes):
                return VoiceError.exit_code
            console.show_problems(keep_voice(project, tried))
            _say_its_name(model.lang, f"piper:{tried.name}")
    return 0


def _say_its_name(lang: str, name: str) -> None:
    console.say(_("The voice is here. Name it in settings.yaml: {lang}: [{name}, espeak]").format(lang=lang, name=name))


def _voice_rows(found: VoiceList) -> Iterator[tuple[str, ...]]:
    """Yield a row for each voice: name, language, quality, where it speaks, licence, how many texts it speaks here."""
    from zt_audio.app.speaking.voices import licence_words

    texts = {(share.engine, share.voice, share.lang): share for share in found.shares}
    for engine, voice in found.voices:
        quality = _("draft quality") if voice.draft else _("broadcast quality")
        place = _("online") if voice.online else _("offline")
        share = texts.get((engine, voice.id, voice.lang))
        note = (_count(share),) if share else ()
        yield (f"{engine}:{voice.id}", voice.lang, quality, place, licence_words(voice.licence), *note)


def _count(share: VoiceShare) -> str:
    return _("speaks here: {n}").format(n=share.texts)


def _show_voice(voice: KnownVoice) -> None:
    """Say what would be fetched, and what its licence is."""
    from zt_audio.app.speaking.voices import licence_words

    console.say(_("Voice: {name} ({lang}, {quality})").format(name=voice.name, lang=voice.lang, quality=voice.quality))
    licence = licence_words(voice.licence)
    told = _("Licence: {licence}") if voice.source in licence else _("Licence: {licence} – {source}")
    console.say(told.format(licence=licence, source=voice.source))
