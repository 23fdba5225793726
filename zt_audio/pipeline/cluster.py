"""Hand the tasks of a build to the workers of a Dask cluster. What none of them may or can do is done here.

The driver plans, asks for consent, stores and publishes; a worker gets some tasks and gives back bytes. Dask decides
who does what, moves tasks from lost workers to others, and asks latecomers for their skills (cluster_worker.py).
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.errors import BuildError, ZtError
from zt_audio.events import Emit, Warned
from zt_audio.logs import logger_of
from zt_audio.model import ClusterSettings, Problem
from zt_audio.pipeline.cluster_worker import (
    REFUSALS,
    BrokenWorker,
    OffersSkill,
    Trial,
    connected,
    fault_in,
    perform_here,
    safe_address,
    security_of,
    short_reason,
    sound_trial,
    voice_trial,
)
from zt_audio.pipeline.tasks import (
    Executor,
    PassageTask,
    SpeakTask,
    StartExecutor,
    Task,
    TaskResult,
    perform,
    perform_all,
    sentences_of,
)
from zt_audio.speech.registry import LoadEngine

if TYPE_CHECKING:
    from distributed import Client, Future as AnyFuture

    Sent = AnyFuture[tuple[TaskResult, ...] | BrokenWorker]

PATIENCE_S = 120.0  # a segment takes a second or two
_QUEUED = 2  # submissions for each thread of a worker: the next one is there when one is done
# A submission costs the driver 5 to 8 ms and the scheduler 5 to 25, whatever is in it; this is two seconds of work.
_BATCH_SYLLABLES = 500
_SAMPLED = 50  # submissions of a worker: one of so many is made again here
_TRIES = 3  # to ask all workers for a skill
_COUNT_EVERY_S = 2.0  # how often latecomers are counted

_log = logger_of(__name__)


def cluster_starter(settings: ClusterSettings, root: Path, emit: Emit, patience_s: float = PATIENCE_S) -> StartExecutor:
    """Return what starts an executor on the cluster of `settings`, whose files are relative to `root`.

    Raises ContentError: cluster-not-installed, cluster-address, cluster-unsafe, cluster-certificate.
    """
    address, security = safe_address(settings.address), security_of(settings, root)

    @contextmanager
    def start(load: LoadEngine, jobs: int) -> Iterator[Executor]:
        with connected(address, security) as client, ThreadPoolExecutor(jobs) as here:
            cluster = Cluster(client, address, here, load, emit, patience_s)
            try:
                yield cluster
            finally:
                cluster.close()

    return start


class Cluster:
    """Performs tasks on workers that make the same bytes as this computer, and here where there is none."""

    batch_syllables = _BATCH_SYLLABLES

    def __init__(
        self, client: Client, address: str, here: ThreadPoolExecutor, load: LoadEngine, emit: Emit, patience_s: float
    ) -> None:
        """Find the workers that can make sound. Raises BuildError `cluster-no-worker`."""
        self._client, self._here, self._load, self._emit, self._patience_s = client, here, load, emit, patience_s
        self._threads = {"": 1}  # of each worker
        self._counted_s = 0.0
        self._voices: dict[tuple[str, str], str] = {}  # engine and voice -> skill, "" where it is spoken here
        self._told: set[str] = set()
        self._answers: Counter[tuple[str, bool]] = Counter()  # of each worker
        self._failed: set[str] = set()  # workers that made other bytes than this computer
        self._hung: set[str] = set()  # workers for which it was waited too long
        self._waiting: dict[Sent, _Waiting] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._sound = self._offered(sound_trial(load))
        if not self._sound:
            raise BuildError(Problem("cluster-no-worker", None, {"address": address}))
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def slots(self) -> int:
        """Return how many submissions are to be under way: some for each thread of each worker, also of latecomers."""
        if time.monotonic() - self._counted_s > _COUNT_EVERY_S:
            self._counted_s = time.monotonic()
            with suppress(Exception):  # a scheduler that is gone: `_watch` tells
                self._threads = dict(self._client.nthreads()) or self._threads
        return max(1, sum(threads for worker, threads in self._threads.items() if worker not in self._hung)) * _QUEUED

    def speaks(self, task: SpeakTask) -> bool:
        return bool(self._voice_skill(task))

    def submit(self, tasks: Sequence[Task]) -> Future[Sequence[TaskResult]]:
        answer: Future[Sequence[TaskResult]] = Future()
        waiting = _Waiting(tasks, answer, time.monotonic())
        skills = {skill for task in tasks for skill in self._skills(task)}
        if "" in skills:
            self._perform_here(waiting)
            return answer
        try:
            needed = dict.fromkeys(skills, 1)
            others = [worker for worker in self._threads if worker not in self._hung] if self._hung else None
            if others == []:
                raise TimeoutError("no worker answers")  # noqa: TRY301 - as whatever Dask says
            sent = self._client.submit(perform_here, tasks, pure=False, retries=1, resources=needed, workers=others)
        except Exception as error:  # noqa: BLE001 - whatever Dask says, the tasks can be done here
            self._lost(error)
            self._perform_here(waiting)
            return answer
        with self._lock:
            self._waiting[sent] = waiting
        sent.add_done_callback(self._arrived)
        return answer

    def abandon(self) -> None:
        self._closed.set()
        self._here.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            waiting, self._waiting = dict(self._waiting), {}
        with suppress(Exception):  # the scheduler may be gone
            self._client.cancel(list(waiting), force=True)

    def close(self) -> None:
        """End what watches the tasks."""
        self._closed.set()

    def _skills(self, task: Task) -> set[str]:
        """Return the resources that `task` needs; with "" it is done here: a service, or a voice that no worker has."""
        if isinstance(task, SpeakTask):
            return {self._voice_skill(task)}
        takes = task.takes if isinstance(task, PassageTask) else ()
        return {self._sound, *(self._voice_skill(take) for take in takes if isinstance(take, SpeakTask))}

    def _voice_skill(self, task: SpeakTask) -> str:
        who = task.engine, task.voice
        if who not in self._voices:
            self._voices[who] = ""
            with suppress(ZtError):  # the voice fails here, too: the task says why
                if not self._load(task.engine).online:
                    self._voices[who] = self._offered(voice_trial(*who, self._load, task.utterance))
        return self._voices[who]

    def _offered(self, trial: Trial) -> str:
        """Ask every worker for the skill of `trial`; return it, or "" where no worker has it. Tell who lacks it."""
        for left in range(_TRIES - 1, -1, -1):
            try:
                self._client.register_plugin(OffersSkill(trial))
                refusals = self._client.run(_refusal, REFUSALS, trial.skill, on_error="return")
            except Exception as error:  # noqa: BLE001 - a worker without this program cannot even read the question
                if left:  # or it died over the question
                    continue
                self._tell(Problem("cluster-worker-broken", None, {"reason": short_reason(error)}, "warning"))
                return ""
            break
        for address, refusal in sorted(refusals.items()):
            if refusal:
                facts = {"worker": address, "differs": short_reason(refusal)}
                self._tell(Problem("cluster-worker-differs", None, facts, "warning"))
        return trial.skill if any(refusal == "" for refusal in refusals.values()) else ""

    def _arrived(self, sent: Sent) -> None:
        with self._lock:
            waiting = self._waiting.pop(sent, None)
        if waiting is None:
            return
        try:
            result = sent.result(timeout=self._patience_s)
        except BaseException as error:  # noqa: BLE001 - killed workers, a lost scheduler, a cancelled task
            _log.warning("tasks came back from the cluster without a result: %s", short_reason(error))
            self._perform_here(waiting)
            return
        if not (fault := fault_in(waiting.tasks, result)) and not isinstance(result, BrokenWorker):
            done = list(zip(waiting.tasks, result, strict=True))
            fault = self._unlike_here(*next((each for each in done if sentences_of(each[0])), done[0]))
        if fault or isinstance(result, BrokenWorker):
            facts = {"worker": self._maker(sent), "reason": short_reason(fault)}
            self._tell(Problem("cluster-worker-wrong", None, facts, "warning"))
            self._perform_here(waiting)
        else:
            waiting.answer.set_result(result)

    def _unlike_here(self, task: Task, result: TaskResult) -> str:
        """Do a sample of what a worker did again, and compare; return what is wrong.

        It is the first answer with speech of each worker, the first without, and one in fifty of each. No answer is
        kept of a worker that failed once: what was right in its trial is no longer.
        """
        worker = result.worker
        with self._lock:
            kind = worker, bool(sentences_of(task))
            self._answers[kind] += 1
            is_sample = self._answers[kind] % _SAMPLED == 1
        steady = all(self._load(each.engine).deterministic for each in sentences_of(task))
        if worker not in self._failed and is_sample and steady:
            here = perform(task, self._load)
            if (here.meta, here.payload, here.spoken) != (result.meta, result.payload, result.spoken):
                self._failed.add(worker)
        return "other bytes" if worker in self._failed else ""

    def _maker(self, sent: Sent) -> str:
        """Return the address of the worker that holds an answer; "-" where it is gone."""
        with suppress(Exception):
            return next((str(address) for holders in self._client.who_has([sent]).values() for address in holders), "-")
        return "-"

    def _perform_here(self, waiting: _Waiting) -> None:
        if self._closed.is_set():
            waiting.answer.cancel()
            return
        self._here.submit(perform_all, waiting.tasks, self._load).add_done_callback(waiting.hand_on)

    def _watch(self) -> None:
        """Do here what no worker has answered for too long, and everything once the scheduler is gone."""
        while not self._closed.wait(0.5):
            gone = self._client.status != "running"
            if gone:
                self._lost(ConnectionError(self._client.status))
            now = time.monotonic()
            with self._lock:
                late = {
                    sent: waiting
                    for sent, waiting in self._waiting.items()
                    if gone or now - waiting.since_s > self._patience_s
                }
                for sent in late:
                    del self._waiting[sent]
            for waiting in late.values():
                self._perform_here(waiting)
            if late and not gone:
                self._pass_over({sent.key for sent in late})
                with suppress(Exception):
                    self._client.cancel(list(late), force=True)

    def _pass_over(self, late: set[object]) -> None:
        """Ask no worker again that has a task of `late`, or that is gone: the next one would wait as long."""
        with suppress(Exception):  # a scheduler that is gone
            busy = {worker for worker, keys in self._client.processing().items() if late & {*keys}}
            for worker in sorted((busy | (self._threads.keys() - self._client.nthreads().keys())) - self._hung):
                self._hung.add(worker)
                facts = {"worker": worker, "reason": f"no answer for {self._patience_s:.0f} s"}
                self._tell(Problem("cluster-worker-wrong", None, facts, "warning"))

    def _lost(self, error: BaseException) -> None:
        self._sound, self._voices = "", dict.fromkeys(self._voices, "")
        self._tell(Problem("cluster-lost", None, {"reason": short_reason(error)}, "warning"), key="lost")

    def _tell(self, problem: Problem, key: str = "") -> None:
        key = key or repr((problem.slug, sorted(problem.facts.items())))
        with self._lock:
            new = key not in self._told
            self._told.add(key)
        if new:
            self._emit(Warned(problem))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Tasks that are under way; `since_s` is when they were handed in."""

    tasks: Sequence[Task]
    answer: Future[Sequence[TaskResult]]
    since_s: float

    def hand_on(self, done: Future[tuple[TaskResult, ...]]) -> None:
        if done.cancelled():
            self.answer.cancel()
        elif error := done.exception():
            self.answer.set_exception(error)
        else:
            self.answer.set_result(done.result())


def _refusal(attribute: str, skill: str, dask_worker: object = None) -> str:
    """Return, on a worker, why it lacks `skill`."""
    return str(getattr(dask_worker, attribute, {}).get(skill, "-"))
