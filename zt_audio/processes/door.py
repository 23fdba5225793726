"""Open the files of strangers: tables, Word files and sounds, each in a child process that may die of it.

What reads these formats is written in C, C++ and Rust, and one file of 1 kB can end the process that reads it, or take
all memory. So every file that a person brings, on the command line or in the studio, comes through `open_foreign`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.formats.refusal import in_own_file
from zt_audio.logs import logger_of
from zt_audio.model import Fact, Problem, Speech, Where
from zt_audio.processes import opener
from zt_audio.processes.child import EndableProcess

ForeignKind = Literal["table", "word", "sound"]

_ERRORS: Mapping[ForeignKind, type[ZtError]] = {"table": ContentError, "word": ContentError, "sound": BuildError}
LONGEST_SOUND_S = 600  # people do not read for longer in one go
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # each thread of NumPy reserves memory
_TIME_IS_UP = (-getattr(signal, "SIGXCPU", 0) or None, 1816)  # exit codes; the second is that of a job of Windows

_log = logger_of(__name__)


@dataclass(frozen=True, slots=True)
class OpeningLimits:
    """What one file may take. Ten minutes of stereo at 96 kHz take 4 s of the processor; a busy computer takes long."""

    seconds: float = 60.0
    cpu_s: int = 20
    memory_bytes: int = 430_000_000
    answer_bytes: int = 300_000_000
    sound_s: int = LONGEST_SOUND_S


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What a file says of itself, and what was read in it: JSON of a table or a text, PCM of a sound."""

    about: Mapping[str, Any]
    body: bytes


def open_foreign(kind: ForeignKind, data: bytes, name: str, limits: OpeningLimits | None = None) -> OpenedFile:
    """Return what is read in `data`, a file of a stranger that people know as `name`.

    Raises ContentError, or BuildError for a sound, with what is wrong with it; `foreign-file-died`,
    `foreign-file-late` or `foreign-file-memory` where it cannot be opened without harm; OSError.
    """
    limits = limits or OpeningLimits()
    ending = PurePath(name).suffix.lower()
    with in_own_file(data) as path:
        numbers = (limits.memory_bytes, limits.cpu_s, limits.seconds + 5, limits.sound_s)
        asked = [ending if ending[1:].isalnum() else "-", *map(str, numbers)]
        opened = _answered(opener.__file__, [kind, str(path), *asked], limits)
    if slug := opened.about.get("refused"):
        line = opened.about.get("line", 0)
        facts: dict[str, Fact] = {
            "file": name,
            "limit_mb": limits.memory_bytes // 1_000_000,
            **opened.about.get("facts", {}),
        }
        raise _ERRORS[kind](Problem(slug, Where(name, line) if line else None, facts))
    return opened


def decode_audio_file(data: bytes, name: str, longest_s: int = LONGEST_SOUND_S) -> Speech:
    """Return the sound of the file `data`, called `name`.

    Raises BuildError: recording-unreadable, recording-endless, recording-channels, and as `open_foreign` does; OSError.
    """
    sound = open_foreign("sound", data, name, OpeningLimits(sound_s=longest_s))
    return Speech(sound.body, int(sound.about["rate_hz"]))


def answer_of(script: str, arguments: Sequence[str], limits: OpeningLimits, env: Mapping[str, str]) -> OpenedFile:
    """Return what another script answers that is built as `opener` is; `about` may hold a slug as "refused".

    It gets `arguments`, the memory, the time of the processor and the time that it may take, and where modules are.
    Raises OSError.
    """
    numbers = (limits.memory_bytes, limits.cpu_s, limits.seconds + 5)
    return _answered(script, [*arguments, *map(str, numbers)], limits, env)


def _answered(
    script: str, asked: Sequence[str], limits: OpeningLimits, env: Mapping[str, str] = _ONE_THREAD
) -> OpenedFile:
    command = [sys.executable, "-I", "-S", "-B", script, *asked, *sys.path]
    child = EndableProcess(command, env={**os.environ, **_ONE_THREAD, **env})
    try:
        answer, failure = _answer_of(child, limits)
    finally:
        if child.process.returncode is None:
            child.kill()
        child.close()
    head, _newline, body = answer.partition(b"\n")
    return OpenedFile(failure or _about(head), body)


def _about(head: bytes) -> Mapping[str, Any]:
    """Return the first line of an answer; what has got into the child may write anything."""
    try:
        about = json.loads(head)
    except (ValueError, RecursionError):
        about = None
    return about if isinstance(about, dict) else {"refused": "foreign-file-died", "facts": {"reason": "no answer"}}


def _answer_of(child: EndableProcess, limits: OpeningLimits) -> tuple[bytes, dict[str, Any]]:
    """Return the whole answer of `child`, or how it failed as a refusal."""
    answer = b""
    with child.killed_after(limits.seconds) as late:
        if output := child.process.stdout:
            answer = output.read(limits.answer_bytes + 1)
        code = child.process.wait() if len(answer) <= limits.answer_bytes else "too much"
    if late.is_set() or code in _TIME_IS_UP:
        seconds = round(limits.seconds) if late.is_set() else limits.cpu_s
        return b"", {"refused": "foreign-file-late", "facts": {"seconds": seconds}}
    if code != 0:
        _log.warning("what opens files broke off: %s", code)
        return b"", {"refused": "foreign-file-died", "facts": {"reason": f"exit {code}"}}
    return answer, {}
