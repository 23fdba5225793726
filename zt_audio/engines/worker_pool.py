"""Run processes that speak, kept by voice and lent to one thread at a time; one that is late is killed.

Why our own, and not `multiprocessing` or pebble 5.2.3: 60 utterances of espeak-ng with two threads, each utterance in a
process that has said nothing yet, seven runs of each way by turns on two busy cores, the same bytes in all of them. In
seconds, median (least-most): with fork, this module 0.95 (0.68-1.26), forkserver with the library preloaded 2.83
(1.77-3.41), pebble on forkserver 8.81 (6.4-11.0); without fork, as on Windows, this module 3.19 (2.5-3.6),
multiprocessing spawn 7.76 (5.6-11.1), pebble on spawn 18.5 (11.6-22.6). A child of theirs imports the package and the
caller's main module; ours is a script without site-packages. They would save some 80 of the 180 lines here: the
errors, the exchange with a library and the killing of a late child with its children would stay.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass

from zt_audio.engines.espeak_worker import ANSWER, REQUEST
from zt_audio.errors import VoiceError
from zt_audio.logs import logger_of
from zt_audio.model import Problem, Utterance
from zt_audio.processes.child import EndableProcess

_LONGEST_TIMEOUT_S = 600


class WorkerError(Exception):
    """The worker failed; `reason` is for the error's facts."""

    slug = "engine-broken"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    def about(self, utterance: Utterance, engine: str) -> VoiceError:
        """Return the failure as the error of an utterance."""
        facts = {"engine": engine, "lang": utterance.lang, "text": utterance.text, "reason": self.reason}
        return VoiceError(Problem(self.slug, utterance.where, facts))


class WorkerUnableError(WorkerError):
    """It did not start, or started and reports that it cannot work here."""


class WorkerCrashedError(WorkerError):
    """It ended before it answered."""

    slug = "engine-crashed"


class WorkerLateError(WorkerError):
    """It did not answer in time and was killed."""

    slug = "engine-timeout"


@dataclass(frozen=True, slots=True)
class WorkerRequest:
    """What to speak; `rate` and `pitch` are in the units of the library that the worker holds."""

    text: str
    rate: int
    pitch: int
    word_gap_10ms: int
    timeout_s: int


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    pcm: bytes
    sample_rate: int
    words: int


def timeout_s(text: str, least_s: int) -> int:
    """Return how long to wait for `text`: some hundred times what it takes, for a machine that is busy."""
    return min(least_s + len(text) // 10, _LONGEST_TIMEOUT_S)


class Worker(EndableProcess):
    """A process that answers requests. After `ask` has raised a WorkerError it is of no more use."""

    def __init__(self, command: list[str], goodbye_s: float = 2.0) -> None:
        super().__init__(command, goodbye_s)
        self._greeted = False

    def ask(self, request: WorkerRequest) -> WorkerAnswer:
        with self.killed_after(request.timeout_s) as late:
            try:
                if not self._greeted:
                    self._read_answer()
                    self._greeted = True
                self._write(request)
                return self._read_answer()
            except (OSError, WorkerCrashedError) as error:
                if late.is_set():
                    raise WorkerLateError(f"{request.timeout_s} s") from error
                self.kill()
                raise WorkerCrashedError(f"exit {self.process.wait()}") from error

    def _write(self, request: WorkerRequest) -> None:
        if not (pipe := self.process.stdin):
            raise WorkerCrashedError("closed")
        text = request.text.encode()
        # A second more than we wait: the worker's own alarm is for the case that this process is gone.
        numbers = (request.rate, request.pitch, request.word_gap_10ms, request.timeout_s + 1)
        pipe.write(REQUEST.pack(len(text), *numbers) + text)
        pipe.flush()

    def _read_answer(self) -> WorkerAnswer:
        sample_rate, words, size = ANSWER.unpack(self._read(ANSWER.size))
        body = self._read(size)
        if not sample_rate:
            raise WorkerUnableError(body.decode(errors="replace"))
        return WorkerAnswer(body, sample_rate, words)

    def _read(self, size: int) -> bytes:
        data = self.process.stdout.read(size) if self.process.stdout else b""
        if len(data) < size:
            raise WorkerCrashedError("end of file")
        return data


_log = logger_of(__name__)


class Pool:
    """At most `size` workers work at once; the others wait for the next request of their voice.

    A worker serves one voice all its life, so its speech cannot depend on other voices. With `once` it serves one
    request.
    """

    def __init__(self, command: Callable[[str], list[str]], size: int, *, once: bool) -> None:
        self._command = command
        self._once = once
        self._room = threading.BoundedSemaphore(size)
        self._idle: list[tuple[str, Worker]] = []
        self._lock = threading.Lock()
        self.close = weakref.finalize(self, _close_all, self._idle)  # also at exit

    def ask(self, voice: str, request: WorkerRequest) -> WorkerAnswer:
        """Return the answer of a worker for `voice`; one that crashes is replaced once."""
        with self._room:
            try:
                return self._ask(voice, self._take(voice), request)
            except WorkerCrashedError as error:
                _log.warning("a worker for %s crashed (%s): asking another one", voice, error)
                return self._ask(voice, self._start(voice), request)

    def _ask(self, voice: str, worker: Worker, request: WorkerRequest) -> WorkerAnswer:
        try:
            answer = worker.ask(request)
        except BaseException:
            worker.kill()
            worker.close()
            raise
        self._give_back(voice, worker)
        return answer

    def _take(self, voice: str) -> Worker:
        with self._lock:
            for at, (served, _) in enumerate(self._idle):
                if served == voice:
                    return self._idle.pop(at)[1]
        return self._start(voice)

    def _start(self, voice: str) -> Worker:
        _log.debug("starting a worker for %s", voice)
        try:
            return Worker(self._command(voice))
        except OSError as error:
            raise WorkerUnableError(str(error)) from error

    def _give_back(self, voice: str, worker: Worker) -> None:
        with self._lock:
            if not self._once and self.close.alive:
                self._idle.append((voice, worker))
                return
        worker.close()


def _close_all(idle: list[tuple[str, Worker]]) -> None:
    while idle:
        idle.pop()[1].close()
