"""The chains of voices in a project's settings in, what is the matter with each choice out: tried for real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zt_audio.app.lacks import lacks
from zt_audio.app.selftest import sample_utterance
from zt_audio.content.project import load_manner
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS, RECORDINGS, Lang, Problem, Settings
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine
from zt_audio.speech.voices import speak_with, voice_of
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a chain; `online` where it was not tried, because a text would leave this computer."""

    lang: Lang
    voice: str
    online: bool = False
    problems: tuple[Problem, ...] = ()


def choices(workspace: Workspace, load: LoadEngine) -> Sequence[Choice]:
    """Return every choice of every chain. What is missing is a warning where the language has another voice.

    Raises ContentError where the settings cannot be read.
    """
    settings = load_manner(workspace.root).settings
    found = [_tried(settings, lang, voice, workspace, load) for lang in LANGS for voice in settings.voices.names(lang)]
    speaking = {choice.lang for choice in found if not choice.problems}
    return [choice if choice.lang not in speaking else _milder(choice) for choice in found]


def _milder(choice: Choice) -> Choice:
    return replace(choice, problems=tuple(replace(problem, severity="warning") for problem in choice.problems))


def _tried(settings: Settings, lang: Lang, voice: str, workspace: Workspace, load: LoadEngine) -> Choice:
    try:
        if voice == RECORDINGS:
            _require_recordings(workspace, lang)
            return Choice(lang, voice)
        return Choice(lang, voice, online=_speaks(settings, lang, voice, load))
    except VoiceError as error:
        return Choice(lang, voice, problems=lacks(voice, lang, settings.voices.online, error.problems, load))


def _require_recordings(workspace: Workspace, lang: Lang) -> None:
    if not any(take.lang == lang for take in read_recordings(workspace.recordings)[0].values()):
        raise VoiceError(Problem("recordings-none", None, {"lang": lang}))


def _speaks(settings: Settings, lang: Lang, choice: str, load: LoadEngine) -> bool:
    """Return whether the voice is on the internet; let any other say a word. Raises VoiceError."""
    engine, voice = voice_of(choice, lang, load)
    if voice.online and settings.voices.online == "never":
        raise VoiceError(Problem("online-closed", None, {"voice": choice}))
    if not voice.online:
        speak_with(load(engine), voice, sample_utterance(lang), settings.voices.prosody[lang])
    return voice.online
