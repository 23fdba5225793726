"""Define the values that a build is planned in: speakers, recipe, what is there already, steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from zt_audio.content.presets import Preset
from zt_audio.content.profiles import Profile
from zt_audio.events import Reason
from zt_audio.model import PartId, Prosody, Utterance
from zt_audio.pipeline.script import Part, StopScript
from zt_audio.speech.recordings import Recording
from zt_audio.store.manifest import Manifest
from zt_audio.tracks.tags import Tags


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks a part in this build, settled before planning; `keeps` where the store keeps what was said.

    Of a recording, `engine` is RECORDINGS, `voice` the file and `fingerprint` its digest.
    """

    engine: str
    fingerprint: str
    voice: str
    draft: bool
    prosody: Prosody
    sentence_ms: int
    paragraph_ms: int
    identity: str = ""  # of the voice, whatever runs it: goes into build numbers
    online: bool = False
    keeps: bool = True
    recording: Recording | None = None
    consent_until: str | None = None  # last day on which the person agreed whose voice it imitates (ISO date)
    origin_known: bool = True


Speakers = Mapping[PartId, Speaker]  # by part, or by block where a person read all of it in one go


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into every segment besides its speech and its speaker's pauses."""

    preset: str
    chime: str
    sound: Sequence[object]  # the preset's numbers and the sound libraries' versions
    numbers: Preset
    own_chime: bytes = b""  # a WAV file, where `chime` names one


@dataclass(frozen=True)  # no slots: cached_property keeps its value in the instance
class Known:
    """What is there: keys with records, what was built last, and which files of output/ are untouched.

    `ours` names more of our files where the manifest is damaged: those that are as the last build left them.
    """

    speech: Collection[str]
    segments: Collection[str]
    manifest: Manifest
    intact: Collection[str]
    ours: frozenset[str] = frozenset()

    @cached_property
    def owned(self) -> Mapping[str, tuple[str, int]]:
        """Return every file that the last manifest states: `folder/name` -> (sha256, bytes)."""
        return self.manifest.owned()

    @cached_property
    def near_names(self) -> Mapping[str, Sequence[str]]:
        """Return the names of our files by what a disk takes for the same name that ignores capitals."""
        found: dict[str, list[str]] = {}
        for name in self.owned.keys() | self.ours:
            found.setdefault(name.casefold(), []).append(name)
        return found


@dataclass(frozen=True, slots=True)
class SpeakStep:
    kind: ClassVar[str] = "speak"
    key: str
    utterance: Utterance
    speaker: Speaker
    reason: Reason

    @property
    def name(self) -> str:
        where = self.utterance.where
        return f"{where.file}:{where.line} {self.utterance.text}"


@dataclass(frozen=True, slots=True)
class SegmentStep:
    kind: ClassVar[str] = "encode"
    key: str
    part: Part
    speech: tuple[str, ...]  # keys of its sentences; none of a recording
    speaker: Speaker | None
    reason: Reason

    @property
    def name(self) -> str:
        return str(self.part.id)


@dataclass(frozen=True, slots=True)
class TrackStep:
    kind: ClassVar[str] = "write"
    key: str
    playlist: str
    number: int
    file: str
    script: StopScript
    profile: Profile
    tags: Tags | None
    cycle: tuple[str, ...]  # keys of its segments
    heard: str  # key of what a driver hears and reads of the stop; goes into the build number
    reason: Reason

    @property
    def name(self) -> str:
        return f"output/{self.playlist}/{self.file}"


Step = SpeakStep | SegmentStep | TrackStep
