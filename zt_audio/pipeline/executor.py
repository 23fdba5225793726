"""Perform the tasks of a build: what an executor is, and the one that uses threads of this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from zt_audio.pipeline.tasks import SpeakTask, Task, TaskResult, perform_all
from zt_audio.speech.registry import LoadEngine


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


class Threads:
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
        yield Threads(pool, load, jobs)
