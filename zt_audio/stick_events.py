"""What an export tells whoever listens, besides what every command tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from zt_audio.events import Event

Doing = Literal["look", "write", "read"]  # what is there already, the files, all of it back


@dataclass(frozen=True, slots=True)
class Phase:
    """From `write` on the target is no longer what it was."""

    doing: Doing
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Moved:
    """So many bytes more of the phase are done."""

    bytes: int


StickEvent = Phase | Moved
StickEmit = Callable[[Event | StickEvent], None]
