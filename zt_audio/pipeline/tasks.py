"""Make speech and segments. Each task is a plain value that a thread, another process or another machine can perform.

A task holds everything that its result depends on, and a result everything that is to be stored, so the
executor needs no project, no cache and no consent: the driver (execute.py) decides about those. The executor that uses
threads of this process stands here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

from zt_audio.content.presets import CHIMES, Preset, cleaning_of
from zt_audio.errors import BuildError, ZtError
from zt_audio.messages.message import message_of
from zt_audio.model import RECORDINGS, Problem, Prosody, Segment, Speech, Utterance
from zt_audio.sound.segment import chime_segment, make_segment, own_chime_segment, silence_segment
from zt_audio.sound.take_checks import require_sound_take
from zt_audio.speech.protocol import Engine
from zt_audio.speech.recordings import decode_recording
from zt_audio.speech.registry import LoadEngine, find_voice, speak_with

MOST_RETRIES = 2  # of an engine that may do better the next time
SILENCE_LUFS = -200.0  # far below what 16 bits can hold


@dataclass(frozen=True, slots=True)
class SpeakTask:
    """Speak one sentence; `voice` is the id of a voice of `engine`, `keeps` whether the driver wants the speech."""

    key: str
    utterance: Utterance
    engine: str
    voice: str
    prosody: Prosody
    keeps: bool = True


@dataclass(frozen=True, slots=True)
class SpokenTake:
    """Speech from the store, or of a moment ago; `checked` where today's quality check has passed it already."""

    key: str
    speech: Speech
    utterance: Utterance
    checked: bool


@dataclass(frozen=True, slots=True)
class PassageTask:
    """Make the segment of a passage from what an engine spoke; sentences that the store lacks are spoken first."""

    key: str
    takes: tuple[SpokenTake | SpeakTask, ...]
    engine: str
    voice: str
    prosody: Prosody
    sentence_ms: int
    preset: Preset


@dataclass(frozen=True, slots=True)
class RecordedTask:
    """Make the segment of a passage that a person read; `file` is shown to people, `audio` holds its bytes."""

    key: str
    file: str
    audio: bytes
    utterances: tuple[Utterance, ...]
    preset: Preset


@dataclass(frozen=True, slots=True)
class PauseTask:
    key: str
    pause_ms: int


@dataclass(frozen=True, slots=True)
class ChimeTask:
    """Make a chime: a built-in one by its name or, where there are bytes, a WAV file."""

    key: str
    name: str
    wav: bytes
    preset: Preset


Task = SpeakTask | PassageTask | RecordedTask | PauseTask | ChimeTask


