"""Try everything that a build needs (each language, the project's files, each voice of its settings), and the ear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

import numpy as np

from zt_audio.app.project import workspace_at
from zt_audio.content.presets import DEFAULT_PRESET, PRESETS
from zt_audio.content.project import Snapshot
from zt_audio.ear.comparison import RATE_HZ, Fault
from zt_audio.ear.listener import Ear, TextToHear
from zt_audio.ear.recogniser import AskedReading, Recogniser
from zt_audio.ear.recogniser_files import model_folder, recogniser_lacks
from zt_audio.engines.worker_pool import WorkerError
from zt_audio.errors import ContentError, VoiceError, ZtError
from zt_audio.i18n import N_
from zt_audio.language.registry import language_of
from zt_audio.messages.message import message_of
from zt_audio.model import DEFAULT_VOICE, LANGS, RECORDINGS, Fact, Lang, Problem, Prosody, Settings, Utterance, Where
from zt_audio.sound.segment import make_segment
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine, all_lacking, is_closed, open_engines, speak_with, voice_of_choice
from zt_audio.store.workspace import Workspace

_LANG = LANGS[0]  # in which the ear is tried


class Health(StrEnum):
    WORKS = "works"
    FAILED = "failed"
    ABSENT = "absent"  # not here, and nothing is wrong with that
    ONLINE = "online"  # not tried, because a text would leave this computer
    CLOSED = "closed"  # on the internet, which the settings forbid
    UNRECORDED = "unrecorded"  # the settings ask for recordings, and there are none yet


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing works; `error` is set where it stops a build. `name` is a msgid where it is no name."""

    name: str
    health: Health
    problems: tuple[Problem, ...] = ()
    error: ZtError | None = None


def examine(root: Path) -> Iterator[Finding]:
    """Try one thing after the other and yield each result at once: all of them take seconds."""
    yield from (_finding(f"{DEFAULT_VOICE} ({lang})", partial(_try_language, lang, root)) for lang in LANGS)
    yield _finding("appeals", partial(_try_project, root))
    workspace = Workspace(root.resolve())
    if workspace.appeals.is_dir():
        yield from _voices(workspace)
    yield _tried_sentences()
    yield _tried_words()


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
    language = language_of(lang)
    return Utterance(language.samples.greeting, lang, language.syllables(language.samples.greeting), Where("-"))


def _try_project(root: Path) -> None:
    try:
        workspace = workspace_at(root)
    except ContentError as error:  # this computer is not at fault, but nothing works here
        raise ContentError(replace(problem, severity="warning") for problem in error.problems) from error
    Snapshot(workspace.root).project()


def _voices(workspace: Workspace) -> Iterator[Finding]:
    """Try every voice of the settings. What is missing is a warning where the language has another voice."""
    try:
        settings = Snapshot(workspace.root).manner.settings
    except ContentError:  # `appeals` has reported it
        return
    with open_engines(workspace.root) as load:
        tried = [
            (lang, _tried(settings, lang, voice, workspace, load))
            for lang in LANGS
            for voice in settings.voices.names(lang)
        ]
    speaking = {lang for lang, finding in tried if not finding.problems}
    for lang, finding in tried:
        milder = tuple(replace(problem, severity="warning") for problem in finding.problems)
        yield replace(finding, problems=milder, error=None) if lang in speaking else finding
    yield from (_of_language(lang, settings, speaks=lang in speaking) for lang in LANGS)


def _of_language(lang: Lang, settings: Settings, *, speaks: bool) -> Finding:
    """Say whether any voice of the settings speaks `lang`: what a build needs."""
    if speaks:
        return Finding(lang, Health.WORKS)
    none = Problem("no-voice", None, {"lang": lang, "tried": ", ".join(settings.voices.names(lang))})
    return Finding(lang, Health.FAILED, (none,), VoiceError(none))


def _tried(settings: Settings, lang: Lang, voice: str, workspace: Workspace, load: LoadEngine) -> Finding:
    name = f"{lang} {voice}"
    try:
        if voice == RECORDINGS:
            if not any(take.lang == lang for take in read_recordings(workspace.recordings)[0].values()):
                raise VoiceError(Problem("recordings-none", None, {"lang": lang}))  # noqa: TRY301 - told as others are
            return Finding(name, Health.WORKS)
        return Finding(name, Health.ONLINE if _speaks(settings, lang, voice, load) else Health.WORKS)
    except VoiceError as error:
        problems = all_lacking(voice, lang, settings.voices.online, error.problems, load)
        fails = any(problem.severity == "error" for problem in problems)
        return Finding(name, _health(voice, lang, problems, load), problems, VoiceError(problems) if fails else None)


def _health(voice: str, lang: Lang, problems: Sequence[Problem], load: LoadEngine) -> Health:
    """Return what a voice is that does not speak: broken, or only not here."""
    if voice == RECORDINGS:
        return Health.UNRECORDED
    if all(message_of(problem).is_absence for problem in problems):
        return Health.ABSENT
    if is_closed(problems):
        return Health.CLOSED
    name, _, wanted = voice.partition(":")
    try:
        return Health.ABSENT if load(name).missing(lang, wanted) else Health.FAILED
    except VoiceError:
        return Health.FAILED


def _speaks(settings: Settings, lang: Lang, choice: str, load: LoadEngine) -> bool:
    """Return whether the voice is on the internet; let any other say a word. Raises VoiceError."""
    engine, voice = voice_of_choice(choice, lang, load)
    if voice.online and settings.voices.online == "never":
        raise VoiceError(Problem("online-closed", None, {"voice": choice}))
    if not voice.online:
        speak_with(load(engine), voice, _greeting(lang), settings.voices.prosody[lang])
    return voice.online


def _tried_sentences() -> Finding:
    """Let the ear hear a sentence twice that should be there once."""
    name, sentence = N_("sentences in recordings"), _greeting(_LANG)
    with open_engines(Path()) as load, closing(Ear()) as ear:
        engine, voice = voice_of_choice(DEFAULT_VOICE, _LANG, load)
        once = speak_with(load(engine), voice, sentence, Prosody())
        doubts = ear.warnings(replace(once, pcm=2 * once.pcm), TextToHear([sentence]), "doctor")
    if any(doubt.slug == Fault.DOUBLED.value for doubt in doubts):
        return Finding(name, Health.WORKS)
    return Finding(name, Health.FAILED, (Problem("ear-deaf", None, {}, "warning"),))


def _tried_words() -> Finding:
    """Ask the recogniser about a second of silence."""
    name = N_("words and numbers in recordings")
    if lacks := recogniser_lacks():
        return Finding(name, Health.ABSENT, lacks)
    try:
        with closing(Recogniser()) as recogniser:
            recogniser.scores(np.zeros(RATE_HZ, np.float32), [AskedReading(_LANG, _greeting(_LANG).text)])
    except WorkerError as error:
        facts: dict[str, Fact] = {"reason": error.reason, "folder": str(model_folder())}
        return Finding(name, Health.FAILED, (Problem("ear-broken", None, facts, "warning"),))
    return Finding(name, Health.WORKS)
