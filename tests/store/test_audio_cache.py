"""Segments in memory: read from the disk once, dropped when the budget is used up, proved by their digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from zt_audio.errors import BuildError
from zt_audio.store.records import Records, key_of
from zt_audio.store.workspace import SegmentCache, StoredSegment

ENERGIES = bytes(range(8))  # of two frames
KEYS = [key_of(number) for number in range(3)]


@pytest.fixture
def records(tmp_path: Path) -> Records:
    """Give a store with a segment of 100 bytes of frames under each of KEYS."""
    found = Records(tmp_path)
    meta = {"frames": 2, "loudness_lufs": -16.5, "true_peak_dbtp": None}
    for number, key in enumerate(KEYS):
        found.put(key, meta, ENERGIES + bytes([number]) * 100)
    return found


def test_a_segment_is_what_was_kept(records: Records) -> None:
    assert SegmentCache(records).get(KEYS[1]) == StoredSegment(b"\1" * 100, ENERGIES, 2, -16.5, None)


@pytest.mark.parametrize(("budget_bytes", "held"), [(300, {0, 1, 2}), (299, {0, 2}), (1, {2})])
def test_the_least_recently_used_go_when_the_budget_is_used_up(
    records: Records, budget_bytes: int, held: set[int]
) -> None:
    cache = SegmentCache(records, budget_bytes)
    for number in (0, 1, 0, 2):
        cache.get(KEYS[number])
    for key in KEYS:
        records.remove(key)
    found = set()
    for number, key in enumerate(KEYS):
        try:
            found.add(number if cache.get(key).frames == bytes([number]) * 100 else -1)
        except BuildError as error:
            assert [problem.slug for problem in error.problems] == ["record-damaged"]  # noqa: PT017 - not in memory
    assert found == held


def test_a_damaged_segment_is_reported_and_deleted(records: Records) -> None:
    path = records.path(KEYS[0])
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BuildError, match="record-damaged"):
        SegmentCache(records).get(KEYS[0])
    assert not path.exists()
