"""Try everything that a build needs: each language, the project's files, and each voice of its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.app.voices import lacks
from zt_audio.content.presets import DEFAULT_PRESET, PRESETS
from zt_audio.content.project import load_manner, load_project
from zt_audio.errors import ContentError, VoiceError, ZtError
from zt_audio.language.registry import language_of
from zt_audio.model import DEFAULT_VOICE, LANGS, RECORDINGS, Lang, Problem, Prosody, Settings, Utterance, Where
from zt_audio.sound.segment import make_segment
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.speech.voices import speak_with, voice_of_choice
from zt_audio.store.workspace import Workspace


class Health(StrEnum):
    WORKS = "works"
    FAILED = "failed"
    ABSENT = "absent"  # not here, and nothing is wrong with that
    ONLINE = "online"  # not tried, because a text would leave this computer
    UNRECORDED = "unrecorded"  # the settings ask for recordings, and there are none yet


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing works; `error` is set where it stops a build."""

    name: str
    health: Health
    problems: tuple[Problem, ...] = ()
    error: ZtError | None = None


def examine(root: Path) -> Iterator[Finding]:
    """Try one thing after the other and yield each result at once: all of them take seconds."""
    for lang in LANGS:
        yield _finding(lang, partial(_try_language, lang, root))
    yield _finding("appeals", partial(_try_project, root))
    workspace = Workspace(root.resolve())
    if workspace.appeals.is_dir():
        yield from _voices(workspace)


def _finding(name: str, check: Callable[[], None]) -> Finding:
    try:
        check()
    except ZtError as error:
        fails = any(problem.severity == "error" for problem in error.problems)
        return Finding(name, Health.FAILED if fails else Health.ABSENT, error.problems, error if fails else None)
    return Finding(name, Health.WORKS)


def _try_language(lang: Lang, root: Path) -> None:
    """Speak a word with the engine that is always here, and encode it."""
    with open_engines(root) as load:
        engine, voice = voice_of_choice(DEFAULT_VOICE, lang, load)
        speech = speak_with(load(engine), voice, _greeting(lang), Prosody())
    make_segment("doctor", [speech], 0, PRESETS[DEFAULT_PRESET])


def _greeting(lang: Lang) -> Utterance:
    """Return a short greeting in `lang`."""
    language = language_of(lang)
    return Utterance(language.samples.greeting, lang, language.syllables(language.samples.greeting), Where("-"))


def _try_project(root: Path) -> None:
    try:
        workspace = workspace_at(root)
    except ContentError as error:  # this computer is not at fault, but nothing works here
        raise ContentError(replace(problem, severity="warning") for problem in error.problems) from error
    load_project(workspace.root)


def _voices(workspace: Workspace) -> Iterator[Finding]:
    """Try every voice of the settings. What is missing is a warning where the language has another voice."""
    try:
        settings = load_manner(workspace.root).settings
    except ContentError:  # `appeals` has reported it
        return
    with open_engines(workspace.root) as load:
        tried = [
            (lang, _tried(settings, lang, voice, workspace, load))
            for lang in LANGS
            for voice in settings.voices.names(lang)
        ]
    speaking = {lang for lang, finding in tried if not finding.problems}
    yield from (_milder(finding) if lang in speaking else finding for lang, finding in tried)


def _milder(finding: Finding) -> Finding:
    problems = tuple(replace(problem, severity="warning") for problem in finding.problems)
    return replace(finding, problems=problems, error=None)


def _tried(settings: Settings, lang: Lang, voice: str, workspace: Workspace, load: LoadEngine) -> Finding:
    name = f"{lang} {voice}"
    try:
        if voice == RECORDINGS:
            _require_recordings(workspace, lang)
            return Finding(name, Health.WORKS)
        is_online = _speaks(settings, lang, voice, load)
        return Finding(name, Health.ONLINE if is_online else Health.WORKS)
    except VoiceError as error:
        problems = lacks(voice, lang, settings.voices.online, error.problems, load)
        is_unrecorded = any(problem.slug == "recordings-none" for problem in problems)
        fails = any(problem.severity == "error" for problem in problems)
        health = Health.UNRECORDED if is_unrecorded else Health.FAILED
        return Finding(name, health, problems, VoiceError(problems) if fails else None)


def _require_recordings(workspace: Workspace, lang: Lang) -> None:
    if not any(take.lang == lang for take in read_recordings(workspace.recordings)[0].values()):
        raise VoiceError(Problem("recordings-none", None, {"lang": lang}))


def _speaks(settings: Settings, lang: Lang, choice: str, load: LoadEngine) -> bool:
    """Return whether the voice is on the internet; let any other say a word. Raises VoiceError."""
    engine, voice = voice_of_choice(choice, lang, load)
    if voice.online and settings.voices.online == "never":
        raise VoiceError(Problem("online-closed", None, {"voice": choice}))
    if not voice.online:
        speak_with(load(engine), voice, _greeting(lang), settings.voices.prosody[lang])
    return voice.online
