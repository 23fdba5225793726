"""Keep worker processes by voice, and lend each to one thread at a time; one that fails is replaced.

Why our own, and not `multiprocessing` or pebble 5.2.3: 60 utterances of espeak-ng with two threads, each utterance in a
process that has said nothing yet, seven runs of each way by turns on two busy cores, the same bytes in all of them. In
seconds, median (least-most): with fork, this module 0.95 (0.68-1.26), forkserver with the library preloaded 2.83
(1.77-3.41), pebble on forkserver 8.81 (6.4-11.0); without fork, as on Windows, this module 3.19 (2.5-3.6),
multiprocessing spawn 7.76 (5.6-11.1), pebble on spawn 18.5 (11.6-22.6). A child of theirs imports the package and the
caller's main module; ours is a script without site-packages. They would save some 80 of the 230 lines here and in
`worker`: the errors, the exchange with a library and the killing of a late child with its children would stay.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

from zt_audio.engines.process.worker import Worker, WorkerAnswer, WorkerCrashedError, WorkerRequest, WorkerUnableError
from zt_audio.logs import logger_of

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
