"""Run long work one at a time, each in a process of its own: any page can follow it, answer it and cancel it.

The kinds of work are in job_kinds.py.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar, Generic, Literal, TypeVar

from zt_audio.app.making.export import Others
from zt_audio.app.vouching.keys import OpenKey
from zt_audio.errors import BuildError, ZtError
from zt_audio.events import Event, Moved, Phase, StickEvent
from zt_audio.i18n import N_, current_language, gettext as _, speaking
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.processes.child import ChildProcess
from zt_audio.studio.problem_words import Teller

JobEnd = Literal["done", "failed", "cancelled"]
_STEPS = 100  # in which the bytes of an export are reported
_KEPT = 20  # jobs that pages can still read
_GOODBYE_S = 2.0  # a worker that has sent its result ends at once

_log = logger_of(__name__)


@dataclass(frozen=True, slots=True)
class ServicesQuestion:
    """Ask whether each of these services on the internet may get so many sentences."""

    sentences: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FilesQuestion:
    """Ask whether the playlist may be written beside other files, and over our files that were changed."""

    others: Others


Question = ServicesQuestion | FilesQuestion


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


_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """What is made for one reason, or removed: the heading, the first names, and how many there are in all."""

    heading: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of a job, as pages show it."""

    problems: tuple[Problem, ...] = ()
    lines: Sequence[str] = ()
    build: str = ""  # the number that the card has, too, of what was written or checked
    card: str = ""  # the playlist whose card is to be printed: it was exported, or it alone was built
    built: tuple[str, ...] = ()  # playlists that can be written now
    plan: tuple[PlannedGroup, ...] = ()


class JobKind(ABC, Generic[_R]):
    """One kind of long work: what people read of it, what it does, and what came of it. Each subclass is one row."""

    title: ClassVar[str]  # while it runs
    running: ClassVar[str] = ""  # what people ask meanwhile
    stopping: ClassVar[str] = N_("What was there before stays whole.")
    failed: ClassVar[str] = N_("Not finished")
    heading: ClassVar[str] = ""  # of a result that says more than that the work is finished
    order: ClassVar[tuple[str, str] | None] = None  # what is usually asked for next: its address, and the button
    page: ClassVar[tuple[str, str]]  # that shows the result, and its name
    then: ClassVar[tuple[str, str] | None] = None  # the page that is usually wanted after that one, and its name

    @abstractmethod
    def do(self, root: Path, studio: StudioPipe, key: OpenKey | None) -> _R:
        """Do the work on the project at `root`; `key` seals what it writes. Raises ZtError."""

    @abstractmethod
    def outcome(self, result: _R, teller: Teller, downloads: Path | None) -> JobOutcome:
        """Return what came of it; what lies in `downloads` is known by its name alone."""


AnyJob = JobKind[Any]


class Job:
    """One piece of work. Its events are numbered from 1 and kept. Safe for several threads."""

    def __init__(self, number: int, root: Path, request: AnyJob, key: OpenKey | None = None) -> None:
        self.number, self.request = number, request
        self._news = threading.Condition()
        self._events: list[JobEvent] = []
        self._followers: set[Callable[[], None]] = set()
        self.question: int | None = None  # the number of the one that waits for an answer
        self.result: object = None  # what the work returned, or the ZtError that it raised; None while the job runs
        self._cancelled = False
        self._child = ChildProcess(do_job, root, request, current_language(), key)  # the job does not keep the key
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_running(self) -> bool:
        return self.result is None

    @property
    def in_the_way(self) -> Problem:
        """Return that no other job can be started while this one runs, or waits for an answer."""
        return Problem("job-running", None, {"number": self.number, "title": _(self.request.title)}, "warning")

    def outcome(self, teller: Teller, downloads: Path | None) -> JobOutcome:
        """Return what came of it; nothing while it runs."""
        if isinstance(self.result, ZtError):
            return JobOutcome(self.result.problems)
        return JobOutcome() if self.is_running else self.request.outcome(self.result, teller, downloads)

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
            if self.question != number or not self.is_running:
                return False
            self.question = None
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
        result: object = None
        with suppress(EOFError, OSError):
            while True:
                message = self._child.pipe.recv()
                if isinstance(message, Event | StickEvent | Question):
                    self._add(message)
                else:
                    result = message
        self._child.end(_GOODBYE_S)
        with self._news:
            self.question = None
            self.result = self._without_result() if result is None else result
            self._add(JobEnded(self._how()))

    def _add(self, event: JobEvent) -> None:
        with self._news:
            self._events.append(event)
            if isinstance(event, Question):
                self.question = len(self._events)
            self._news.notify_all()
            for tell in self._followers:
                tell()

    def _without_result(self) -> ZtError:
        if self._cancelled:
            return BuildError(Problem("job-cancelled"))
        _log.warning("the job %s died: %s", type(self.request).__name__, self._child.how_it_ended)
        return BuildError(Problem("job-died", None, {"reason": self._child.how_it_ended}))

    def _how(self) -> JobEnd:
        if not isinstance(self.result, ZtError):
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

    def start(self, request: AnyJob, key: OpenKey | None = None) -> Job:
        """Start a job; `key` seals what it writes. Raises BuildError `job-running` while another one runs."""
        with self._lock:
            last = next(reversed(self._jobs.values()), None)
            if last and last.is_running:
                raise BuildError(replace(last.in_the_way, severity="error"))
            job = Job(last.number + 1 if last else 1, self._root, request, key)
            self._jobs[job.number] = job
            while len(self._jobs) > _KEPT:
                del self._jobs[next(iter(self._jobs))]
            return job

    def close(self) -> None:
        """Cancel the job that runs."""
        if running := self.running:
            running.cancel()


def do_job(pipe: Connection, root: Path, request: AnyJob, language: str, key: OpenKey | None = None) -> None:
    """Carry out `request` on the project at `root`; texts for people are in `language`. `key` seals what it writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which ends its jobs
    studio = StudioPipe(pipe)
    with speaking(language):
        try:
            result: object = request.do(root, studio, key)
        except ZtError as error:
            result = error
    with suppress(OSError):  # the studio is gone
        studio.send(result)


@dataclass(slots=True)
class StudioPipe:
    """The studio at the other end of the pipe; events may come from several threads."""

    pipe: Connection
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _step_bytes: int = 1
    _moved_bytes: int = 0

    def report(self, event: Event | StickEvent) -> None:
        """Send `event`; of the bytes of a phase, each hundredth part is reported."""
        with self._lock:
            if isinstance(event, Phase):
                self._step_bytes = max(1, event.total_bytes // _STEPS)
            if isinstance(event, Moved):
                self._moved_bytes += event.bytes
            if not isinstance(event, Moved) or self._moved_bytes >= self._step_bytes:
                self._send_moved()
            if not isinstance(event, Moved):
                self.pipe.send(event)

    def ask(self, question: Question) -> bool:
        """Return what a person answers. Raises EOFError where the studio is gone."""
        self.send(question)
        answer: bool = self.pipe.recv()
        return answer

    def send(self, message: object) -> None:
        """Send an event, a question, or what ends the job: the result, or a ZtError."""
        with self._lock:
            self._send_moved()
            self.pipe.send(message)

    def _send_moved(self) -> None:
        if self._moved_bytes:
            self.pipe.send(Moved(self._moved_bytes))
        self._moved_bytes = 0
