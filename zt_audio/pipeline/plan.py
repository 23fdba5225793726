"""What is to be done, as a value: scripts, voices and what is known in; steps with keys and reasons out.

A key names every input of a result; what has its key already is FRESH. The reasons are for people: they come from
holding each part against what the manifest says was built last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from zt_audio.content.presets import cleaning_of
from zt_audio.events import Reason
from zt_audio.language.registry import language_of
from zt_audio.model import PartId, Passage, Utterance
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript
from zt_audio.pipeline.steps import Known, Recipe, SegmentStep, Speaker, Speakers, SpeakStep, Step, TrackStep
from zt_audio.speech.recordings import Recording
from zt_audio.store.manifest import SegmentEntry
from zt_audio.store.records import key_of
from zt_audio.tracks.file_names import track_files
from zt_audio.tracks.named import names_of
from zt_audio.tracks.tags import Tags, cut

# Raise where the code makes other audio or other bytes of the same inputs.
SPEECH_RECIPE = 1
SEGMENT_RECIPE = 1
TRACK_RECIPE = 1
LINE_RECIPE = 1  # of how often each stop is repeated in a file that holds all of them

ID_CHARS = 16  # of a key, where the manifest names a segment


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A part with the keys of what it is made of, before anyone asks whether it is needed."""

    key: str
    part: Part
    speech: tuple[str, ...]
    speaker: Speaker | None


def plan(rounds: Sequence[PlaylistScript], speakers: Speakers, recipe: Recipe, known: Known) -> tuple[Step, ...]:
    """Return every step for `rounds`, as voiced.py leaves them: first what is spoken, then segments, then tracks.

    Speech and segments are steps only where a track needs them; a track that is FRESH needs nothing.
    """
    keyed = _Keys(speakers, recipe)
    past = _Past(known)
    tracks: list[TrackStep] = []
    needed: dict[str, _Keyed] = {}
    for round_ in rounds:
        for step, parts in _tracks(round_, keyed, past):
            tracks.append(step)
            if step.reason is not Reason.FRESH:
                needed |= {part.key: part for part in parts}
    return (*_sound_steps(needed.values(), past, known), *tracks)


def plan_parts(parts: Iterable[Part], speakers: Speakers, recipe: Recipe, known: Known) -> tuple[Step, ...]:
    """Return the steps for `parts` alone, as voiced.py leaves them: what is spoken, then a segment for each."""
    keyed = _Keys(speakers, recipe)
    return tuple(_sound_steps([keyed.of(part) for part in parts], _Past(known), known))


def _sound_steps(parts: Iterable[_Keyed], past: _Past, known: Known) -> Iterable[Step]:
    segments = [past.segment_step(part) for part in parts]
    stale = [step for step in segments if step.reason is not Reason.FRESH]
    return (*_speak_steps(stale, known), *segments)


class _Keys:
    """Gives each part its key, once."""

    def __init__(self, speakers: Speakers, recipe: Recipe) -> None:
        self._speakers, self._recipe = speakers, recipe
        self._parts: dict[tuple[PartId, int], _Keyed] = {}

    def of(self, part: Part) -> _Keyed:
        slot = (part.id, part.pause_ms)
        if slot not in self._parts:
            self._parts[slot] = self._keyed(part)
        return self._parts[slot]

    def _keyed(self, part: Part) -> _Keyed:
        recipe = self._recipe
        if part.passage is None:
            made_of: list[object] = [part.pause_ms] if part.is_pause else [_chime(recipe), recipe.preset]
            key = key_of("segment", SEGMENT_RECIPE, str(part.id), made_of, recipe.sound)
            return _Keyed(key, part, (), None)
        speaker = self._speakers[part.id]
        if speaker.take:
            return _Keyed(_take_key(part.passage, speaker.take, recipe), part, (), speaker)
        speech = tuple(speech_key(utterance, speaker) for utterance in part.passage.utterances)
        pause_ms = speaker.sentence_ms if len(speech) > 1 else 0
        key = key_of("segment", SEGMENT_RECIPE, "passage", speech, pause_ms, recipe.preset, recipe.sound)
        return _Keyed(key, part, speech, speaker)


def _chime(recipe: Recipe) -> str:
    """Return what a chime is known by: another sound under the same name is another chime."""
    return sha256(recipe.own_chime).hexdigest() if recipe.own_chime else recipe.chime


def _take_key(passage: Passage, take: Recording, recipe: Recipe) -> str:
    """Return the key of a recording's segment; the text counts, for the gate judges the take by it."""
    texts = [utterance.text for utterance in passage.utterances]
    made_of = [take.sha256, texts, asdict(cleaning_of(recipe.numbers)), recipe.preset]
    return key_of("segment", SEGMENT_RECIPE, "take", made_of, recipe.sound)


def speech_key(utterance: Utterance, speaker: Speaker) -> str:
    """Return the key of `utterance` as `speaker` says it."""
    voice = [speaker.engine, speaker.fingerprint, speaker.voice, asdict(speaker.prosody)]
    return key_of("speech", SPEECH_RECIPE, utterance.text, utterance.lang, voice)


