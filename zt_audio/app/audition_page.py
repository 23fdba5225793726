"""Make the page on which every voice that can speak here reads the hardest sentences of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import SystemRandom

from zt_audio.app.audition import AuditionVoice, audition_voices, hard_sentences
from zt_audio.app.preview import given_block, given_text, sound_of, with_voice
from zt_audio.app.project import OpenProject, open_project
from zt_audio.app.voices import list_voices
from zt_audio.content.project import load_project
from zt_audio.errors import BuildError, ContentError, VoiceError
from zt_audio.events import Emit, ignore_event
from zt_audio.model import Lang, Problem, Project
from zt_audio.pages.audition import AUDITION_WORDS, HeardVoice, audition_page
from zt_audio.pages.html import is_our_page
from zt_audio.pages.wording import translated
from zt_audio.pipeline.online_policy import Ask, OnlinePolicy, policy_of

__all__ = ["Audition", "is_our_page", "make_audition"]


@dataclass(frozen=True, slots=True)
class Audition:
    """A page that carries its sound, and why some voices are not on it."""

    html: str
    voices: tuple[AuditionVoice, ...]
    warnings: tuple[Problem, ...]


def make_audition(
    root: Path, lang: Lang, *, blind: bool = False, ask: Ask | None = None, emit: Emit = ignore_event
) -> Audition:
    """Return a page on which every voice reads the hardest sentences, as the vehicle would play them.

    With `blind` it names no voice, and their order is one of chance. Raises ContentError, VoiceError where no voice can
    read them, DeviceError.
    """
    with open_project(root, emit) as project:
        content, _warnings = load_project(root)
        voices = audition_voices(list_voices(root), lang, content.settings.voices.online)
        texts = hard_sentences(content, lang)
        if not texts:
            raise ContentError(Problem("nothing-to-say", None, {"token": ""}))
        policy = policy_of(content.settings, ask)
        heard, problems = _heard(voices, texts, content, project, policy)
    if not heard:
        raise VoiceError(problems or [Problem("audition-no-voice", None, {"lang": lang})])
    order = list(heard)
    if blind:
        SystemRandom().shuffle(order)
    columns = [HeardVoice("" if blind else voice.name, voice.code, heard[voice]) for voice in order]
    html = audition_page(lang, texts, columns, translated(AUDITION_WORDS))
    return Audition(html, tuple(order), tuple(replace(problem, severity="warning") for problem in problems))


def _heard(
    voices: Iterable[AuditionVoice], texts: Sequence[str], content: Project, project: OpenProject, policy: OnlinePolicy
) -> tuple[Mapping[AuditionVoice, tuple[bytes, ...]], list[Problem]]:
    """Return the MP3 of every sentence by voice, and what keeps the other voices from it."""
    heard: dict[AuditionVoice, tuple[bytes, ...]] = {}
    problems: list[Problem] = []
    reader = project.reader(content.lexicon)
    for voice in voices:
        settings = with_voice(content.settings, voice.lang, voice.name)
        blocks = [given_block(reader, given_text(text, "-"), voice.lang) for text in texts]
        try:
            sounds = (sound_of(one, settings, project.workspace, policy, project.load_engine) for one in blocks)
            heard[voice] = tuple(sound.audio for sound in sounds)
        except (VoiceError, BuildError) as error:
            problems += error.problems
    return heard, problems