@dataclass(frozen=True, slots=True)
class RejectedTake:
    """A take that may not be used, to be kept aside; `stored_key` where it came from the store and has to go there."""

    speech: Speech
    utterance: Utterance
    engine: str
    voice: str
    problems: tuple[Problem, ...]
    stored_key: str = ""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What the store keeps of a segment under the task's key, or the error; and what was said on the way to it.

    `spoken` is new speech by its key, None where the driver does not want it; `unsaid` is why there is none; `rejected`
    is what was not good enough.
    """

    meta: Mapping[str, object] = field(default_factory=dict)
    payload: bytes = b""
    error: ZtError | None = None
    spoken: Mapping[str, Speech | None] = field(default_factory=dict)
    unsaid: Mapping[str, ZtError] = field(default_factory=dict)
    rejected: tuple[RejectedTake, ...] = ()
    worker: str = ""  # address of the machine of a cluster that made it; "" where it was made here


def perform(task: Task, load: LoadEngine) -> TaskResult:
    """Carry out `task` with the engines of `load`. Whatever is foreseen comes back in the result, not as an error."""
    rejected: list[RejectedTake] = []
    sentences = {sentence.key: sentence for sentence in sentences_of(task)}
    takes, unsaid = _say(sentences.values(), load, rejected)
    said = TaskResult(
        spoken={key: take.speech if sentences[key].keeps else None for key, take in takes.items()}, unsaid=unsaid
    )
    error = next(iter(unsaid.values()), None)
    if isinstance(task, SpeakTask) or error:
        return replace(said, error=error, rejected=tuple(rejected))
    if isinstance(task, PassageTask):
        task = replace(task, takes=tuple(takes.get(take.key, take) for take in task.takes))
    try:
        segment = _segment(task, rejected)
    except ZtError as failed:
        return replace(said, error=failed, rejected=tuple(rejected))
    meta = {
        "frames": segment.frame_count,
        "loudness_lufs": _finite(segment.loudness_lufs),
        "true_peak_dbtp": _finite(segment.true_peak_dbtp),
    }
    return replace(said, meta=meta, payload=segment.energies + segment.frames, rejected=tuple(rejected))


def perform_all(tasks: Sequence[Task], load: LoadEngine) -> tuple[TaskResult, ...]:
    return tuple(perform(task, load) for task in tasks)


def sentences_of(task: Task) -> list[SpeakTask]:
    if isinstance(task, SpeakTask):
        return [task]
    return [take for take in task.takes if isinstance(take, SpeakTask)] if isinstance(task, PassageTask) else []


def _say(
    sentences: Iterable[SpeakTask], load: LoadEngine, rejected: list[RejectedTake]
) -> tuple[dict[str, SpokenTake], dict[str, ZtError]]:
    """Speak each of `sentences`; return the takes, and why there is none, by key."""
    spoken: dict[str, SpokenTake] = {}
    unsaid: dict[str, ZtError] = {}
    for sentence in sentences:
        try:
            speech = _spoken(sentence, load(sentence.engine), rejected)
        except ZtError as error:
            unsaid[sentence.key] = error
        else:
            spoken[sentence.key] = SpokenTake(sentence.key, speech, sentence.utterance, checked=True)
    return spoken, unsaid


def _spoken(task: SpeakTask, engine: Engine, rejected: list[RejectedTake]) -> Speech:
    """Return a take that passes the quality check. Raises VoiceError, BuildError with what is wrong with the last take.

    An engine that always says the same is asked once.
    """
    voice = find_voice(engine.name, engine.voices(task.utterance.lang), task.voice)
    retries = 0 if getattr(engine, "deterministic", False) else MOST_RETRIES
    for left in range(retries, -1, -1):
        speech = speak_with(engine, voice, task.utterance, task.prosody)
        try:
            require_sound_take(speech, task.utterance, task.prosody)
        except BuildError as error:
            # Chance can make a take of one sentence in 6 000 unlike the others. An engine that speaks by rule and says
            # the same again has not failed: a crash, a cut or silence shows otherwise.
            again = engine.by_rule and all(message_of(problem).is_by_chance for problem in error.problems)
            if again and speak_with(engine, voice, task.utterance, task.prosody) == speech:
                break
            rejected.append(RejectedTake(speech, task.utterance, engine.name, voice.id, error.problems))
            if not left:
                raise
        else:
            break
    return speech


def _segment(task: PassageTask | RecordedTask | PauseTask | ChimeTask, rejected: list[RejectedTake]) -> Segment:
    """Return the segment of `task`, whose sentences are spoken. Raises BuildError, VoiceError, ContentError."""
    if isinstance(task, PassageTask):
        takes = [take for take in task.takes if isinstance(take, SpokenTake)]  # all of them: they are spoken by now
        for take in takes:
            if not take.checked:
                _require_still_sound(take, task, rejected)
        return make_segment(task.key, [take.speech for take in takes], task.sentence_ms, task.preset)
    if isinstance(task, RecordedTask):
        # Make a segment of what a person read, by the same checks that let the recording in.
        from zt_audio.sound.recording_checks import recorded_problems  # noqa: PLC0415 - recordings alone need it

        speech = decode_recording(task.audio, task.file)
        text = " ".join(utterance.text for utterance in task.utterances)  # a person reads them without a stop
        syllables = sum(utterance.syllables for utterance in task.utterances)
        whole = replace(task.utterances[0], text=text, syllables=syllables)
        found = recorded_problems(speech, syllables, len(task.utterances), task.file)
        problems = [problem for problem in found if problem.severity == "error"]  # of the rest a person was told
        if problems:
            error = BuildError(replace(problem, where=whole.where) for problem in problems)
            rejected.append(RejectedTake(speech, whole, RECORDINGS, task.file, error.problems))
            raise error
        clean, preset = cleaned_recording(speech, task.preset)
        return make_segment(task.key, [clean], 0, preset)
    if isinstance(task, PauseTask):
        return silence_segment(task.key, task.pause_ms)
    if task.wav:
        return own_chime_segment(task.key, task.wav, task.preset)
    return chime_segment(task.key, CHIMES[task.name], task.preset)


def _require_still_sound(take: SpokenTake, task: PassageTask, rejected: list[RejectedTake]) -> None:
    """Judge by today's check what an older one let in. Raises BuildError."""
    try:
        require_sound_take(take.speech, take.utterance, task.prosody)
    except BuildError as error:
        found = RejectedTake(take.speech, take.utterance, task.engine, task.voice, error.problems, take.key)
        rejected.append(found)
        raise


def cleaned_recording(speech: Speech, preset: Preset) -> tuple[Speech, Preset]:
    """Return a recording with less of its room, and the preset for what is left to do."""
    from zt_audio.sound.clean import cleaned  # noqa: PLC0415 - likewise

    return cleaned(speech, cleaning_of(preset)), replace(preset, cleaning=None)


def _finite(level: float) -> float | None:
    """Return `level` for JSON: None for the level of silence."""
    return round(level, 2) if level > SILENCE_LUFS else None


class Executor(Protocol):
    """Performs tasks somewhere, several in a row where each is small."""

    @property
    def slots(self) -> int:
        """Return how many submissions are to be under way at once."""

    @property
    def batch_syllables(self) -> int:
        """Return how much speech one submission may hold; 0 where every task is to be submitted by itself."""

    def speaks(self, task: SpeakTask) -> bool:
        """Tell whether one task may speak with this voice and treat what it said."""

    def submit(self, tasks: Sequence[Task]) -> Future[Sequence[TaskResult]]:
        """Perform `tasks` in their order as soon as a slot is free."""

    def abandon(self) -> None:
        """Begin nothing more."""


# Called with the engines of this process and how many jobs are wanted.
StartExecutor = Callable[[LoadEngine, int], AbstractContextManager[Executor]]


class _Threads:
    """Performs tasks in threads of this process: engines wait for their own children, and encoding frees the GIL."""

    batch_syllables = 0

    def __init__(self, pool: ThreadPoolExecutor, load: LoadEngine, jobs: int) -> None:
        self.slots = jobs
        self._pool, self._load = pool, load

    def speaks(self, task: SpeakTask) -> bool:  # noqa: ARG002 - as the protocol has it
        return True

    def submit(self, tasks: Sequence[Task]) -> Future[Sequence[TaskResult]]:
        return self._pool.submit(perform_all, tasks, self._load)

    def abandon(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def start_threads(load: LoadEngine, jobs: int) -> Iterator[Executor]:
    """Start an executor of `jobs` threads; they are gone at the end: a thread keeps the memory it once needed."""
    with ThreadPoolExecutor(jobs) as pool:
        yield _Threads(pool, load, jobs)
