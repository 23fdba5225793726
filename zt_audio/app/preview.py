"""One text in, an MP3 of how it will sound out: the same chain of voices, sound and pauses as in a track."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from zt_audio.formats.mp3 import INFO_AT, INFO_NAMES, SYNC, frame_count, info_frame
from zt_audio.language.reader import PlacedText, Reader, ReadingCache
from zt_audio.model import RECORDINGS, Lang, Manner, PartId, Problem
from zt_audio.pipeline.execute import produce, studio_of
from zt_audio.pipeline.online_policy import Network, Reach
from zt_audio.pipeline.plan import plan_parts, to_send
from zt_audio.pipeline.prepare import recipe_of
from zt_audio.pipeline.script import Part, parts_of, paused
from zt_audio.pipeline.steps import Known, SegmentStep, Step
from zt_audio.pipeline.voice_problems import failure_of, warnings_of
from zt_audio.pipeline.voice_selection import Block, Casting, Desk, cast
from zt_audio.pipeline.voiced import voiced_parts
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.audio_cache import Frames
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to hear, and how; `appeal` tells which recordings count, and `code` which readings."""

    text: PlacedText
    lang: Lang
    manner: Manner
    code: str
    appeal: str | None = None

    @property
    def block(self) -> PartId:
        return PartId("appeal", self.appeal, self.lang) if self.appeal else PartId("text", "-", self.lang)


def preview(
    workspace: Workspace, wanted: Wanted, network: Network, project: Path | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return an MP3 of it, and warnings of voices that were passed over.

    The voices of the folder `project` speak, without it those of the workspace.
    Raises ContentError where the text cannot be read, VoiceError, BuildError.
    """
    reader = Reader(wanted.manner.lexicon, ReadingCache(workspace.readings, wanted.code))
    spoken = parts_of(wanted.block, reader.passages(wanted.text, wanted.lang))
    with open_engines(project or workspace.root) as load:
        room = _Room(workspace, wanted, network, load)
        while (audio := room.audio(Block(wanted.block, wanted.lang, spoken))) is None:
            pass
    return info_frame(frame_count(audio), len(audio)) + audio, warnings_of([room.casting])


def without_recordings(manner: Manner) -> Manner:
    """Return `manner` for a text of nobody's: no recording can be of it, so none is looked for or told missing."""
    voices = manner.settings.voices
    chains = {
        lang: tuple(voice for voice in chain if voice.value != RECORDINGS) for lang, chain in voices.chains.items()
    }
    return replace(manner, settings=replace(manner.settings, voices=replace(voices, chains=chains)))


def is_preview(first_bytes: bytes) -> bool:
    """Tell whether a file begins as previews do: with the Info frame and no tag, unlike tracks and music."""
    return first_bytes.startswith(SYNC) and first_bytes[INFO_AT : INFO_AT + 4] in INFO_NAMES


class _Room:
    """Casts a block and makes its sound; `casting` is the last one."""

    casting: Casting

    def __init__(self, workspace: Workspace, wanted: Wanted, network: Network, load: LoadEngine) -> None:
        self._workspace, self._wanted, self._network, self._load = workspace, wanted, network, load
        self._takes, _told_elsewhere = read_recordings(workspace.recordings)

    def audio(self, block: Block) -> bytes | None:
        """Return the frames of `block`; None where a voice was lost, or refused, and another has to be looked for."""
        reach = self._network.reach()
        steps = self._steps(block, reach)
        if not self._network.may_send(to_send(steps)):
            return None
        recipe, workspace = recipe_of(self._wanted.manner.settings), self._workspace
        studio = studio_of(workspace, self._load, recipe, self._network, lambda _event: None)
        failures = produce(steps, studio, lambda: ThreadPoolExecutor(os.cpu_count()))
        if self._network.reach() != reach:
            return None
        for error in failures.values():
            raise error
        frames = Frames(workspace.segments)
        return b"".join(frames.get(step.key).frames for step in steps if isinstance(step, SegmentStep))

    def _steps(self, block: Block, reach: Reach) -> tuple[Step, ...]:
        settings, workspace = self._wanted.manner.settings, self._workspace
        speech = workspace.speech.keys() | workspace.fetched.keys()
        desk = Desk(settings, self._load, self._takes, workspace.recordings, speech, reach)
        self.casting = cast([block], desk)[block.id]
        if error := failure_of([self.casting], settings):
            raise error
        parts: Sequence[Part] = tuple(voiced_parts(paused(block.parts, 0), self.casting.speakers))
        known = Known(speech, workspace.segments.keys(), Manifest(), frozenset())
        return plan_parts(parts, self.casting.speakers, recipe_of(settings), known)
