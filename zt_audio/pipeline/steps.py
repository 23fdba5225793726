"""Name the steps of a plan, give each a key that names every input of it, and keep speech in the store by its key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import ClassVar

from zt_audio.content.presets import GATE_RECIPE, Preset, cleaning_of
from zt_audio.content.profiles import Profile
from zt_audio.events import Reason
from zt_audio.model import PartId, Passage, Prosody, Speech, Utterance, rows_by_key
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript
from zt_audio.speech.recordings import Recording
from zt_audio.store.manifest import Manifest
from zt_audio.store.records import Records, key_of
from zt_audio.store.state_file import to_tree
from zt_audio.store.workspace import Workspace
from zt_audio.tracks import Tags


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
        return rows_by_key((name.casefold(), name) for name in self.owned.keys() | self.ours)


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


# Raise where the code makes other audio of the same inputs.
SPEECH_RECIPE = 1
SEGMENT_RECIPE = 1  # of how a segment is put together; of what its sound is like: content/presets.SOUND_RECIPE
ID_CHARS = 16  # of a key, where the manifest names a segment


@dataclass(frozen=True, slots=True)
class KeyedPart:
    """A part with the keys of what it is made of, before anyone asks whether it is needed."""

    key: str
    part: Part
    speech: tuple[str, ...]
    speaker: Speaker | None


class PartKeys:
    """Computes the key of each part once."""

    def __init__(self, speakers: Speakers, recipe: Recipe) -> None:
        self._speakers, self._recipe = speakers, recipe
        self._parts: dict[tuple[PartId, int], KeyedPart] = {}
        self._spoken: dict[tuple[int, int], tuple[str, tuple[str, ...]]] = {}  # by passage and speaker
        self._heard: dict[PartId, str] = {}  # of what is heard at many stops

    def of(self, part: Part) -> KeyedPart:
        slot = (part.id, part.pause_ms)
        if slot not in self._parts:
            self._parts[slot] = self._keyed(part)
        return self._parts[slot]

    def heard(self, part: Part) -> str:
        """Return a digest of what is heard of `part`: the same on every system and with every version of a library."""
        if part.is_pause:
            return str(part.pause_ms)
        if part.id in self._heard:
            return self._heard[part.id]
        key = key_of("heard", str(part.id), self._made_of(part))[:ID_CHARS]
        if part.id.kind not in ("intro", "outro"):
            self._heard[part.id] = key
        return key

    def _made_of(self, part: Part) -> list[object]:
        if part.passage is None:
            return [_chime(self._recipe)]
        speaker, texts = self._speakers[part.id], [utterance.text for utterance in part.passage.utterances]
        if speaker.recording:
            return [speaker.recording.sha256, texts, asdict(cleaning_of(self._recipe.numbers))]
        who = [speaker.engine, speaker.voice, speaker.identity, to_tree(speaker.prosody)]
        return [texts, part.passage.lang, *who, speaker.sentence_ms if len(texts) > 1 else 0]

    def _keyed(self, part: Part) -> KeyedPart:
        recipe = self._recipe
        made_of: list[object]
        if part.passage is None:
            made_of = [part.pause_ms] if part.is_pause else [_chime(recipe), recipe.preset]
            key = key_of("segment", SEGMENT_RECIPE, str(part.id), made_of, recipe.sound)
            return KeyedPart(key, part, (), None)
        speaker = self._speakers[part.id]
        if speaker.recording:
            return KeyedPart(_recorded_key(part.passage, speaker.recording, recipe), part, (), speaker)
        same = (id(part.passage), id(speaker))  # `self._parts` and `self._speakers` keep both
        if same not in self._spoken:  # closing words are one value at all places
            said = tuple(speech_key(utterance, speaker) for utterance in part.passage.utterances)
            pause_ms = speaker.sentence_ms if len(said) > 1 else 0
            made_of = ["passage", said, pause_ms, recipe.preset, recipe.sound]
            self._spoken[same] = key_of("segment", SEGMENT_RECIPE, *made_of), said
        key, speech = self._spoken[same]
        return KeyedPart(key, part, speech, speaker)


def speech_key(utterance: Utterance, speaker: Speaker) -> str:
    """Return the key of `utterance` as `speaker` says it."""
    voice = [speaker.engine, speaker.fingerprint, speaker.voice, to_tree(speaker.prosody)]
    return key_of("speech", SPEECH_RECIPE, utterance.text, utterance.lang, voice)


def speech_digest(passage: Passage, speaker: Speaker) -> str:
    """Return a digest of what is heard before it is treated: other loudness or another preset leaves it as it is."""
    if speaker.recording:
        return key_of("take", speaker.recording.sha256)
    return key_of("spoken", [speech_key(utterance, speaker) for utterance in passage.utterances])


def keys_in_use(
    scripts: Iterable[PlaylistScript], speakers: Speakers, recipe: Recipe
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of all speech and of all segments that `scripts`, as they are voiced, are made of."""
    keys = PartKeys(speakers, recipe)
    parts = [keys.of(part) for script in scripts for stop in script.stops for part in stop.parts]
    return frozenset(key for part in parts for key in part.speech), frozenset(part.key for part in parts)


def _chime(recipe: Recipe) -> str:
    """Return what a chime is known by: another sound under the same name is another chime."""
    return sha256(recipe.own_chime).hexdigest() if recipe.own_chime else recipe.chime


def _recorded_key(passage: Passage, recording: Recording, recipe: Recipe) -> str:
    """Return the key of a recording's segment; the text counts, for the quality check judges the sound by it."""
    texts = [utterance.text for utterance in passage.utterances]
    made_of = [recording.sha256, texts, asdict(cleaning_of(recipe.numbers)), recipe.preset]
    return key_of("segment", SEGMENT_RECIPE, "take", made_of, recipe.sound)


@dataclass(frozen=True, slots=True)
class StoredSpeech:
    """Speech from the store; `checked` where today's quality check has passed it."""

    speech: Speech
    checked: bool
    worker: str


@dataclass(frozen=True, slots=True)
class _SpeechFacts:
    """The header of a record of speech; `gate` names the check that it passed."""

    sample_rate: int
    words: int | None
    gate: str = ""
    worker: str = ""  # address of the machine of a cluster that spoke it


def speech_records(workspace: Workspace, speaker: Speaker) -> Records:
    """Return where the speech of `speaker` is kept: what came from a network lies apart."""
    return workspace.fetched if speaker.online else workspace.speech


def store_speech(records: Records, key: str, speech: Speech, worker: str = "") -> None:
    """Keep speech that has passed the quality check. Raises OSError."""
    facts = {"sample_rate": speech.sample_rate, "words": speech.words, "gate": GATE_RECIPE}
    records.put(key, facts | ({"worker": worker} if worker else {}), speech.pcm)


def stored_speech(records: Records, key: str) -> StoredSpeech:
    """Return what is kept under `key`. Raises BuildError `record-damaged`; a damaged record is gone then."""
    facts, pcm = records.require(key, _SpeechFacts)
    return StoredSpeech(Speech(pcm, facts.sample_rate, facts.words), facts.gate == GATE_RECIPE, facts.worker)
