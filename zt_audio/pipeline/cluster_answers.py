"""Judge what a worker of a cluster gave back before anything of it is kept.

A broken machine answers anything: another type, the sound of another task, damaged bytes. What is found here is made by
others. Who lies on purpose is not kept out: the answer came as Python's pickle, which can run code (docs/cluster.md).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zt_audio.errors import BuildError, ZtError
from zt_audio.formats.mp3 import frame_count, require_joinable
from zt_audio.model import Speech
from zt_audio.pipeline.tasks import PassageTask, PauseTask, SpeakTask, Task, TaskResult, sentences_of
from zt_audio.sound.quality.take_checks import require_sound_take
from zt_audio.sound.segment import HIGHEST_DBTP, silent_frames

_META = {"frames", "loudness_lufs", "true_peak_dbtp"}
_ENERGY_BYTES = 4  # one float32 a frame


@dataclass(frozen=True, slots=True)
class BrokenWorker:
    """The answer of a worker that could not do its tasks."""

    worker: str
    reason: str


def fault_in(tasks: Sequence[Task], answer: object) -> str:
    """Return what is wrong with the `answer` to `tasks`, "" where it can be kept."""
    if isinstance(answer, BrokenWorker):
        return answer.reason
    if not isinstance(answer, tuple) or len(answer) != len(tasks):
        return f"{type(answer).__name__}, {len(tasks)}"
    try:
        return next((fault for task, result in zip(tasks, answer, strict=True) if (fault := _fault(task, result))), "")
    except Exception as error:  # noqa: BLE001 - a value that is not what it says may raise anything
        return type(error).__name__


def _fault(task: Task, result: object) -> str:
    if not isinstance(result, TaskResult):
        return type(result).__name__
    for error in [result.error, *result.unsaid.values()]:
        if error is not None:
            return f"failed: {error.problems[0].slug}" if isinstance(error, ZtError) else type(error).__name__
    if result.rejected:
        return "failed: rejected"
    return _spoken_fault(task, result.spoken) or ("" if isinstance(task, SpeakTask) else _segment_fault(task, result))


def _spoken_fault(task: Task, spoken: Mapping[str, Speech | None]) -> str:
    """Return what is wrong with the sentences that came back: they are judged here, too."""
    sentences = {sentence.key: sentence for sentence in sentences_of(task)}
    if not isinstance(spoken, Mapping) or spoken.keys() != sentences.keys():
        return "spoken: keys"
    for key, speech in spoken.items():
        sentence = sentences[key]
        if speech is None and not sentence.keeps:
            continue
        if not (isinstance(speech, Speech) and isinstance(speech.pcm, bytes) and type(speech.sample_rate) is int):
            return f"spoken: {type(speech).__name__}"
        try:
            require_sound_take(speech, sentence.utterance, sentence.prosody)
        except BuildError as error:
            return f"spoken: {error.problems[0].slug}"
    return ""


def _segment_fault(task: Task, result: TaskResult) -> str:
    """Return what is wrong with a segment: its numbers, its energies, its frames."""
    meta, payload = result.meta, result.payload
    if not isinstance(meta, Mapping) or meta.keys() != _META or not isinstance(payload, bytes):
        return "segment: shape"
    frames, levels = meta["frames"], (meta["loudness_lufs"], meta["true_peak_dbtp"])
    if type(frames) is not int or not all(each is None or _is_level(each) for each in levels):
        return "segment: numbers"
    split = frames * _ENERGY_BYTES
    energies, coded = payload[:split], payload[split:]
    if frames <= 0 or len(energies) != split or not all(0 <= each < math.inf for each in array("f", energies)):
        return "segment: energies"
    try:
        require_joinable(coded)
    except BuildError:
        return "segment: frames"
    if frame_count(coded) != frames or (isinstance(task, PauseTask) and coded != silent_frames(task.pause_ms)):
        return "segment: length"
    said = isinstance(task, PassageTask) and sum(take.utterance.syllables for take in task.takes) > 0
    return "segment: silent" if said and (levels[0] is None or not any(energies)) else ""


def _is_level(level: object) -> bool:
    return type(level) in (int, float) and math.isfinite(level) and level <= -HIGHEST_DBTP  # type: ignore[operator,arg-type]
