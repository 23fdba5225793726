"""What a build tells whoever listens: the terminal, JSON lines, later a page. The core never prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zt_audio.model import Lang, Problem

if TYPE_CHECKING:  # whoever listens need not load what plans
    from zt_audio.pipeline.steps import Reason


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another command holds the project; this one goes on when it is done."""


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
class Warned:
    problem: Problem


Event = Waiting | Recovered | Planned | UtteranceSpoken | SegmentMade | TrackWritten | PlaylistFailed | Warned
Emit = Callable[[Event], None]
