"""Hold what an export needs of the system as one value, so that tests can pass smaller and failing disks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.sticks.directory_order import HOLES_AT_MOST, FolderSlots, Slots
from zt_audio.sticks.drives import is_removable
from zt_audio.sticks.raw_io import DEVICE_CHUNK_BYTES, flush
from zt_audio.sticks.volume import Volume, volume_at

Write = Callable[[int, memoryview], int]


@dataclass(frozen=True, slots=True)
class StickIo:
    """How a target is examined and written. The defaults are the real system."""

    volume_at: Callable[[Path], Volume] = volume_at
    is_removable: Callable[[Path], bool] = is_removable
    open_slots: Callable[[Path, Mapping[str, Sequence[str]]], Slots] = FolderSlots
    write: Write = os.write
    flush: Callable[[int], None] = flush
    chunk_bytes: int = DEVICE_CHUNK_BYTES
    holes_at_most: int = HOLES_AT_MOST


SYSTEM_IO = StickIo()
