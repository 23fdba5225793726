"""Plan a build as a value: every step with its key and the reason for it.

A key names every input of a result; a result whose key exists already is FRESH. The reasons are for people: they come
from comparing each part with what the manifest says was built last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from zt_audio.events import Reason
from zt_audio.language.registry import language_of
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript
from zt_audio.pipeline.steps import (
    ID_CHARS,
    KeyedPart,
    Known,
    PartKeys,
    Recipe,
    SegmentStep,
    Speaker,
    Speakers,
    SpeakStep,
    Step,
    TrackStep,
)
from zt_audio.store.manifest import SegmentEntry
from zt_audio.store.records import key_of
from zt_audio.store.state_file import to_tree
from zt_audio.tracks.playlist_files import Tags, cut_tag, names_of, track_files

# Raise where the code makes other bytes of the same inputs.
TRACK_RECIPE = 1
LINE_RECIPE = 1  # of how often each stop is repeated in a file that holds all of them


def plan(scripts: Sequence[PlaylistScript], speakers: Speakers, recipe: Recipe, known: Known) -> tuple[Step, ...]:
    """Return every step for `scripts`, as their voices speak them: first what is spoken, then segments, then tracks.

    Speech and segments are steps only where a track needs them; a track that is FRESH needs nothing.
    """
    keyed = PartKeys(speakers, recipe)
    past = _Past(known)
    tracks: list[TrackStep] = []
    needed: dict[str, KeyedPart] = {}
    for script in scripts:
        for step, parts in _tracks(script, keyed, past):
            tracks.append(step)
            if step.reason is not Reason.FRESH:
                needed |= {part.key: part for part in parts}
    return (*_sound_steps(needed.values(), past, known), *tracks)


def plan_parts(parts: Iterable[Part], speakers: Speakers, recipe: Recipe, known: Known) -> tuple[Step, ...]:
    """Return the steps for `parts` alone, as their voices speak them: what is spoken, then a segment for each."""
    keyed = PartKeys(speakers, recipe)
    return tuple(_sound_steps([keyed.of(part) for part in parts], _Past(known), known))


def _sound_steps(parts: Iterable[KeyedPart], past: _Past, known: Known) -> Iterable[Step]:
    segments = [past.segment_step(part) for part in parts]
    stale = [step for step in segments if step.reason is not Reason.FRESH]
    steps: dict[str, SpeakStep] = {}
    for segment in stale:
        if segment.part.passage is None or segment.speaker is None:
            continue
        for key, utterance in zip(segment.speech, segment.part.passage.utterances, strict=False):  # none of a recording
            reason = Reason.FRESH if key in known.speech else segment.reason
            steps.setdefault(key, SpeakStep(key, utterance, segment.speaker, reason))
    return (*tuple(steps.values()), *segments)


def _tracks(script: PlaylistScript, keyed: PartKeys, past: _Past) -> Iterable[tuple[TrackStep, tuple[KeyedPart, ...]]]:
    playlist, profile = script.playlist, script.profile
    cycles = [tuple(keyed.of(part) for part in stop.parts) for stop in script.stops]
    beside = _beside(script, cycles)
    files = track_files(profile, *names_of(playlist, [stop.place for stop in script.stops]))
    for number, (stop, name, parts) in enumerate(zip(script.stops, files, cycles, strict=True), start=1):
        tags = _tags(script, stop, number)
        cycle = tuple(part.key for part in parts)
        tag_facts = to_tree(tags) if tags else None
        more = (*((number, beside) if beside else ()), *((asdict(stop.stop.moving),) if stop.stop.moving else ()))
        key = key_of("track", TRACK_RECIPE, name, cycle, stop.stop.stay_min, tag_facts, *more)
        reason = past.track_reason(key, playlist.id, stop.stop.id, parts)
        read = [number, name, stop.stop.id, stop.place.id, tag_facts, stop.stop.arrive_min, stop.stop.stay_min]
        names = {lang: text.value for lang, text in stop.place.name.items()}
        heard = key_of("stop", read, names, [keyed.heard(part) for part in stop.parts])
        yield TrackStep(key, playlist.id, number, name, stop, profile, tags, cycle, heard, reason), parts


def _beside(script: PlaylistScript, cycles: Sequence[Sequence[KeyedPart]]) -> list[object]:
    """Return what else is in the file of each stop: everything, where the whole playlist is one file."""
    if script.profile.layout != "one-file":
        return []
    stays = [stop.stop.stay_min for stop in script.stops]
    stops = [[[part.key for part in cycle], stay_min] for cycle, stay_min in zip(cycles, stays, strict=True)]
    return [LINE_RECIPE, *stops]


def _tags(script: PlaylistScript, stop: StopScript, number: int) -> Tags | None:
    playlist, profile = script.playlist, script.profile
    if profile.tags == "none":
        return None
    album = " / ".join(playlist.title[lang].value for lang in playlist.languages)
    title, total = " / ".join(stop.place.name[lang].value for lang in playlist.languages), len(script.stops)
    if profile.layout == "one-file":
        title, number, total = album, 1, 1
    languages = tuple(language_of(lang).iso_639_2 for lang in playlist.languages)
    return Tags(cut_tag(title, profile.tag_bytes), cut_tag(album, profile.tag_bytes), number, total, languages)


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

    def track_reason(self, key: str, playlist: str, stop: str, parts: Sequence[KeyedPart]) -> Reason:
        if (old := self._tracks.get((playlist, stop))) is None:
            return Reason.NEW
        if old.key == key:
            return Reason.FRESH if f"{playlist}/{old.file}" in self._known.intact else Reason.MISSING
        changes = (self.changed(part) for part in parts if part.part.passage)
        return next((reason for reason in changes if reason is not Reason.FRESH), Reason.SETTINGS)

    def segment_step(self, part: KeyedPart) -> SegmentStep:
        reason = Reason.FRESH
        if part.key not in self._known.segments:
            changed = self.changed(part)
            reason = Reason.MISSING if changed is Reason.FRESH else changed
        return SegmentStep(part.key, part.part, part.speech, part.speaker, reason)

    def changed(self, part: KeyedPart) -> Reason:
        """Return in what `part` differs from the segment that said the same part in the last build."""
        if part.key[:ID_CHARS] in self._known.manifest.segments:
            return Reason.FRESH
        if (old := self._before.get(str(part.part.id))) is None:
            return Reason.NEW
        passage, speaker = part.part.passage, part.speaker
        if passage is None or speaker is None:
            return Reason.SETTINGS
        if old.text != tuple(utterance.text for utterance in passage.utterances):
            return Reason.TEXT
        return _another_voice(old, speaker)


def _another_voice(old: SegmentEntry, speaker: Speaker) -> Reason:
    if old.engine != speaker.engine or (old.voice != speaker.voice and not speaker.recording):
        return Reason.VOICE
    if old.engine_fingerprint == speaker.fingerprint:
        return Reason.SETTINGS
    return Reason.TAKE if speaker.recording else Reason.ENGINE


def to_send(steps: Iterable[Step]) -> Mapping[str, int]:
    """Count the sentences that `steps` would send to networks, by engine."""
    missing = (step for step in steps if isinstance(step, SpeakStep) and step.reason is not Reason.FRESH)
    return Counter(step.speaker.engine for step in missing if step.speaker.online)
