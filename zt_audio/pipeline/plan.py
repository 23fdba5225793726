"""Plan a build as a value: every step with its key and the reason for it.

A key names every input of a result; a result whose key exists already is FRESH. The reasons are for people: they come
from comparing each part with what the manifest says was built last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from itertools import groupby

from zt_audio.content.passer_by import Gaps, cycle_in_order
from zt_audio.content.presets import GATE_RECIPE, SOUND_RECIPE, preset_of
from zt_audio.errors import BuildError, ContentError, VoiceError, ZtError
from zt_audio.events import Planned, Reason
from zt_audio.language.registry import language_of
from zt_audio.messages.message import message_of
from zt_audio.model import CycleOrder, Lang, Located, PartId, Passage, Problem, Project, Settings, rows_by_key
from zt_audio.pipeline.load import Content
from zt_audio.pipeline.request import OPEN, OnlineAccess
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript, pause_part
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
from zt_audio.pipeline.voice_selection import (
    Rejection,
    SelectionInputs,
    VoiceChoice,
    blocks_of,
    choose_voices,
    speakers_of,
)
from zt_audio.published.inputs import as_left, intact_files, load_build_state
from zt_audio.speech.registry import LoadEngine
from zt_audio.store import manifest
from zt_audio.store.manifest import SegmentEntry
from zt_audio.store.records import key_of
from zt_audio.store.state_file import to_tree
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import first_of, near_facts
from zt_audio.tracks import Tags, cut_tag, names_of, track_files

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


# Choose the voices of a project and plan its build: all that is decided before anything is made.


def voiced_script(script: PlaylistScript, speakers: Speakers) -> PlaylistScript:
    """Return `script` with its parts as `speakers` speak them, and without pauses of no length.

    A stop that they leave as it is stays the same value: a country has 12 000.
    """
    voiced = ((stop, ordered_parts(stop, tuple(voiced_parts(stop.parts, speakers)), script)) for stop in script.stops)
    stops = (stop if parts == stop.parts else replace(stop, parts=parts) for stop, parts in voiced)
    return replace(script, stops=tuple(stops))


def ordered_parts(stop: StopScript, parts: tuple[Part, ...], script: PlaylistScript) -> tuple[Part, ...]:
    order: CycleOrder = "by_appeal" if stop.stop.moving else script.playlist.order
    pauses = script.pauses
    if order == "by_language":  # as it was written
        return parts
    gaps = Gaps(*((pause_part(ms),) if ms else () for ms in (pauses.appeal_ms, pauses.language_ms)))
    return cycle_in_order(parts, order, gaps, () if stop.stop.moving else script.called)


def voiced_parts(parts: Iterable[Part], speakers: Speakers) -> Iterator[Part]:
    """Yield `parts` as `speakers` speak them."""
    for block, group in groupby(parts, lambda part: part.block):
        row = tuple(group)
        found = _voiced_block(block, row, speakers) if block else row
        yield from (part for part in found if not part.is_pause or part.pause_ms)


def _voiced_block(block: PartId, parts: Sequence[Part], speakers: Speakers) -> Iterable[Part]:
    if block in speakers:
        # The paragraphs of `block` as a single part, as someone read them in one go.
        passages = [part.passage for part in parts if part.passage]
        utterances = tuple(utterance for passage in passages for utterance in passage.utterances)
        written = " ".join(passage.written for passage in passages)
        whole = Passage(utterances, passages[0].lang, passages[0].where, written=written)
        return [Part(block, whole, block=block)]
    pause_ms = speakers[parts[0].id].paragraph_ms
    return (pause_part(pause_ms, part.block) if part.is_pause else part for part in parts)


_LISTED = 5  # names at most in a sentence for people
# What to say of a reason where no voice comes after it.
_LAST = {
    "recordings-missing": "recordings-missing-last",
    "recordings-stale": "recordings-stale-last",
    "voice-lost": "voice-lost-last",
}


def warnings_of(choices: Iterable[VoiceChoice]) -> tuple[Problem, ...]:
    """Return why spoken blocks are not spoken by a better voice of the chain; what is expected is left out."""
    skipped = [each for choice in choices if choice.speakers for each in choice.rejections if not each.expected]
    return tuple(replace(problem, severity="warning") for problem in _each_once(skipped))


def failure_of(choices: Sequence[VoiceChoice], settings: Settings) -> ZtError | None:
    """Return why a playlist cannot be spoken, with every reason; None where it can."""
    stopped = [problem for choice in choices for problem in choice.stopped]
    if not (silent := [choice for choice in choices if not choice.speakers and not choice.stopped]):
        return BuildError(stopped) if stopped else None
    langs = dict.fromkeys(choice.lang for choice in silent)
    voiceless = [_no_voice(lang, settings.voices.chains[lang]) for lang in langs]
    rejections = _each_once(each for choice in silent for each in choice.rejections)
    reasons = (replace(problem, slug=_LAST.get(problem.slug, problem.slug)) for problem in rejections)
    return VoiceError([*voiceless, *reasons, *stopped])


def _no_voice(lang: Lang, chain: Sequence[Located[str]]) -> Problem:
    where = chain[0].where if chain else None  # a sample of a project with recordings alone has an empty chain
    return Problem("no-voice", where, {"lang": lang, "tried": tuple(voice.value for voice in chain) or "-"})


def _each_once(rejections: Iterable[Rejection]) -> tuple[Problem, ...]:
    """Return each reason once, at its first place; of those that are counted, how often, and the first names."""
    # A missing engine is reported once, though two languages name it: its place is no part of the reason.
    found: dict[object, tuple[Problem, dict[str, None]]] = {}
    for problem, item in ((rejection.problem, rejection.item) for rejection in rejections):
        _first, items = found.setdefault((problem.slug, frozenset(problem.facts.items())), (problem, {}))
        if item:
            items[item] = None
    return tuple(
        replace(problem, facts={**problem.facts, "n": len(items), "items": first_of([*items], _LISTED)})
        if items
        else problem
        for problem, items in found.values()
    )


# Another version of one of these may make other samples or frames of the same speech.
SOUND_PACKAGES = ("lameenc", "numpy", "soundfile", "soxr")


@dataclass(frozen=True)  # no slots: cached_property keeps its value in the instance
class BuildPlan:
    """What is to be done, and why. `scripts` are those that can be spoken, as their voices speak them."""

    project: Project
    playlists: tuple[str, ...]  # the names of all, of those that cannot be made, too
    scripts: tuple[PlaylistScript, ...]
    speakers: Speakers
    voiceless: Mapping[str, ZtError]  # playlist -> why something of it has no voice, or cannot be read
    skipped: tuple[Problem, ...]  # warnings of voices that do not speak though settings prefer them
    access: OnlineAccess
    recipe: Recipe
    known: Known

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return plan(self.scripts, self.speakers, self.recipe, self.known)

    def track_steps(self, playlist: str) -> tuple[TrackStep, ...]:
        return self._tracks_by_playlist.get(playlist, ())

    @cached_property
    def _tracks_by_playlist(self) -> Mapping[str, tuple[TrackStep, ...]]:
        found = rows_by_key((step.playlist, step) for step in self.steps if isinstance(step, TrackStep))
        return {name: tuple(steps) for name, steps in found.items()}

    def counts(self) -> Planned:
        """Count what is to be done."""
        stale = [step for step in self.steps if step.reason is not Reason.FRESH]
        return Planned(
            to_speak=sum(isinstance(step, SpeakStep) for step in stale),
            to_encode=sum(isinstance(step, SegmentStep) for step in stale),
            to_write=sum(isinstance(step, TrackStep) for step in stale),
        )


def plan_build(
    workspace: Workspace,
    content: Content,
    load: LoadEngine,
    wanted: Sequence[str] = (),
    access: OnlineAccess = OPEN,
    known: Known | None = None,
) -> BuildPlan:
    """Choose the voices and plan the build of the playlists `wanted` (all where none is named).

    `known` is what the store and output/ hold, where that was looked up just now.

    Raises ContentError `playlist-unknown`.
    """
    chosen, broken = _wanted(content, wanted)
    settings, known = content.project.settings, known or what_is_known(workspace)
    inputs = SelectionInputs(settings, load, content.recordings, workspace.recordings, known.speech, access)
    choices = choose_voices(blocks_of(chosen).values(), inputs)
    voiceless: dict[str, ZtError] = {}
    if not all(choice.speakers for choice in choices.values()):
        voiceless = {
            each.playlist.id: why
            for each in chosen
            if (why := failure_of([choices[name] for name in blocks_of([each])], settings))
        }
    voiceless |= {name: ContentError(content.broken[name]) for name in broken}
    speakers = speakers_of(choices)
    speaking = tuple(voiced_script(script, speakers) for script in chosen if script.playlist.id not in voiceless)
    recipe = recipe_of(settings, content.own_chime)
    skipped = warnings_of(choices.values())
    if not content.recordings:  # people who record nothing need not be told at every build
        skipped = tuple(problem for problem in skipped if not message_of(problem).for_recorders)
    names = content.playlists
    return BuildPlan(content.project, names, speaking, speakers, voiceless, skipped, access, recipe, known)


def _wanted(content: Content, wanted: Sequence[str]) -> tuple[tuple[PlaylistScript, ...], tuple[str, ...]]:
    """Return the scripts of the playlists `wanted`, of all where none is named, and the names of those without one."""
    names = content.playlists
    if unknown := [name for name in wanted if name not in names]:
        raise ContentError(Problem("playlist-unknown", None, {"name": n, **near_facts(n, names)}) for n in unknown)
    by_id = {script.playlist.id: script for script in content.scripts}
    chosen = tuple(dict.fromkeys(wanted)) or (*by_id, *(name for name in content.broken if name not in by_id))
    return tuple(by_id[name] for name in chosen if name in by_id), tuple(n for n in chosen if n in content.broken)


def what_is_known(workspace: Workspace) -> Known:
    """Return what the store and output/ hold. A damaged manifest counts as none: its files are then made again."""
    last = load_build_state(workspace.state)
    found = manifest.load_manifest(workspace.output, last.manifest_sha256)
    built = found or manifest.Manifest()
    intact = intact_files(workspace.output, built, last)
    ours = as_left(workspace.output, last) if found is None else frozenset()
    speech = workspace.speech.keys() | workspace.fetched.keys()
    return Known(speech, workspace.segments.keys(), built, intact, ours)


@cache
def _sound_versions() -> tuple[str, ...]:
    return tuple(version(name) for name in SOUND_PACKAGES)


def recipe_of(settings: Settings, own_chime: bytes = b"") -> Recipe:
    """Return what goes into every segment: the preset's numbers, and the versions of what makes sound of them."""
    made = settings.sound
    numbers = preset_of(made.preset, made.own_presets)
    sound = [SOUND_RECIPE, GATE_RECIPE, asdict(numbers), *_sound_versions()]
    return Recipe(made.preset, made.chime.value, sound, numbers, own_chime)
