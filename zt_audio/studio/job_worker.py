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

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> BuildReport:
        return build_project(root, self.request, studio.report, lambda counts: studio.ask(ServicesQuestion(counts)))


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

    def do(self, root: Path, studio: StudioPipe, key: OpenKey | None) -> Exported | BuildReport:
        if self.sound and (made := BuildJob(self.sound).do(root, studio, key)).failed:
            return made
        order = ExportRequest(self.playlist, self.target, self.today)
        return export_playlist(
            root, order, lambda others: studio.ask(FilesQuestion(others)), studio.report, key=key, by=self.by
        )


@dataclass(frozen=True, slots=True)
class VerifyJob:
    kind: ClassVar[str] = "verify"

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> VerifyReport:
        return verify_output(root, (), studio.report)


@dataclass(frozen=True, slots=True)
class VerifyStickJob:
    kind: ClassVar[str] = "verify-stick"
    path: Path

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> CheckedStick:
        return verify_target(self.path, studio.report, root=root)


@dataclass(frozen=True, slots=True)
class VoiceJob:
    """Fetch a voice, the packages of an engine, or EAR; the result is what still keeps it from speaking."""

    voice: str

    @property
    def kind(self) -> str:
        return "ear" if self.voice == EAR else "voice"

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> tuple[Problem, ...]:
        if self.voice == EAR:
            download_recogniser(studio.report)
        elif self.voice in EXTRA_ENGINES:
            install_extra(self.voice, studio.report)
        else:
            return download_voice(root, known_voice(self.voice), studio.report)
        return ()


@dataclass(frozen=True, slots=True)
class ProofJob:
    """Write the page on which a native speaker judges each sentence; the result is what to know of its voices."""

    kind: ClassVar[str] = "proof"
    target: Path
    today: date

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> tuple[Problem, ...]:
        from zt_audio.app.vouching.proof import make_proof  # noqa: PLC0415 - the studio names this job and must not load it

        made = make_proof(root, self.today, studio.report)
        save_file(self.target, made.html.encode())
        return made.warnings


@dataclass(frozen=True, slots=True)
class ListenJob:
    """Listen to what neural voices said."""

    kind: ClassVar[str] = "listen"

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> Listening:
        from zt_audio.app.speaking.listening import listen  # noqa: PLC0415 - as above

        return listen(root, emit=studio.report)


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
            result: JobResult | ZtError = request.do(root, studio, key)
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

    def send(self, message: WorkerMessage) -> None:
        with self._lock:
            self._send_moved()
            self.pipe.send(message)

    def _send_moved(self) -> None:
        if self._moved_bytes:
            self.pipe.send(Moved(self._moved_bytes))
        self._moved_bytes = 0
