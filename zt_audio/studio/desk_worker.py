"""Answer one request for sound after another in a process of its own; it ends when its pipe is closed."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.voices import VoiceList, list_voices
from zt_audio.errors import ZtError
from zt_audio.model import Lang, MicrophoneVerdict, PartId, Verdict

if TYPE_CHECKING:
    from zt_audio.app.desk import SoundDesk


@dataclass(frozen=True, slots=True)
class SayText:
    lang: Lang
    text: str
    place: str | None
    taught: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SayPart:
    part: PartId


@dataclass(frozen=True, slots=True)
class SayVoice:
    lang: Lang
    voice: str
    said: str | None = None  # what it says; without it a sample


@dataclass(frozen=True, slots=True)
class JudgeWav:
    part: PartId
    wav: Path
    paces: Sequence[float]
    clock_s: float | None


@dataclass(frozen=True, slots=True)
class TryMicrophone:
    wav: Path
    quiet_s: float
    clock_s: float | None
    is_processed: bool


@dataclass(frozen=True, slots=True)
class KeepWav:
    part: PartId
    sentences: tuple[str, ...]
    wav: Path
    replace: bool
    has_listened: bool
    by: str


@dataclass(frozen=True, slots=True)
class FindVoices:
    pass


DeskRequest = SayText | SayPart | SayVoice | JudgeWav | TryMicrophone | KeepWav | FindVoices
DeskAnswer = bytes | Verdict | MicrophoneVerdict | VoiceList | None | ZtError  # None of what was kept


def serve_desk(pipe: Connection, root: Path) -> None:
    """Answer the requests that come through `pipe`, each with a value or with the ZtError that it raised."""
    # The studio names this function, and must not load what makes sound.
    from zt_audio.app.desk import SoundDesk  # noqa: PLC0415 - as said above

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the studio, which closes the pipe
    with suppress(EOFError, OSError), closing(SoundDesk(root)) as desk:
        while True:
            pipe.send(_answered(desk, root, pipe.recv()))


def _answered(desk: SoundDesk, root: Path, request: DeskRequest) -> DeskAnswer:
    try:
        return _answer(desk, root, request)
    except ZtError as error:
        return error


def _answer(desk: SoundDesk, root: Path, request: DeskRequest) -> DeskAnswer:
    answer: DeskAnswer
    match request:
        case SayText(lang, text, place, taught):
            answer = desk.say(lang, text, place, taught).audio
        case SayPart(part):
            answer = desk.say_part(part).audio
        case SayVoice(lang, voice, said):
            answer = desk.say_voice(lang, voice, said).audio
        case JudgeWav(part, wav, paces, clock_s):
            answer = desk.judge(part, wav, paces, clock_s)
        case TryMicrophone(wav, quiet_s, clock_s, is_processed):
            answer = desk.try_microphone(wav, quiet_s, clock_s, is_processed=is_processed)
        case FindVoices():
            answer = list_voices(root)
        case KeepWav(part, sentences, wav, replace, has_listened, by):
            desk.keep(part, sentences, wav, replace=replace, has_listened=has_listened, by=by)
            answer = None
    return answer
