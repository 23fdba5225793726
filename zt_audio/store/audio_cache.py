"""Read segments from the store once and hold them within a memory budget."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from zt_audio.store.records import Records

_ENERGY_BYTES = 4  # one float32 a frame
_BUDGET_BYTES = 12 * 2**20  # twelve minutes of frames: intros pass through, appeals stay


@dataclass(frozen=True, slots=True)
class _SegmentFacts:
    """The header of a segment's record."""

    frames: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    workers: tuple[str, ...] = ()  # addresses of the machines of a cluster that had part in it


@dataclass(frozen=True, slots=True)
class StoredSegment:
    frames: bytes
    energies: bytes
    frame_count: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None


class SegmentCache:
    """Holds the segments of a store; drops the least recently used ones above its budget. Safe for several threads."""

    def __init__(self, records: Records, budget_bytes: int = _BUDGET_BYTES) -> None:
        self._records, self._budget_bytes = records, budget_bytes
        self._held: OrderedDict[str, StoredSegment] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> StoredSegment:
        """Return a segment, proved by its digest. Raises BuildError `record-damaged` after the store has deleted it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            segment = self._read(key)
            self._held[key] = segment
            self._bytes += len(segment.frames)
            while self._bytes > self._budget_bytes and len(self._held) > 1:
                _, dropped = self._held.popitem(last=False)
                self._bytes -= len(dropped.frames)
            return segment

    def _read(self, key: str) -> StoredSegment:
        facts, payload = self._records.require(key, _SegmentFacts)
        split = facts.frames * _ENERGY_BYTES
        return StoredSegment(payload[split:], payload[:split], facts.frames, facts.loudness_lufs, facts.true_peak_dbtp)