def _tracks(round_: PlaylistScript, keyed: _Keys, past: _Past) -> Iterable[tuple[TrackStep, tuple[_Keyed, ...]]]:
    playlist, profile = round_.playlist, round_.profile
    cycles = [tuple(keyed.of(part) for part in script.parts) for script in round_.stops]
    beside = _beside(round_, cycles)
    files = track_files(profile, *names_of(playlist, [script.place for script in round_.stops]))
    for number, (script, name, parts) in enumerate(zip(round_.stops, files, cycles, strict=True), start=1):
        tags = _tags(round_, script, number)
        cycle = tuple(part.key for part in parts)
        told = asdict(tags) if tags else None
        key = key_of(
            "track", TRACK_RECIPE, name, cycle, script.stop.stay_min, told, *((number, beside) if beside else ())
        )
        reason = past.track_reason(key, playlist.id, script.stop.id, parts)
        yield TrackStep(key, playlist.id, number, name, script, profile, tags, cycle, reason), parts


def _beside(round_: PlaylistScript, cycles: Sequence[Sequence[_Keyed]]) -> list[object]:
    """Return what else is in the file of each stop: everything, where the whole round is one file."""
    if round_.profile.layout != "one-file":
        return []
    stays = [script.stop.stay_min for script in round_.stops]
    stops = [[[part.key for part in cycle], stay_min] for cycle, stay_min in zip(cycles, stays, strict=True)]
    return [LINE_RECIPE, *stops]


def _tags(round_: PlaylistScript, script: StopScript, number: int) -> Tags | None:
    playlist, profile = round_.playlist, round_.profile
    if profile.tags == "none":
        return None
    album = " / ".join(playlist.title[lang].value for lang in playlist.languages)
    title, total = " / ".join(script.place.name[lang].value for lang in playlist.languages), len(round_.stops)
    if profile.layout == "one-file":
        title, number, total = album, 1, 1
    languages = tuple(language_of(lang).iso_639_2 for lang in playlist.languages)
    return Tags(cut(title, profile.tag_bytes), cut(album, profile.tag_bytes), number, total, languages)


class _Past:
    """What was built last, asked why a part or a track must be made again."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._before = {entry.part: entry for entry in known.manifest.segments.values()}
        self._tracks = {
            (name, track.stop): track
            for name, playlist in known.manifest.playlists.items()
            for track in playlist.tracks
        }

    def track_reason(self, key: str, playlist: str, stop: str, parts: Sequence[_Keyed]) -> Reason:
        old = self._tracks.get((playlist, stop))
        if old is None:
            return Reason.NEW
        if old.key == key:
            return Reason.FRESH if f"{playlist}/{old.file}" in self._known.intact else Reason.MISSING
        changes = (self.changed(part) for part in parts if part.part.passage)
        return next((reason for reason in changes if reason is not Reason.FRESH), Reason.SETTINGS)

    def segment_step(self, part: _Keyed) -> SegmentStep:
        reason = Reason.FRESH
        if part.key not in self._known.segments:
            changed = self.changed(part)
            reason = Reason.MISSING if changed is Reason.FRESH else changed
        return SegmentStep(part.key, part.part, part.speech, part.speaker, reason)

    def changed(self, part: _Keyed) -> Reason:
        """Return in what `part` differs from the segment that said the same part in the last build."""
        if part.key[:ID_CHARS] in self._known.manifest.segments:
            return Reason.FRESH
        old = self._before.get(str(part.part.id))
        if old is None:
            return Reason.NEW
        passage, speaker = part.part.passage, part.speaker
        if passage is None or speaker is None:
            return Reason.SETTINGS
        if old.text != tuple(utterance.text for utterance in passage.utterances):
            return Reason.TEXT
        return _another_voice(old, speaker)


def _another_voice(old: SegmentEntry, speaker: Speaker) -> Reason:
    if old.engine != speaker.engine or (old.voice != speaker.voice and not speaker.take):
        return Reason.VOICE
    if old.engine_fingerprint == speaker.fingerprint:
        return Reason.SETTINGS
    return Reason.TAKE if speaker.take else Reason.ENGINE


def _speak_steps(segments: Iterable[SegmentStep], known: Known) -> tuple[SpeakStep, ...]:
    steps: dict[str, SpeakStep] = {}
    for segment in segments:
        if segment.part.passage is None or segment.speaker is None:
            continue
        for key, utterance in zip(segment.speech, segment.part.passage.utterances, strict=False):  # none of a take
            reason = Reason.FRESH if key in known.speech else segment.reason
            steps.setdefault(key, SpeakStep(key, utterance, segment.speaker, reason))
    return tuple(steps.values())


def to_send(steps: Iterable[Step]) -> Mapping[str, int]:
    """Count the sentences that `steps` would send to networks, by engine."""
    missing = (step for step in steps if isinstance(step, SpeakStep) and step.reason is not Reason.FRESH)
    return Counter(step.speaker.engine for step in missing if step.speaker.online)


def keys_in_use(
    rounds: Iterable[PlaylistScript], speakers: Speakers, recipe: Recipe
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of all speech and of all segments that `rounds` are made of."""
    keyed = _Keys(speakers, recipe)
    parts = [keyed.of(part) for round_ in rounds for script in round_.stops for part in script.parts]
    return frozenset(key for part in parts for key in part.speech), frozenset(part.key for part in parts)
