"""Keep a process that makes previews and judges recordings: what makes sound is not loaded into the studio."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from zt_audio.app.speaking.playback import Playback, PlayedPiece
from zt_audio.app.speaking.voices import VoiceList
from zt_audio.errors import BuildError, ZtError
from zt_audio.logs import logger_of
from zt_audio.model import Lang, MicrophoneVerdict, PartId, Problem, Verdict
from zt_audio.processes.child import ChildProcess

if TYPE_CHECKING:
    from zt_audio.app.speaking.desk import SoundDesk


DeskMethod = Literal[  # of SoundDesk
    "say", "say_part", "say_voice", "stop", "track", "take", "measure", "judge", "try_microphone", "keep", "voices"
]
DeskAnswer = (
    PlayedPiece | Playback | bool | Verdict | MicrophoneVerdict | VoiceList | None | ZtError
)  # None of what was kept


@dataclass(frozen=True, slots=True)
class DeskCall:
    method: DeskMethod
    arguments: tuple[object, ...]
    options: Mapping[str, object]


def serve_desk(pipe: Connection, root: Path) -> None:
    """Answer the calls that come through `pipe`, each with a value or with the ZtError that it raised."""
    # The studio names this function, and must not load what makes sound.
    from zt_audio.app.speaking.desk import SoundDesk  # noqa: PLC0415 - as said above

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which closes the pipe
    with suppress(EOFError, OSError), closing(SoundDesk(root)) as desk:
        while True:
            pipe.send(_answered(desk, pipe.recv()))


def _answered(desk: SoundDesk, call: DeskCall) -> DeskAnswer:
    try:
        answer: DeskAnswer = getattr(desk, call.method)(*call.arguments, **call.options)
    except ZtError as error:
        return error
    return answer


_T = TypeVar("_T", PlayedPiece, Playback, bool, Verdict, MicrophoneVerdict, VoiceList, None)
_LISTENING_S = 90.0  # besides, for a recording: the recogniser gives up earlier
_GOODBYE_S = 2.0  # a worker ends at once when its pipe is closed; one that does not is killed

_log = logger_of(__name__)


class Desk:
    """The previews and verdicts of a project, one at a time. Safe for several threads.

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

    def warm(self) -> None:
        """Start the process before it is needed; it loads for some seconds."""
        with self._lock:
            self._running()

    def say(
        self, lang: Lang, text: str, place: str | None = None, taught: tuple[str, str] | None = None
    ) -> PlayedPiece:
        """Return `text` as a vehicle will play it; `place` and `taught` as `SoundDesk.say` has them."""
        return self._ask(PlayedPiece, "say", lang, text, place, taught)

    def say_part(self, part: PartId) -> PlayedPiece:
        """Return an appeal, a greeting or one paragraph, as the project on disk says it."""
        return self._ask(PlayedPiece, "say_part", part)

    def say_voice(self, lang: Lang, voice: str, said: str | None = None) -> PlayedPiece:
        """Return how a voice, named as in the settings, says a sample or `said`."""
        return self._ask(PlayedPiece, "say_voice", lang, voice, said)

    def stop(self, playlist: str, position: int, number: int | None = None) -> Playback:
        """Return the pieces of a stop's cycle without their sound, or piece `number` alone with it."""
        return self._ask(Playback, "stop", playlist, position, number)

    def track(self, playlist: str, track: int, number: int | None = None) -> Playback:
        """Return the same of a track that was built."""
        return self._ask(Playback, "track", playlist, track, number)

    def take(self, digest: str) -> Playback:
        """Return a doubted take with its sound; nothing where it is not there."""
        return self._ask(Playback, "take", digest)

    def measure(self) -> bool:
        """Measure voices for a moment; return whether all is done."""
        return self._ask(bool, "measure")

    def judge(self, part: PartId, wav: Path, paces: Sequence[float] = (), clock_s: float | None = None) -> Verdict:
        """Judge a recording of `part`; nothing is kept.

        `paces` are those of the same person's verdicts before. `clock_s` is how long the recording took.
        """
        return self._ask(Verdict, "judge", part, wav, tuple(paces), clock_s)

    def try_microphone(
        self, wav: Path, quiet_s: float, clock_s: float | None = None, *, is_processed: bool = False
    ) -> MicrophoneVerdict:
        """Judge a trial of a microphone: quiet for `quiet_s`, then a sentence."""
        return self._ask(MicrophoneVerdict, "try_microphone", wav, quiet_s, clock_s, is_processed=is_processed)

    def keep(
        self,
        part: PartId,
        sentences: tuple[str, ...],
        wav: Path,
        *,
        replace: bool,
        has_listened: bool = False,
        by: str = "-",
    ) -> None:
        """Keep a recording of `part` in the project as `keep_heard` does."""
        options = {"replace": replace, "has_listened": has_listened, "by": by}
        self._ask(type(None), "keep", part, sentences, wav, **options)

    def voices(self) -> VoiceList:
        """Return what can speak here, and who speaks how much of the project."""
        return self._ask(VoiceList, "voices")

    def close(self) -> None:
        """End the process, after the request that it works on."""
        with self._lock:
            self._closed = True
            self._end(_GOODBYE_S)

    def _ask(self, kind: type[_T], method: DeskMethod, *arguments: object, **options: object) -> _T:
        with self._lock:
            answer = self._answer(DeskCall(method, arguments, options))
        if isinstance(answer, ZtError):
            raise answer
        if not isinstance(answer, kind) or (isinstance(answer, PlayedPiece) and not answer.audio):
            raise _died(f"{method}: {type(answer).__name__}")
        return answer

    def _answer(self, call: DeskCall) -> DeskAnswer:
        patience_s = self._patience_s + (_LISTENING_S if call.method in ("judge", "keep") else 0)
        for attempts_left in (1, 0):
            try:
                worker = self._running()
                worker.pipe.send(call)
                if worker.pipe.poll(patience_s + (0 if self._has_answered else self._start_s)):
                    answer: DeskAnswer = worker.pipe.recv()
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
