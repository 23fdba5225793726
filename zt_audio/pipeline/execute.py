"""Speak and segment steps in, records in the store out. A failure is kept by key; what depends on it fails with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from zt_audio.content.presets import CHIMES, GATE_RECIPE
from zt_audio.errors import BuildError, VoiceError, ZtError
from zt_audio.events import Emit, Reason, SegmentMade, UtteranceSpoken
from zt_audio.model import RECORDINGS, Problem, Segment, Speech, Utterance, Voice
from zt_audio.pipeline.online_policy import Network
from zt_audio.pipeline.recorded import cleaned_take, require_sound_reading, whole
from zt_audio.pipeline.steps import Recipe, SegmentStep, Speaker, SpeakStep, Step
from zt_audio.sound.quality.checks import require_sound_take
from zt_audio.sound.segment import chime_segment, make_segment, own_chime_segment, silence_segment
from zt_audio.speech.protocol import Engine
from zt_audio.speech.recordings import FOLDER, Recording, recorded_speech
from zt_audio.speech.registry import LoadEngine
from zt_audio.speech.voices import find_voice, speak_with
from zt_audio.store import rejects
from zt_audio.store.records import Records
from zt_audio.store.workspace import Workspace

MOST_RETRIES = 2  # of an engine that may do better the next time

Workers = Callable[[], Executor]
Failures = Mapping[str, ZtError]  # segment key -> why it could not be made


@dataclass(frozen=True, slots=True)
class Studio:
    """Where speech and segments are made and kept; `rejects` is the folder of takes that may not be used.

    Speech that came from a network is kept apart, in `fetched`.
    """

    speech: Records
    fetched: Records
    segments: Records
    recordings: Path
    rejects: Path
    load: LoadEngine
    recipe: Recipe
    network: Network
    emit: Emit

    def speech_of(self, speaker: Speaker) -> Records:
        """Return where the speech of `speaker` is kept."""
        return self.fetched if speaker.online else self.speech


def studio_of(workspace: Workspace, load: LoadEngine, recipe: Recipe, network: Network, emit: Emit) -> Studio:
    """Return the studio of a project."""
    records = workspace.speech, workspace.fetched, workspace.segments
    return Studio(*records, workspace.recordings, workspace.rejects, load, recipe, network, emit)


def produce(steps: Sequence[Step], studio: Studio, workers: Workers) -> Failures:
    """Carry out every speak and segment step that is not FRESH; return what failed. No thread is left then.

    All speech is handed in before any segment, so a segment that waits for its speech waits for running work only.
    """
    services = {step.speaker.engine for step in steps if isinstance(step, SpeakStep) and step.speaker.online}
    with _at_work(workers, [studio.load(name) for name in services]) as executor:
        return _produced(steps, studio, executor)


@contextmanager
def _at_work(workers: Workers, services: Sequence[Engine]) -> Iterator[Executor]:
    """Yield threads. Whoever interrupts them waits for the sentences in the making, and never for a network."""
    with workers() as executor:
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for engine in services:
                engine.close()
            raise


def _produced(steps: Sequence[Step], studio: Studio, executor: Executor) -> Failures:
    spoken = {
        step.key: executor.submit(_speak, step, studio)
        for step in steps
        if isinstance(step, SpeakStep) and step.reason is not Reason.FRESH
    }
    made = {
        step.key: executor.submit(_make, step, [spoken[key] for key in step.speech if key in spoken], studio)
        for step in steps
        if isinstance(step, SegmentStep) and step.reason is not Reason.FRESH
    }
    failures: dict[str, ZtError] = {}
    for key, future in made.items():
        try:
            future.result()
        except ZtError as error:
            failures[key] = error
    return failures


def _speak(step: SpeakStep, studio: Studio) -> None:
    utterance = step.utterance
    engine = studio.load(step.speaker.engine)
    voice = find_voice(engine.name, engine.voices(utterance.lang), step.speaker.voice)
    speech = _from_network(step, engine, voice, studio) if voice.online else _sound_take(step, engine, voice, studio)
    meta = {"sample_rate": speech.sample_rate, "words": speech.words, "gate": GATE_RECIPE}
    studio.speech_of(step.speaker).put(step.key, meta, speech.pcm)
    studio.emit(UtteranceSpoken(utterance.lang, utterance.text, step.reason))


def _from_network(step: SpeakStep, engine: Engine, voice: Voice, studio: Studio) -> Speech:
    """Return what a service says; its failures are noted, and one that is down is asked no more."""
    studio.network.require_up(step.speaker.engine)
    try:
        return _sound_take(step, engine, voice, studio)
    except VoiceError as error:
        studio.network.failed(step.speaker.engine, step.key, error)
        raise


def _sound_take(step: SpeakStep, engine: Engine, voice: Voice, studio: Studio) -> Speech:
    """Return a take that the gate lets in; keep the others aside. Raises BuildError with what is wrong with the last.

    An engine that always says the same is asked once.
    """
    retries = 0 if getattr(engine, "deterministic", False) else MOST_RETRIES
    for left in range(retries, -1, -1):
        speech = speak_with(engine, voice, step.utterance, step.speaker.prosody)
        try:
            require_sound_take(speech, step.utterance, step.speaker.prosody)
        except BuildError as error:
            with suppress(OSError):  # the reason is told in any case
                rejects.keep(studio.rejects, speech, step.utterance, (engine.name, voice.id), error.problems)
            if not left:
                raise
        else:
            break
    return speech


def _make(step: SegmentStep, speech: Sequence[Future[None]], studio: Studio) -> None:
    for future in speech:
        future.result()
    segment = _segment(step, studio)
    meta = {
        "frames": segment.frame_count,
        "loudness_lufs": _finite(segment.loudness_lufs),
        "true_peak_dbtp": _finite(segment.true_peak_dbtp),
    }
    studio.segments.put(step.key, meta, segment.energies + segment.frames)
    studio.emit(SegmentMade(str(step.part.id), step.reason))


def _segment(step: SegmentStep, studio: Studio) -> Segment:
    recipe = studio.recipe
    if step.speaker and step.speaker.take:
        return _recorded(step, step.speaker.take, studio)
    if step.speaker and step.part.passage:
        said = zip(step.speech, step.part.passage.utterances, strict=True)
        takes = [_take(key, utterance, step.speaker, studio) for key, utterance in said]
        return make_segment(step.key, takes, step.speaker.sentence_ms, recipe.numbers)
    if step.part.is_pause:
        return silence_segment(step.key, step.part.pause_ms)
    if recipe.own_chime:
        return own_chime_segment(step.key, recipe.own_chime, recipe.numbers)
    return chime_segment(step.key, CHIMES[recipe.chime], recipe.numbers)


def _recorded(step: SegmentStep, take: Recording, studio: Studio) -> Segment:
    """Make a segment of what a person read. Raises VoiceError where its file is another, BuildError."""
    speech = recorded_speech(studio.recordings, take)
    try:
        require_sound_reading(speech, step.part, f"{FOLDER}/{take.file}")
    except BuildError as error:
        with suppress(OSError):  # the reason is told in any case
            rejects.keep(studio.rejects, speech, whole(step.part), (RECORDINGS, take.file), error.problems)
        raise
    speech, numbers = cleaned_take(speech, studio.recipe.numbers)
    return make_segment(step.key, [speech], 0, numbers)


def _take(key: str, utterance: Utterance, speaker: Speaker, studio: Studio) -> Speech:
    """Return a take that is kept; what an older gate let in is judged by today's. Raises BuildError."""
    records = studio.speech_of(speaker)
    record = records.get(key)
    if record is None:  # damaged, and only now noticed: `get` took it away, so the next build makes it anew
        raise BuildError(Problem("record-damaged", None, {"key": key[:16]}))
    speech = Speech(record.payload, record.meta["sample_rate"], record.meta["words"])
    if record.meta.get("gate") != GATE_RECIPE:
        try:
            require_sound_take(speech, utterance, speaker.prosody)
        except BuildError as error:
            with suppress(OSError):
                rejects.keep(studio.rejects, speech, utterance, (speaker.engine, speaker.voice), error.problems)
            records.remove(key)  # the next build asks for another
            raise
    return speech


def _finite(level: float) -> float | None:
    """Return `level` for JSON: None for the level of silence."""
    return round(level, 2) if level > -200 else None  # noqa: PLR2004 - far below 16-bit silence
