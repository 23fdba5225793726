"""A voice and a request in, an answer out: workers, each lent to one thread at a time and given up when it fails."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

from zt_audio.speech.process.worker import Answer, Request, Worker, WorkerCrashedError, WorkerUnableError


class Pool:
    """Up to `size` workers at work at once, by voice; those at rest wait for the next request.

    A worker serves one voice for life, so what it says cannot depend on what it was before. With `once` each
    serves one request for life.
    """

    def __init__(self, command: Callable[[str], list[str]], size: int, *, once: bool) -> None:
        self._command = command
        self._once = once
        self._room = threading.BoundedSemaphore(size)
        self._idle: list[tuple[str, Worker]] = []
        self._lock = threading.Lock()
        self.close = weakref.finalize(self, _close_all, self._idle)  # also at exit

    def ask(self, voice: str, request: Request) -> Answer:
        """Return the answer of a worker for `voice`; one that crashes is replaced once."""
        with self._room:
            try:
                return self._ask(voice, self._take(voice), request)
            except WorkerCrashedError:
                return self._ask(voice, self._start(voice), request)

    def _ask(self, voice: str, worker: Worker, request: Request) -> Answer:
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
