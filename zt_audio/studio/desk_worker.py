"""Answer one request for sound after another in a process of its own; it ends when its pipe is closed."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from zt_audio.app.playback import Playback, PlayedPiece
from zt_audio.app.voices import VoiceList
from zt_audio.errors import ZtError
from zt_audio.model import MicrophoneVerdict, Verdict

if TYPE_CHECKING:
    from zt_audio.app.desk import SoundDesk

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
    from zt_audio.app.desk import SoundDesk  # noqa: PLC0415 - as said above

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
