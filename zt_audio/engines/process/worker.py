"""Run one process that speaks, and exchange requests and answers with it. One that is late is killed."""

from __future__ import annotations

from dataclasses import dataclass

from zt_audio.engines.process.espeak_worker import ANSWER, REQUEST
from zt_audio.errors import VoiceError
from zt_audio.model import Problem, Utterance
from zt_audio.processes.endable import EndableProcess

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
