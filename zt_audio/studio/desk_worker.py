"""Answer one request for sound after another in a process of its own; it ends when its pipe is closed."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.errors import ZtError
from zt_audio.model import Lang, PartId, Verdict

if TYPE_CHECKING:
    from zt_audio.app.desk import SoundDesk


@dataclass(frozen=True, slots=True)
class SayText:
    lang: Lang
    text: str
    place: str | None


@dataclass(frozen=True, slots=True)
class SayPart:
    part: PartId


@dataclass(frozen=True, slots=True)
class JudgeWav:
    part: PartId
    wav: Path
    paces: Sequence[float]
    clock_s: float | None


DeskRequest = SayText | SayPart | JudgeWav
DeskAnswer = bytes | Verdict | ZtError


def serve_desk(pipe: Connection, root: Path) -> None:
    """Answer the requests that come through `pipe`, each with a value or with the ZtError that it raised."""
    # The studio names this function, and must not load what makes sound.
    from zt_audio.app.desk import SoundDesk  # noqa: PLC0415 - as said above

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which closes the pipe
    with suppress(EOFError, OSError), closing(SoundDesk(root)) as desk:
        while True:
            pipe.send(_answered(desk, pipe.recv()))


def _answered(desk: SoundDesk, request: DeskRequest) -> DeskAnswer:
    try:
        if isinstance(request, SayText):
            return desk.say(request.lang, request.text, request.place).audio
        if isinstance(request, SayPart):
            return desk.say_part(request.part).audio
        return desk.judge(request.part, request.wav, request.paces, request.clock_s)
    except ZtError as error:
        return error
