"""Carry out the speak and segment steps of a plan: hand tasks to an executor, store what comes back.

The driver alone knows the store, the services that may be asked and the listeners. A segment is handed in when all of
its speech is there, so no worker ever waits for another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from zt_audio.content.presets import GATE_RECIPE
from zt_audio.errors import VoiceError, ZtError
from zt_audio.events import Emit, Reason, SegmentMade, UtteranceSpoken, ignore_event
from zt_audio.logs import logger_of
from zt_audio.model import Speech, Utterance
from zt_audio.pipeline.online_policy import OnlinePolicy
from zt_audio.pipeline.steps import Recipe, SegmentStep, Speaker, SpeakStep, Step
from zt_audio.pipeline.tasks import (
    ChimeTask,
    KeptTake,
    PassageTask,
    PauseTask,
    RecordedTask,
    RejectedTake,
    SpeakTask,
    Task,
    TaskResult,
    perform,
)
from zt_audio.speech.recordings import FOLDER, recorded_audio
from zt_audio.speech.registry import LoadEngine
from zt_audio.store import rejects
from zt_audio.store.records import Records
from zt_audio.store.workspace import Workspace

_log = logger_of(__name__)

Failures = Mapping[str, ZtError]  # segment key -> why it could not be made


class Executor(Protocol):
    """Performs tasks somewhere."""

    @property
    def slots(self) -> int:
        """Return how many tasks are to be under way at once."""

    def submit(self, task: Task) -> Future[TaskResult]:
        """Begin `task` as soon as a slot is free."""

    def abandon(self) -> None:
        """Begin nothing more."""


# Called with the engines of this process and how many jobs are wanted.
StartExecutor = Callable[[LoadEngine, int], AbstractContextManager[Executor]]


class Threads:
    """Performs tasks in threads of this process: engines wait for their own children, and encoding frees the GIL."""

    def __init__(self, pool: ThreadPoolExecutor, load: LoadEngine, jobs: int) -> None:
        self.slots = jobs
        self._pool, self._load = pool, load

    def submit(self, task: Task) -> Future[TaskResult]:
        return self._pool.submit(perform, task, self._load)

    def abandon(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def start_threads(load: LoadEngine, jobs: int) -> Iterator[Executor]:
    """Start an executor of `jobs` threads; they are gone at the end: a thread keeps the memory it once needed."""
    with ThreadPoolExecutor(jobs) as pool:
        yield Threads(pool, load, jobs)


@dataclass(frozen=True, slots=True)
class AudioContext:
    """Where audio is stored, what it is made by, and which services may be asked for it."""

    workspace: Workspace
    recipe: Recipe
    policy: OnlinePolicy
    emit: Emit = ignore_event

    def speech_of(self, speaker: Speaker) -> Records:
        """Return where the speech of `speaker` is kept: what came from a network lies apart."""
        return self.workspace.fetched if speaker.online else self.workspace.speech


def execute(steps: Sequence[Step], context: AudioContext, executor: Executor, load: LoadEngine) -> Failures:
    """Carry out every speak and segment step that is not FRESH; return what failed.

    An interrupt waits for sentences that are being spoken, never for a network. Raises OSError.
    """
    services = {step.speaker.engine for step in steps if isinstance(step, SpeakStep) and step.speaker.online}
    online = [load(name) for name in services]
    try:
        return _Driver(steps, context, executor).run()
    except BaseException:
        executor.abandon()
        for engine in online:
            engine.close()
        raise


class _Driver:
    """Keeps the executor busy: first with all that is to be spoken, then with segments whose speech is there."""

    def __init__(self, steps: Sequence[Step], context: AudioContext, executor: Executor) -> None:
        self._context, self._executor = context, executor
        stale = [step for step in steps if step.reason is not Reason.FRESH]
        self._to_speak = deque(step for step in stale if isinstance(step, SpeakStep))
        self._to_encode = deque(step for step in stale if isinstance(step, SegmentStep))
        self._unspoken = {step.key for step in self._to_speak}  # speech that is still being waited for
        self._unsaid: dict[str, ZtError] = {}  # speech key -> why there is none
        self._failures: dict[str, ZtError] = {}
        self._running: dict[Future[TaskResult], SpeakStep | SegmentStep] = {}

    def run(self) -> Failures:
        while True:
            self._fill()
            if not self._running:
                return self._failures
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                self._finish(self._running.pop(future), future.result())

    def _fill(self) -> None:
        """Hand in tasks until every slot is taken, or nothing more can begin."""
        while len(self._running) < self._executor.slots and (step := self._next()):
            try:
                task = _speak_task(step, self._context) if isinstance(step, SpeakStep) else self._segment_task(step)
            except ZtError as error:
                self._fail(step, error)
            else:
                self._running[self._executor.submit(task)] = step

    def _next(self) -> SpeakStep | SegmentStep | None:
        if self._to_speak:
            return self._to_speak.popleft()
        for _ in range(len(self._to_encode)):
            step = self._to_encode.popleft()
            if self._unspoken.isdisjoint(step.speech):
                return step
            self._to_encode.append(step)
        return None

    def _segment_task(self, step: SegmentStep) -> Task:
        for key in step.speech:
            if key in self._unsaid:
                raise self._unsaid[key]
        return _segment_task(step, self._context)

    def _finish(self, step: SpeakStep | SegmentStep, result: TaskResult) -> None:
        """Store what came back, and say so. Raises OSError."""
        context = self._context
        for take in result.rejected:
            _keep_aside(take, step.speaker, context)
        if result.error:
            self._fail(step, result.error)
        elif isinstance(step, SpeakStep):
            context.speech_of(step.speaker).put(step.key, result.meta, result.payload)
            self._unspoken.discard(step.key)
            context.emit(UtteranceSpoken(step.utterance.lang, step.utterance.text, step.reason))
        else:
            context.workspace.segments.put(step.key, result.meta, result.payload)
            context.emit(SegmentMade(str(step.part.id), step.reason))

    def _fail(self, step: SpeakStep | SegmentStep, error: ZtError) -> None:
        _log.info("%s failed: %s", step.name, error)
        if isinstance(step, SegmentStep):
            self._failures[step.key] = error
            return
        if step.speaker.online and isinstance(error, VoiceError):
            self._context.policy.failed(step.speaker.engine, step.key, error)
        self._unsaid[step.key] = error
        self._unspoken.discard(step.key)


def _speak_task(step: SpeakStep, context: AudioContext) -> SpeakTask:
    """Return the task of `step`. Raises VoiceError where its service has failed in this build."""
    speaker = step.speaker
    if speaker.online:
        context.policy.require_up(speaker.engine)
    return SpeakTask(step.key, step.utterance, speaker.engine, speaker.voice, speaker.prosody)


def _segment_task(step: SegmentStep, context: AudioContext) -> Task:
    """Return the task of `step` with the sound that it is made from. Raises VoiceError, BuildError."""
    recipe, speaker, passage = context.recipe, step.speaker, step.part.passage
    if speaker and passage and speaker.recording:
        audio = recorded_audio(context.workspace.recordings, speaker.recording)
        file = f"{FOLDER}/{speaker.recording.file}"
        return RecordedTask(step.key, file, audio, passage.utterances, recipe.numbers)
    if speaker and passage:
        records = context.speech_of(speaker)
        said = zip(step.speech, passage.utterances, strict=True)
        takes = tuple(_kept_take(key, utterance, records) for key, utterance in said)
        who = speaker.engine, speaker.voice, speaker.prosody
        return PassageTask(step.key, takes, *who, speaker.sentence_ms, recipe.numbers)
    if step.part.is_pause:
        return PauseTask(step.key, step.part.pause_ms)
    return ChimeTask(step.key, recipe.chime, recipe.own_chime, recipe.numbers)


@dataclass(frozen=True, slots=True)
class _SpeechFacts:
    """The header of a record of speech; `gate` names the check that it passed."""

    sample_rate: int
    words: int | None
    gate: str = ""


def _kept_take(key: str, utterance: Utterance, records: Records) -> KeptTake:
    """Return speech from the store. Raises BuildError `record-damaged`; `get` took it away, so it is made again."""
    facts, pcm = records.require(key, _SpeechFacts)
    return KeptTake(key, Speech(pcm, facts.sample_rate, facts.words), utterance, checked=facts.gate == GATE_RECIPE)


def _keep_aside(take: RejectedTake, speaker: Speaker | None, context: AudioContext) -> None:
    """Keep a take for `zt-audio rejects`; what the store held goes there, so that the next build asks for another."""
    with suppress(OSError):  # the reason is reported in any case
        who = take.engine, take.voice
        rejects.keep_reject(context.workspace.rejects, take.speech, take.utterance, who, take.problems)
    if take.stored_key and speaker:
        context.speech_of(speaker).remove(take.stored_key)
