"""A record counts only as the program wrote it: whatever else a file holds is no word of a person."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from zt_audio.trust.vouching import Approval, approval_file, read_approval, record_bytes

ROUNDS = int(os.environ.get("ZT_RECORD_MUTATIONS", "200"))
UNIT = "appeal/littering"
GIVEN = Approval(
    UNIT,
    {"kk": "a" * 64, "ru": "b" * 64},
    {"kk": "c" * 64, "ru": "d" * 64},
    {"kk": "recordings", "ru": "espeak:ru"},
    "aigerim",
    "2026-11-25T10:12:40+05:00",
    "«по радио»",
)


def put(root: Path, data: bytes, unit: str = UNIT) -> None:
    path = root / approval_file(unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    put(tmp_path, record_bytes(GIVEN))
    assert read_approval(tmp_path, UNIT) == GIVEN
    assert read_approval(tmp_path, "appeal/smoking") is None
    assert json.loads(record_bytes(GIVEN))["format"] == 1


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Return `data` with a bit, a byte, a run or a value changed."""
    at, kind = draw.randrange(len(data)), draw.randrange(6)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[at + draw.randrange(1, 9) :]
    if kind == 2:
        return data[:at] + bytes(draw.randrange(256) for _ in range(3)) + data[at:]
    if kind == 3:
        return data[:at]
    tree = json.loads(data)
    name = draw.choice([*tree])
    tree[name] = draw.choice([None, 1, "x", [], {}, {"kk": "x"}, "9" * 5000, "\ud800", [[[]]], True, 1e308])
    if kind == 5:
        tree.pop(draw.choice([*tree]))
    return json.dumps(tree, indent=1, sort_keys=True).encode()


def test_no_mutation_counts(tmp_path: Path) -> None:
    """The big count is run by hand: ZT_RECORD_MUTATIONS=10000."""
    data = record_bytes(GIVEN)
    for seed in range(ROUNDS):
        other = mutated(data, random.Random(seed))  # noqa: S311 - no secret
        put(tmp_path, other)
        assert read_approval(tmp_path, UNIT) is None or other == data, seed


@pytest.mark.parametrize("unit", ["appeal/../../x", "../x", "appeal/", "appeal/a b/.c", "appeal/c:d"])
def test_a_unit_never_leads_out(tmp_path: Path, unit: str) -> None:
    assert read_approval(tmp_path, unit) is None


def test_another_units_record_and_a_link_do_not_count(tmp_path: Path) -> None:
    put(tmp_path, record_bytes(GIVEN), "appeal/smoking")
    assert read_approval(tmp_path, "appeal/smoking") is None
    put(tmp_path / "elsewhere", record_bytes(GIVEN))
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "appeals").symlink_to(tmp_path / "elsewhere" / "appeals")
    assert read_approval(tmp_path / "project", UNIT) is None
