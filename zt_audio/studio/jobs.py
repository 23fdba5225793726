"""Run long work one at a time, each in a process of its own: any page can follow it, answer it and cancel it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zt_audio.app.vouching.keys import OpenKey
from zt_audio.errors import BuildError, ZtError
from zt_audio.events import Event, StickEvent
from zt_audio.i18n import current_language
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.processes.child import ChildProcess
from zt_audio.studio.job_worker import JobRequest, JobResult, Question, WorkerMessage, do_job

JobEnd = Literal["done", "failed", "cancelled"]
_KEPT = 20  # jobs that pages can still read
_GOODBYE_S = 2.0  # a worker that has sent its result ends at once

_log = logger_of(__name__)


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """The question that stands under `number` among the events was answered."""

    number: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class JobEnded:
    """The last event of each job; its result is there."""

    how: JobEnd


JobEvent = Event | StickEvent | Question | QuestionAnswered | JobEnded


class Job:
    """One piece of work. Its events are numbered from 1 and kept. Safe for several threads."""

    def __init__(self, number: int, root: Path, request: JobRequest, key: OpenKey | None = None) -> None:
        self.number, self.request = number, request
        self._news = threading.Condition()
        self._events: list[JobEvent] = []
        self._followers: set[Callable[[], None]] = set()
        self._question: int | None = None  # the number of the one that waits for an answer
        self._result: JobResult | ZtError | None = None
        self._cancelled = False
        self._child = ChildProcess(do_job, root, request, current_language(), key)  # the job does not keep the key
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_running(self) -> bool:
        return self._result is None

    @property
    def result(self) -> JobResult | ZtError | None:
        """Return what `app` returned, or the problems that it raised; None while the job runs."""
        return self._result

    @property
    def question(self) -> int | None:
        """Return the number of the question that waits for an answer."""
        return self._question

    def events(self, after: int = 0) -> list[tuple[int, JobEvent]]:
        """Return the events that came after the one with the number `after`, each with its number."""
        with self._news:
            return [(number, event) for number, event in enumerate(self._events[after:], start=after + 1)]

    async def news(self, after: int, timeout_s: float) -> list[tuple[int, JobEvent]]:
        """Return the events after `after` as soon as there is one; none after `timeout_s`, or where the job is over.

        It holds no thread: any number of pages may follow a job.
        """
        loop, heard = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            with suppress(RuntimeError):  # the studio has just ended
                loop.call_soon_threadsafe(heard.set)

        with self._news:
            self._followers.add(tell)
        try:
            if self.is_running and not self.events(after):
                with suppress(TimeoutError):
                    await asyncio.wait_for(heard.wait(), timeout_s)
        finally:
            with self._news:
                self._followers.discard(tell)
        return self.events(after)

    def answer(self, number: int, *, agrees: bool) -> bool:
        """Answer the question that stands under `number`; return False where it waits no more."""
        with self._news:
            if self._question != number or not self.is_running:
                return False
            self._question = None
            self._add(QuestionAnswered(number, agrees))
        with suppress(OSError):  # it ends just now
            self._child.pipe.send(agrees)
        return True

    def cancel(self) -> None:
        """End the work at once and wait until it has ended; what was there before is still there."""
        self._cancelled = True
        self._child.kill()
        with self._news:
            self._news.wait_for(lambda: not self.is_running)

    def _listen(self) -> None:
        """Take in what the worker sends until it ends."""
        result: JobResult | ZtError | None = None
        with suppress(EOFError, OSError):
            while True:
                message: WorkerMessage = self._child.pipe.recv()
                if isinstance(message, Event | StickEvent | Question):
                    self._add(message)
                else:
                    result = message
        self._child.end(_GOODBYE_S)
        with self._news:
            self._question = None
            self._result = self._without_result() if result is None else result
            self._add(JobEnded(self._how()))

    def _add(self, event: JobEvent) -> None:
        with self._news:
            self._events.append(event)
            if isinstance(event, Question):
                self._question = len(self._events)
            self._news.notify_all()
            for tell in self._followers:
                tell()

    def _without_result(self) -> ZtError:
        if self._cancelled:
            return BuildError(Problem("job-cancelled"))
        _log.warning("the job %s died: %s", self.request.kind, self._child.how_it_ended)
        return BuildError(Problem("job-died", None, {"reason": self._child.how_it_ended}))

    def _how(self) -> JobEnd:
        if not isinstance(self._result, ZtError):
            return "done"
        return "cancelled" if self._cancelled else "failed"


class Jobs:
    """The jobs of a project: one runs, and the last ones can still be read. Safe for several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._jobs: dict[int, Job] = {}

    @property
    def last(self) -> Job | None:
        """Return the job that runs or ran last."""
        with self._lock:
            return next(reversed(self._jobs.values()), None)

    @property
    def running(self) -> Job | None:
        last = self.last
        return last if last and last.is_running else None

    def find(self, number: int) -> Job | None:
        """Return the job `number`; None where there is none, or it is long over."""
        with self._lock:
            return self._jobs.get(number)

    def start(self, request: JobRequest, key: OpenKey | None = None) -> Job:
        """Start a job; `key` seals what it writes. Raises BuildError `job-running` while another one runs."""
        with self._lock:
            last = next(reversed(self._jobs.values()), None)
            if last and last.is_running:
                raise BuildError(Problem("job-running"))
            job = Job(last.number + 1 if last else 1, self._root, request, key)
            self._jobs[job.number] = job
            while len(self._jobs) > _KEPT:
                del self._jobs[next(iter(self._jobs))]
            return job

    def close(self) -> None:
        """Cancel the job that runs."""
        if running := self.running:
            running.cancel()
