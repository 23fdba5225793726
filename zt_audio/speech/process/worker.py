"""A request in, an answer out: one process that speaks. What it does not answer in time it never will."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass

from zt_audio.speech.espeak.worker import ANSWER, REQUEST

GOODBYE_S = 2.0  # a worker that is told to end ends at once; one that does not is killed


class WorkerError(Exception):
    """The worker failed; `reason` is for the error's facts."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class WorkerUnableError(WorkerError):
    """It started, and says that it cannot work here."""


class WorkerCrashedError(WorkerError):
    """It ended before it answered."""


class WorkerLateError(WorkerError):
    """It did not answer in time and was killed."""


@dataclass(frozen=True, slots=True)
class Request:
    text: str
    rate_wpm: int
    pitch: int
    word_gap_10ms: int
    timeout_s: int


@dataclass(frozen=True, slots=True)
class Answer:
    pcm: bytes
    sample_rate: int
    words: int


class Worker:
    """One process. `ask` raises WorkerError; after that it is of no more use."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # its own group: killed with its children, and deaf to the terminal's Ctrl-C
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._greeted = False

    def ask(self, request: Request) -> Answer:
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.kill()

        watchdog = threading.Timer(request.timeout_s, give_up)
        watchdog.daemon = True
        watchdog.start()
        try:
            return self._exchange(request)
        except (OSError, WorkerCrashedError) as error:
            if late.is_set():
                raise WorkerLateError(f"{request.timeout_s} s") from error
            self.kill()
            raise WorkerCrashedError(f"exit {self.process.wait()}") from error
        finally:
            watchdog.cancel()
            watchdog.join()  # it must not kill a process id that somebody else has by then

    def _exchange(self, request: Request) -> Answer:
        if not self._greeted:
            self._read_answer()
            self._greeted = True
        self._write(request)
        return self._read_answer()

    def _write(self, request: Request) -> None:
        if not (pipe := self.process.stdin):
            raise WorkerCrashedError("closed")
        text = request.text.encode()
        # A second more than we wait: the worker's own alarm is for the case that we are gone.
        numbers = (request.rate_wpm, request.pitch, request.word_gap_10ms, request.timeout_s + 1)
        pipe.write(REQUEST.pack(len(text), *numbers) + text)
        pipe.flush()

    def _read_answer(self) -> Answer:
        sample_rate, words, size = ANSWER.unpack(self._read(ANSWER.size))
        body = self._read(size)
        if not sample_rate:
            raise WorkerUnableError(body.decode(errors="replace"))
        return Answer(body, sample_rate, words)

    def _read(self, size: int) -> bytes:
        data = self.process.stdout.read(size) if self.process.stdout else b""
        if len(data) < size:
            raise WorkerCrashedError("end of file")
        return data

    def kill(self) -> None:
        """End the process and what it has started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self) -> None:
        """Let it end, or end it; nothing of it is left."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what was written and never read
                if pipe:
                    pipe.close()
        try:
            self.process.wait(GOODBYE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
