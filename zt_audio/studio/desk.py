"""Keep a process that makes previews and judges recordings: what makes sound is not loaded into the studio."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.speaking.playback import PlayedPiece
from zt_audio.errors import BuildError, ZtError
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.processes.child import ChildProcess

if TYPE_CHECKING:
    from zt_audio.app.speaking.desk import SoundDesk
else:
    SoundDesk = object  # the studio names it, and must not load what makes sound

_LISTENING_S = 90.0  # besides, for a recording: the recogniser gives up earlier
_GOODBYE_S = 2.0  # a worker ends at once when its pipe is closed; one that does not is killed

_log = logger_of(__name__)


def serve_desk(pipe: Connection, root: Path) -> None:
    """Answer the calls that come through `pipe`, each with a value or with the ZtError that it raised."""
    from zt_audio.app.speaking import desk  # noqa: PLC0415 - as said above

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which closes the pipe
    with suppress(EOFError, OSError), closing(desk.SoundDesk(root)) as sound:
        while True:
            method, arguments, options = pipe.recv()
            try:
                answer = getattr(sound, method)(*arguments, **options)
            except ZtError as error:
                answer = error
            pipe.send(answer)


class Desk(SoundDesk):
    """The methods of SoundDesk, carried out by a process, one at a time. Safe for several threads.

    The process starts with the first request, or with `warm`. One that answers late is ended; one that dies is replaced
    once. Every method raises the ZtError of the work, and BuildError: desk-late, desk-died, desk-closed.
    """

    def __init__(self, root: Path, patience_s: float = 30.0, start_s: float = 90.0) -> None:
        """Wait for each answer for `patience_s`; for the first of a process, which has to load, `start_s` longer."""
        self._root, self._patience_s, self._start_s = root, patience_s, start_s
        self._has_answered = False
        self._lock = threading.Lock()
        self._worker: ChildProcess | None = None
        self._closed = False

    def __getattr__(self, method: str) -> Callable[..., object]:
        """Return what asks the process to do `method`."""
        if method.startswith("_"):
            raise AttributeError(method)
        return partial(self._ask, method)

    def warm(self) -> None:
        """Start the process before it is needed; it loads for some seconds."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the process, after the request that it works on."""
        with self._lock:
            self._closed = True
            self._end(_GOODBYE_S)

    def _ask(self, method: str, *arguments: object, **options: object) -> object:
        with self._lock:
            answer = self._answer(method, arguments, options)
        if isinstance(answer, ZtError):
            raise answer
        if isinstance(answer, PlayedPiece) and not answer.audio:
            raise _died(f"{method}: no sound")
        return answer

    def _answer(self, method: str, arguments: tuple[object, ...], options: Mapping[str, object]) -> object:
        patience_s = self._patience_s + (_LISTENING_S if method in ("judge", "keep") else 0)
        for attempts_left in (1, 0):
            try:
                worker = self._running()
                worker.pipe.send((method, arguments, options))
                if worker.pipe.poll(patience_s + (0 if self._has_answered else self._start_s)):
                    answer: object = worker.pipe.recv()
                    self._has_answered = True
                    return answer
            except (EOFError, OSError) as error:
                died = _died(self._end(_GOODBYE_S))
                if not attempts_left:
                    raise died from error
            else:
                break
        self._end()
        raise BuildError(Problem("desk-late", None, {"seconds": round(patience_s)}))

    def _running(self) -> ChildProcess:
        if self._closed:
            raise BuildError(Problem("desk-closed"))
        if self._worker and not self._worker.is_alive:
            self._end()
        if self._worker is None:
            self._worker, self._has_answered = ChildProcess(serve_desk, self._root), False
        return self._worker

    def _end(self, goodbye_s: float = 0) -> str:
        """End the process, if there is one, and return how it ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return "-"
        worker.end(goodbye_s)
        return worker.how_it_ended


def _died(reason: str) -> BuildError:
    _log.warning("the desk died: %s", reason)
    return BuildError(Problem("desk-died", None, {"reason": reason}))
