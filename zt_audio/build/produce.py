"""Speak and segment steps in, records in the store out. A failure is kept by key; what depends on it fails with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zt_audio.build.events import Emit, SegmentMade, UtteranceSpoken
from zt_audio.build.plan import Reason, Recipe, SegmentStep, SpeakStep, Step
from zt_audio.errors import BuildError, ZtError
from zt_audio.model import Problem, Segment, Speech, Voice
from zt_audio.sound.gate import require_sound_take
from zt_audio.sound.presets import CHIMES
from zt_audio.sound.segment import chime_segment, make_segment, own_chime_segment, silence_segment
from zt_audio.speech.engine import Engine, LoadEngine
from zt_audio.speech.voices import find_voice, speak_with
from zt_audio.store import rejects
from zt_audio.store.records import Records

MOST_RETRIES = 2  # of an engine that may do better the next time

Failures = Mapping[str, ZtError]  # segment key -> why it could not be made


@dataclass(frozen=True, slots=True)
class Studio:
    """Where speech and segments are made and kept; `rejects` is the folder of takes that may not be used."""

    speech: Records
    segments: Records
    rejects: Path
    load: LoadEngine
    recipe: Recipe
    emit: Emit


def produce(steps: Sequence[Step], studio: Studio, executor: Executor) -> Failures:
    """Carry out every speak and segment step that is not FRESH; return what failed.

    All speech is handed in before any segment, so a segment that waits for its speech waits for running work only.
    """
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
    try:
        for key, future in made.items():
            try:
                future.result()
            except ZtError as error:
                failures[key] = error
    except BaseException:
        for future in (*spoken.values(), *made.values()):
            future.cancel()
        raise
    return failures


def _speak(step: SpeakStep, studio: Studio) -> None:
    utterance = step.utterance
    engine = studio.load(step.speaker.engine)
    voice = find_voice(engine.name, engine.voices(utterance.lang), step.speaker.voice)
    speech = _sound_take(step, engine, voice, studio)
    studio.speech.put(step.key, {"sample_rate": speech.sample_rate, "words": speech.words}, speech.pcm)
    studio.emit(UtteranceSpoken(utterance.lang, utterance.text, step.reason))


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
    studio.emit(SegmentMade(step.part.id, step.reason))


def _segment(step: SegmentStep, studio: Studio) -> Segment:
    recipe = studio.recipe
    if step.part.passage is not None:
        takes = [_take(key, studio.speech) for key in step.speech]
        return make_segment(step.key, takes, recipe.sentence_ms, recipe.numbers)
    if step.part.id == "pause":
        return silence_segment(step.key, step.part.pause_ms)
    if recipe.own_chime:
        return own_chime_segment(step.key, recipe.own_chime, recipe.numbers)
    return chime_segment(step.key, CHIMES[recipe.chime], recipe.numbers)


def _take(key: str, records: Records) -> Speech:
    record = records.get(key)
    if record is None:  # damaged, and only now noticed: `get` took it away, so the next build makes it anew
        raise BuildError(Problem("record-damaged", None, {"key": key[:16]}))
    return Speech(record.payload, record.meta["sample_rate"], record.meta["words"])


def _finite(level: float) -> float | None:
    """Return `level` for JSON: None for the level of silence."""
    return round(level, 2) if level > -200 else None  # noqa: PLR2004 - far below 16-bit silence
