"""Carry out the speak and segment steps of a plan: hand tasks to an executor, store what comes back.

The driver alone knows the store, the services that may be asked and the listeners. A segment's task speaks what the
store lacks, except with a voice that has to speak apart (a service). It is handed in when no other task is speaking one
of its sentences, so no worker ever waits for another.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace

from zt_audio.errors import VoiceError, ZtError
from zt_audio.events import Emit, Reason, SegmentMade, UtteranceSpoken, ignore_event
from zt_audio.logs import logger_of
from zt_audio.model import Speech, Utterance
from zt_audio.pipeline.request import OnlinePolicy
from zt_audio.pipeline.steps import (
    Recipe,
    SegmentStep,
    Speaker,
    SpeakStep,
    Step,
    speech_records,
    store_speech,
    stored_speech,
)
from zt_audio.pipeline.tasks import (
    ChimeTask,
    Executor,
    PassageTask,
    PauseTask,
    RecordedTask,
    SpeakTask,
    SpokenTake,
    Task,
    TaskResult,
)
from zt_audio.speech.recordings import FOLDER, recorded_audio
from zt_audio.speech.registry import LoadEngine
from zt_audio.store import rejects
from zt_audio.store.workspace import Workspace

_log = logger_of(__name__)

_WAIT_S = 1.0
Failures = Mapping[str, ZtError]  # segment key -> why it could not be made


@dataclass(frozen=True, slots=True)
class AudioContext:
    """Where audio is stored, what it is made by, and which services may be asked for it."""

    workspace: Workspace
    recipe: Recipe
    policy: OnlinePolicy
    emit: Emit = ignore_event


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
    """Keeps the executor busy: first with what has to be spoken apart, then with segments."""

    def __init__(self, steps: Sequence[Step], context: AudioContext, executor: Executor) -> None:
        self._context, self._executor = context, executor
        stale = [step for step in steps if step.reason is not Reason.FRESH]
        self._speech = {step.key: step for step in stale if isinstance(step, SpeakStep)}  # what is not there yet
        # How many segments still want each sentence. One that several want and the store does not is held for them.
        self._wanted = Counter(key for step in stale if isinstance(step, SegmentStep) for key in step.speech)
        self._shared = {key for key, count in self._wanted.items() if count > 1}
        self._held: dict[str, SpokenTake] = {}
        self._workers: dict[str, str] = {}  # speech key -> the machine of a cluster that spoke it
        self._to_speak = deque(
            step
            for step in self._speech.values()
            if step.speaker.online or not self._executor.speaks(self._speak_task(step))
        )
        self._awaited = {step.key for step in self._to_speak}  # speech that others make, or will
        self._to_encode: dict[tuple[str, str], deque[SegmentStep]] = {}  # by voice: a worker may have this one alone
        for step in stale:
            if isinstance(step, SegmentStep):
                speaker = step.speaker if step.speaker and not step.speaker.recording else None
                voice = (speaker.engine, speaker.voice) if speaker else ("", "")
                self._to_encode.setdefault(voice, deque()).append(step)
        self._left_syllables = sum(_syllables(step) for queue in self._to_encode.values() for step in queue)
        self._unsaid: dict[str, ZtError] = {}  # speech key -> why there is none
        self._failures: dict[str, ZtError] = {}
        self._running: dict[Future[Sequence[TaskResult]], list[SpeakStep | SegmentStep]] = {}

    def run(self) -> Failures:
        while True:
            self._fill()
            if not self._running:
                return self._failures
            # An interrupt that comes right before Python begins to wait is not seen until it has waited.
            done, _ = wait(self._running, _WAIT_S, FIRST_COMPLETED)
            for future in done:
                for step, result in zip(self._running.pop(future), future.result(), strict=True):
                    self._finish(step, result)

    def _fill(self) -> None:
        """Hand in tasks until every slot is taken, or nothing more can begin."""
        while len(self._running) < self._executor.slots and (steps := self._next()):
            tasks: list[Task] = []
            begun: list[SpeakStep | SegmentStep] = []
            for step in steps:
                try:
                    tasks.append(self._task(step))
                    begun.append(step)
                except ZtError as error:
                    self._fail(step, error)
            if tasks:
                self._running[self._executor.submit(tasks)] = begun

    def _next(self) -> Sequence[SpeakStep | SegmentStep]:
        """Return what to submit next: one sentence, or segments of one voice; nothing where all wait for speech."""
        if self._to_speak:
            return [self._to_speak.popleft()]
        even = self._left_syllables // self._executor.slots  # in the end the batches grow smaller, for all to be busy
        limit = min(self._executor.batch_syllables, even)
        return next((steps for queue in self._to_encode.values() if (steps := self._batch(queue, limit))), ())

    def _batch(self, queue: deque[SegmentStep], most_syllables: int) -> Sequence[SegmentStep]:
        """Take segments that need not wait from `queue`, up to `most_syllables` or one."""
        steps: list[SegmentStep] = []
        found = 0
        for _ in range(len(queue)):
            step = queue.popleft()
            if not self._awaited.isdisjoint(step.speech):
                queue.append(step)
                continue
            if steps and found + _syllables(step) > most_syllables:
                queue.appendleft(step)
                break
            steps.append(step)
            found += _syllables(step)
            self._awaited.update(self._to_keep(step))
        self._left_syllables -= found
        return steps

    def _task(self, step: SpeakStep | SegmentStep) -> Task:
        """Return the task of `step`. Raises VoiceError, BuildError."""
        if isinstance(step, SpeakStep):
            if step.speaker.online:
                self._context.policy.require_up(step.speaker.engine)
            return self._speak_task(step)
        for key in step.speech:
            if key in self._unsaid:
                raise self._unsaid[key]
        # The task of `step` with what it is made from. Raises VoiceError, BuildError.
        context = self._context
        recipe, speaker, passage = context.recipe, step.speaker, step.part.passage
        if speaker and passage and speaker.recording:
            audio = recorded_audio(context.workspace.recordings, speaker.recording)
            file = f"{FOLDER}/{speaker.recording.file}"
            return RecordedTask(step.key, file, audio, passage.utterances, recipe.numbers)
        if speaker and passage:
            said = zip(step.speech, passage.utterances, strict=True)
            takes = tuple(self._take(key, utterance, speaker) for key, utterance in said)
            who = speaker.engine, speaker.voice, speaker.prosody
            return PassageTask(step.key, takes, *who, speaker.sentence_ms, recipe.numbers)
        if step.part.is_pause:
            return PauseTask(step.key, step.part.pause_ms)
        return ChimeTask(step.key, recipe.chime, recipe.own_chime, recipe.numbers)

    def _speak_task(self, step: SpeakStep) -> SpeakTask:
        speaker = step.speaker
        return SpeakTask(step.key, step.utterance, speaker.engine, speaker.voice, speaker.prosody, self._keeps(step))

    def _take(self, key: str, utterance: Utterance, speaker: Speaker) -> SpokenTake | SpeakTask:
        """Return a sentence for one more segment: what is held or stored, or its task. Raises BuildError."""
        self._wanted[key] -= 1
        if key in self._held:
            return self._held[key] if self._wanted[key] else self._held.pop(key)
        if key in self._speech:
            return self._speak_task(self._speech[key])
        found = stored_speech(speech_records(self._context.workspace, speaker), key)  # what is damaged is made again
        if found.worker:
            self._workers[key] = found.worker
        return SpokenTake(key, found.speech, utterance, found.checked)

    def _finish(self, step: SpeakStep | SegmentStep, result: TaskResult) -> None:
        """Store what came back, and say so. Raises OSError."""
        for rejected in result.rejected:
            # Keep a take to be listened to; what the store held goes there, so that the next build asks for another.
            with suppress(OSError):  # the reason is reported in any case
                who = rejected.engine, rejected.voice
                rejects.keep_reject(
                    self._context.workspace.rejects, rejected.speech, rejected.utterance, who, rejected.problems
                )
            if rejected.stored_key and step.speaker:
                speech_records(self._context.workspace, step.speaker).remove(rejected.stored_key)
        for key, speech in result.spoken.items():
            said = self._speech.pop(key)
            if speech:
                self._keep_speech(said, speech, result.worker)
            self._context.emit(UtteranceSpoken(said.utterance.lang, said.utterance.text, said.reason))
        for key, error in result.unsaid.items():
            self._leave_unsaid(self._speech[key], _named(error, step))
        if isinstance(step, SegmentStep):
            if result.error:
                self._fail(step, _named(result.error, step))
            else:
                workers = {result.worker, *(self._workers.get(key, "") for key in step.speech)} - {""}
                meta = {**result.meta, "workers": sorted(workers)} if workers else result.meta
                self._context.workspace.segments.put(step.key, meta, result.payload)
                self._context.emit(SegmentMade(str(step.part.id), step.reason))

    def _keep_speech(self, step: SpeakStep, speech: Speech, worker: str) -> None:
        if worker:
            self._workers[step.key] = worker
        if step.speaker.keeps:
            store_speech(speech_records(self._context.workspace, step.speaker), step.key, speech, worker)
        elif self._wanted[step.key]:
            self._held[step.key] = SpokenTake(step.key, speech, step.utterance, checked=True)
        self._awaited.discard(step.key)

    def _fail(self, step: SpeakStep | SegmentStep, error: ZtError) -> None:
        """Note that `step` failed. Where a segment could not begin, its sentences are left to others."""
        if isinstance(step, SpeakStep):
            self._leave_unsaid(step, error)
            return
        _log.info("%s failed: %s", step.name, error)
        self._failures[step.key] = error
        self._awaited.difference_update(self._to_keep(step))

    def _to_keep(self, step: SegmentStep) -> list[str]:
        """Return the sentences of `step` that its task speaks and this driver will have: others wait for them."""
        return [key for key in step.speech if key in self._speech and self._keeps(self._speech[key])]

    def _keeps(self, step: SpeakStep) -> bool:
        return step.speaker.keeps or step.key in self._shared

    def _leave_unsaid(self, step: SpeakStep, error: ZtError) -> None:
        _log.info("%s failed: %s", step.name, error)
        if step.speaker.online and isinstance(error, VoiceError):
            self._context.policy.failed(step.speaker.engine, step.key, error)
        self._unsaid[step.key] = error
        self._awaited.discard(step.key)


def _named(error: ZtError, step: SpeakStep | SegmentStep) -> ZtError:
    """Return `error` with the part that needs the sentence: a greeting stands in one line for thousands of places."""
    if isinstance(step, SpeakStep):
        return error
    part = str(step.part.id)
    return type(error)(
        replace(each, facts={**each.facts, "part": part}) if "quote" in each.facts else each for each in error.problems
    )


def _syllables(step: SegmentStep) -> int:
    return sum(utterance.syllables for utterance in step.part.passage.utterances) if step.part.passage else 0
