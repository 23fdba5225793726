"""Define what a build and an export report while they run; the terminal, JSON lines and the studio listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar

from zt_audio.logs import logger_of
from zt_audio.model import Lang, Problem

_E = TypeVar("_E")  # the events that a listener can be given

_log = logger_of(__name__)


class Reason(StrEnum):
    """Why a step of a plan is done, or is not."""

    NEW = "new"  # nothing like it was there before
    TEXT = "text"  # the spoken text is another
    VOICE = "voice"
    ENGINE = "engine"  # another version of the engine
    SETTINGS = "settings"  # prosody, pauses, preset, order, names
    TAKE = "take"  # another recording
    MISSING = "missing"  # it was made, but its file is gone or was changed by someone else
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another command holds the project; this one waits until it is done."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A change that an earlier, killed run had decided was carried out to its end."""


@dataclass(frozen=True, slots=True)
class Planned:
    """How much is to be done."""

    to_speak: int
    to_encode: int
    to_write: int


@dataclass(frozen=True, slots=True)
class UtteranceSpoken:
    lang: Lang
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SegmentMade:
    part: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class TrackWritten:
    playlist: str
    file: str
    size_bytes: int
    duration_ms: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class PlaylistFailed:
    playlist: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RecordingKept:
    """A person's `file` was stored in the project under the name `kept_as`."""

    file: str
    kept_as: str


@dataclass(frozen=True, slots=True)
class ToListen:
    """So many takes of voices are to be listened to."""

    takes: int


@dataclass(frozen=True, slots=True)
class TakeHeard:
    """The ear has listened to what a voice said of `part`."""

    part: str


@dataclass(frozen=True, slots=True)
class Warned:
    problem: Problem


Event = (
    Waiting
    | Recovered
    | Planned
    | UtteranceSpoken
    | SegmentMade
    | TrackWritten
    | PlaylistFailed
    | RecordingKept
    | ToListen
    | TakeHeard
    | Warned
)
Emit = Callable[[Event], None]


# --- sticks ----------------------------------------------------------------------------------------------

# What is there already, the files, all of it back, what was made; a voice.
Doing = Literal["look", "write", "read", "check", "fetch"]


@dataclass(frozen=True, slots=True)
class Phase:
    """From `write` on the target is no longer what it was."""

    doing: Doing
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Some more bytes of the phase are done: this many."""

    bytes: int


StickEvent = Phase | Moved
StickEmit = Callable[[Event | StickEvent], None]


def logged(emit: Callable[[_E], None]) -> Callable[[_E], None]:
    """Return `emit` that writes each event to the log first, except `Moved`: an export has thousands of them."""

    def log_and_emit(event: _E) -> None:
        if not isinstance(event, Moved):
            _log.debug("%r", event)
        emit(event)

    return log_and_emit


def ignore_event(_event: object) -> None:
    """Listen to nothing: the default where a caller does not care how far the work is."""
