"""Let a user hear one text or one voice: the same chain of voices, sound and pauses as in a track."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from zt_audio.app.project import open_project
from zt_audio.content.project import load_manner, load_project
from zt_audio.errors import ContentError
from zt_audio.events import Emit, ignore_event
from zt_audio.formats.mp3 import INFO_AT, INFO_NAMES, SYNC, frame_count, info_frame
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.reader import PlacedText, Reader, ReadingCache
from zt_audio.language.registry import language_of
from zt_audio.model import RECORDINGS, Lang, Located, Manner, PartId, Problem, Text, Where
from zt_audio.pipeline.build_plan import recipe_of
from zt_audio.pipeline.execute import AudioContext, execute, start_threads
from zt_audio.pipeline.online_policy import Ask, OnlinePolicy, policy_of
from zt_audio.pipeline.plan import plan_parts, to_send
from zt_audio.pipeline.script import parts_of, paused
from zt_audio.pipeline.steps import Known, SegmentStep
from zt_audio.pipeline.voice_problems import failure_of, warnings_of
from zt_audio.pipeline.voice_selection import Block, SelectionInputs, choose_voices, voiced_parts
from zt_audio.published.inputs import code_digest
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.audio_cache import SegmentCache
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """The appeal to hear, or a text of the user's own: one of both. `ask` asks whether a service may get it."""

    lang: Lang
    appeal: str | None = None
    text: str | None = None
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """An MP3, and warnings of voices that were passed over."""

    audio: bytes
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to hear, and how; `appeal` tells which recordings count."""

    text: PlacedText
    lang: Lang
    manner: Manner
    appeal: str | None = None

    @property
    def block(self) -> PartId:
        return PartId("appeal", self.appeal, self.lang) if self.appeal else PartId("text", "-", self.lang)


def make_preview(root: Path, request: PreviewRequest, emit: Emit = ignore_event) -> Preview:
    """Return an MP3 of an appeal of the project at `root`, or of a text with its settings.

    Raises ContentError where the text cannot be read, VoiceError, BuildError, DeviceError.
    """
    with open_project(root, emit) as project:
        if request.text is not None:
            wanted = _given(project.workspace, request.text, request.lang)
        else:
            wanted = _named(project.workspace, request.appeal or "", request.lang)
        policy = policy_of(wanted.manner.settings, request.ask)
        reader = project.reader(wanted.manner.lexicon)
        return _preview(wanted, reader, project.workspace, policy, project.load_engine)


def make_sample(root: Path, lang: Lang, voice: str | None = None, ask: Ask | None = None) -> Preview:
    """Return an MP3 of how `voice` sounds, with the settings of the folder `root` where it is a project.

    Without `voice` the first of the settings speaks that can. Raises ContentError, VoiceError, BuildError.
    """
    manner = _without_recordings(load_manner(root))
    if voice:
        voices = manner.settings.voices
        chains = {**voices.chains, lang: (Located(voice),)}
        manner = replace(manner, settings=replace(manner.settings, voices=replace(voices, chains=chains)))
    wanted = _Wanted(Text(language_of(lang).samples.sentences, (Where("-"),)), lang, manner)
    with TemporaryDirectory() as folder:  # outside a project nothing is left behind
        is_project = Workspace(root).appeals.is_dir()
        workspace = Workspace((root if is_project else Path(folder)).resolve())
        workspace.require_own_folders()
        reader = Reader(manner.lexicon, ReadingCache(workspace.readings, code_digest()))
        with open_engines(root) as load:
            return _preview(wanted, reader, workspace, policy_of(manner.settings, ask), load)


def is_preview(first_bytes: bytes) -> bool:
    """Tell whether a file begins as previews do: with the Info frame and no tag, unlike tracks and music."""
    return first_bytes.startswith(SYNC) and first_bytes[INFO_AT : INFO_AT + 4] in INFO_NAMES


def _preview(wanted: _Wanted, reader: Reader, workspace: Workspace, policy: OnlinePolicy, load: LoadEngine) -> Preview:
    """Choose a voice and make the sound, again where a voice is lost or refused on the way."""
    settings, recipe = wanted.manner.settings, recipe_of(wanted.manner.settings)
    block = Block(wanted.block, wanted.lang, parts_of(wanted.block, reader.passages(wanted.text, wanted.lang)))
    recordings, _reported_elsewhere = read_recordings(workspace.recordings)
    while True:
        access = policy.access()
        speech = workspace.speech.keys() | workspace.fetched.keys()
        inputs = SelectionInputs(settings, load, recordings, workspace.recordings, speech, access)
        choice = choose_voices([block], inputs)[block.id]
        if error := failure_of([choice], settings):
            raise error
        parts = tuple(voiced_parts(paused(block.parts, 0), choice.speakers))
        known = Known(speech, workspace.segments.keys(), Manifest(), frozenset())
        steps = plan_parts(parts, choice.speakers, recipe, known)
        if not policy.may_send(to_send(steps)):
            continue
        with start_threads(load, os.cpu_count() or 1) as executor:
            failures = execute(steps, AudioContext(workspace, recipe, policy), executor, load)
        if policy.access() == access:
            break
    for error in failures.values():
        raise error
    cache = SegmentCache(workspace.segments)
    audio = b"".join(cache.get(step.key).frames for step in steps if isinstance(step, SegmentStep))
    return Preview(info_frame(frame_count(audio), len(audio)) + audio, warnings_of([choice]))


def _given(workspace: Workspace, text: str, lang: Lang) -> _Wanted:
    """Return what a text of the user's own needs; mistakes in the project's texts and playlists do not matter."""
    value = unicodedata.normalize("NFC", text)
    said = Text(value, tuple(Where("--text", row) for row in range(1, value.count("\n") + 2)))
    manner = _without_recordings(load_manner(workspace.root))
    taught = {entry.written for entry in manner.lexicon[lang]}
    if word := foreign_word(value, lang, taught):
        facts = {"lang": lang, "other": word.lang, "token": word.token}
        raise ContentError(Problem("wrong-language", said.at(word.offset), facts))
    return _Wanted(said, lang, manner)


def _named(workspace: Workspace, appeal: str, lang: Lang) -> _Wanted:
    project, _warnings = load_project(workspace.root)
    if appeal not in project.appeals:
        raise ContentError(Problem("appeal-unknown", None, {"name": appeal, **near_facts(appeal, project.appeals)}))
    return _Wanted(project.appeals[appeal].text[lang], lang, project.manner, appeal)


def _without_recordings(manner: Manner) -> Manner:
    """Return `manner` for a text that no recording can be of: none is looked for, or reported as missing."""
    voices = manner.settings.voices
    chains = {
        lang: tuple(voice for voice in chain if voice.value != RECORDINGS) for lang, chain in voices.chains.items()
    }
    return replace(manner, settings=replace(manner.settings, voices=replace(voices, chains=chains)))
