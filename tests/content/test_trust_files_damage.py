"""Mutated people, facts and pairs: an error at a place, or what the file plainly says; never a traceback."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.content.test_facts import FACTS
from tests.content.test_people import KEYED
from tests.support.content_project import write_project
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.trust.vouching import AppealPairs, ConfirmedPair, pairs_file, read_all_pairs, record_bytes

ROUNDS = int(os.environ.get("ZT_TRUST_MUTATIONS", "200"))
PAIRS = AppealPairs("littering", (ConfirmedPair({"kk": "Туған жер.", "ru": "Родная земля."}, "dana", "2026-11-25"),))


def mutated(data: bytes, draw: random.Random) -> bytes:
    at, length = draw.randrange(len(data)), draw.randrange(1, 12)
    match draw.randrange(5):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + length :]
        case 2:
            return data[:at] + data[at : at + length] + data[at:]
        case 3:
            other = draw.randrange(len(data))
            return data[:at] + data[other : other + length] + data[at + length :]
        case _:
            return data[:at] + draw.choice([b"\n", b": ", b"- ", b"{", b"]", b"#", b"\xff", b"  ", b"'"]) + data[at:]


@pytest.mark.parametrize(("name", "text", "part"), [("people.yaml", KEYED, "people"), ("facts.yaml", FACTS, "facts")])
def test_a_mutated_file_is_read_or_refused_at_a_place(tmp_path: Path, name: str, text: str, part: str) -> None:
    """The big count is run by hand: ZT_TRUST_MUTATIONS=10000."""
    root = write_project(tmp_path, {name: text})
    path = root / "appeals" / name
    refused = read = 0
    for seed in range(ROUNDS):
        path.write_bytes(mutated(text.encode(), random.Random(seed)))  # noqa: S311 - no secret
        try:
            found = getattr(Snapshot(root), part)
        except ContentError as error:
            refused += all(problem.where and problem.where.file == f"appeals/{name}" for problem in error.problems)
        else:
            read += 1
            assert repr(found) == repr(getattr(Snapshot(root), part)), seed
    assert refused + read == ROUNDS
    assert refused > ROUNDS // 4


def test_a_mutated_record_of_pairs_confirms_nothing(tmp_path: Path) -> None:
    data = record_bytes(PAIRS)
    path = tmp_path / pairs_file("littering")
    path.parent.mkdir(parents=True)
    for seed in range(ROUNDS):
        other = mutated(data, random.Random(seed))  # noqa: S311 - no secret
        path.write_bytes(other)
        assert read_all_pairs(tmp_path) == () or other == data, seed
