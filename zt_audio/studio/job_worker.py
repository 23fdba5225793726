"""Do one long piece of work in a process of its own: report events through a pipe, ask and wait for answers."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ClassVar

from zt_audio.app.making.build import BuildReport, BuildRequest, build_project
from zt_audio.app.making.export import CheckedStick, Exported, ExportRequest, Others, export_playlist, verify_target
from zt_audio.app.making.output import VerifyReport, verify_output
from zt_audio.app.project import save_file
from zt_audio.app.speaking.doubted_takes import Listening
from zt_audio.app.speaking.voice_install import (
    EXTRA_ENGINES,
    download_recogniser,
    download_voice,
    install_extra,
    known_voice,
)
from zt_audio.app.vouching.keys import OpenKey
from zt_audio.errors import ZtError
from zt_audio.events import Event, Moved, Phase, StickEvent
from zt_audio.i18n import speaking
from zt_audio.model import Problem

EAR = "ear"  # the name of what hears words, where others are those of voices
_STEPS = 100  # in which the bytes of an export are reported


@dataclass(frozen=True, slots=True)
class BuildJob:
    """Make the sound, or find out what would be made, and why."""

    request: BuildRequest

    @property
    def kind(self) -> str:
        return "plan" if self.request.dry_run else "build"


@dataclass(frozen=True, slots=True)
class ExportJob:
    """Write a stick; where there is an order for its `sound`, make that first."""

    playlist: str
    target: Path
    today: date
    by: str = "-"
    sound: BuildRequest | None = None

    @property
    def kind(self) -> str:
        return "ready" if self.sound else "export"


@dataclass(frozen=True, slots=True)
class VerifyJob:
    kind: ClassVar[str] = "verify"
    playlists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyStickJob:
    kind: ClassVar[str] = "verify-stick"
    path: Path


@dataclass(frozen=True, slots=True)
class VoiceJob:
    """Fetch a voice, the packages of an engine, or EAR; the result is what still keeps it from speaking."""

    voice: str

    @property
    def kind(self) -> str:
        return "ear" if self.voice == EAR else "voice"


@dataclass(frozen=True, slots=True)
class ProofJob:
    """Write the page on which a native speaker judges each sentence; the result is what to know of its voices."""

    kind: ClassVar[str] = "proof"
    target: Path
    today: date


@dataclass(frozen=True, slots=True)
class ListenJob:
    """Listen to what neural voices said."""

    kind: ClassVar[str] = "listen"


JobRequest = BuildJob | ExportJob | VerifyJob | VerifyStickJob | VoiceJob | ListenJob | ProofJob
JobResult = (
    BuildReport | Exported | VerifyReport | CheckedStick | Listening | tuple[Problem, ...]
)  # of voices: warnings


@dataclass(frozen=True, slots=True)
class ServicesQuestion:
    """Ask whether each of these services on the internet may get so many sentences."""

    sentences: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FilesQuestion:
    """Ask whether the playlist may be written beside other files, and over our files that were changed."""

    others: Others


Question = ServicesQuestion | FilesQuestion
WorkerMessage = Event | StickEvent | Question | JobResult | ZtError  # the last two end the job


def do_job(pipe: Connection, root: Path, request: JobRequest, language: str, key: OpenKey | None = None) -> None:
    """Carry out `request` on the project at `root`; texts for people are in `language`. `key` seals what it writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which ends its jobs
    studio = StudioPipe(pipe)
    with speaking(language):
        try:
            result: JobResult | ZtError = _result_of(request, root, studio, key)
        except ZtError as error:
            result = error
    with suppress(OSError):  # the studio is gone
        studio.send(result)


def _result_of(request: JobRequest, root: Path, studio: StudioPipe, key: OpenKey | None) -> JobResult:
    sound = request.request if isinstance(request, BuildJob) else None
    if isinstance(request, ExportJob):
        sound = request.sound
    if sound:
        made = build_project(root, sound, studio.report, lambda counts: studio.ask(ServicesQuestion(counts)))
        if isinstance(request, BuildJob) or made.failed:
            return made
    if isinstance(request, ExportJob | VerifyStickJob):
        if isinstance(request, VerifyStickJob):
            return verify_target(request.path, studio.report, root=root)
        order = ExportRequest(request.playlist, request.target, request.today)
        return export_playlist(
            root, order, lambda others: studio.ask(FilesQuestion(others)), studio.report, key=key, by=request.by
        )
    if isinstance(request, VerifyJob):
        return verify_output(root, request.playlists, studio.report)
    if isinstance(request, VoiceJob | ProofJob):
        return _warned_of(request, root, studio)
    from zt_audio.app.speaking.listening import listen  # noqa: PLC0415 - the studio names `do_job` and must not load it

    return listen(root, emit=studio.report)


def _warned_of(request: VoiceJob | ProofJob, root: Path, studio: StudioPipe) -> tuple[Problem, ...]:
    """Fetch a voice, or write a page; return what to know of it."""
    if isinstance(request, ProofJob):
        from zt_audio.app.vouching.proof import make_proof  # noqa: PLC0415 - as below

        made = make_proof(root, request.today, studio.report)
        save_file(request.target, made.html.encode())
        return made.warnings
    if request.voice == EAR:
        download_recogniser(studio.report)
    elif request.voice in EXTRA_ENGINES:
        install_extra(request.voice, studio.report)
    else:
        return download_voice(root, known_voice(request.voice), studio.report)
    return ()


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

    def send(self, message: WorkerMessage) -> None:
        with self._lock:
            self._send_moved()
            self.pipe.send(message)

    def _send_moved(self) -> None:
        if self._moved_bytes:
            self.pipe.send(Moved(self._moved_bytes))
        self._moved_bytes = 0
