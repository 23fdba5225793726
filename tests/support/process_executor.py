"""Carry out tasks in other processes: what a cluster does, on one computer."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from zt_audio.pipeline.tasks import SpeakTask, Task, TaskResult, perform_all
from zt_audio.speech.registry import LoadEngine, open_engines

_engines = ExitStack()  # of a worker process: they are closed when it ends
_load: list[LoadEngine] = []


def _open(project: Path) -> None:
    _load.append(_engines.enter_context(open_engines(project)))


def _perform(pickled: bytes) -> bytes:
    return pickle.dumps(perform_all(pickle.loads(pickled), _load[0]))  # noqa: S301 - our own bytes


class Processes:
    batch_syllables = 60

    def __init__(self, pool: ProcessPoolExecutor, jobs: int) -> None:
        self.slots = jobs
        self.tasks = 0
        self._pool = pool

    def speaks(self, task: SpeakTask) -> bool:
        return True

    def submit(self, tasks: Sequence[Task]) -> Future[Sequence[TaskResult]]:
        self.tasks += len(tasks)
        answer: Future[Sequence[TaskResult]] = Future()
        sent = self._pool.submit(_perform, pickle.dumps(tasks))
        sent.add_done_callback(lambda done: _hand_on(done, answer))
        return answer

    def abandon(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _hand_on(done: Future[bytes], answer: Future[Sequence[TaskResult]]) -> None:
    if error := done.exception():
        answer.set_exception(error)
    else:
        answer.set_result(pickle.loads(done.result()))  # noqa: S301 - as above


@contextmanager
def start_processes(project: Path, jobs: int) -> Iterator[Processes]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_open, initargs=(project,)) as pool:
        yield Processes(pool, jobs)
