"""What this computer has seen of a journal cannot go away unseen, not even its last line."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zt_audio.trust.journal import (
    Deed,
    JournalHead,
    append_lines,
    find_head,
    journal_file,
    journal_head,
    next_lines,
    verify_journals,
)
from zt_audio.trust.memory import (
    ProjectMemory,
    known_of,
    memory_of,
    remember_journal,
    remember_journals,
    remember_project,
)

AT = datetime(2026, 11, 25, 10, 12, 40, tzinfo=UTC)
DEED = Deed("aigerim", "text.saved", "appeals/texts/littering.yaml#text/ru", "a" * 64, "b" * 64)
MACHINE = "7f3a91c2"
MUTATIONS = int(os.environ.get("ZT_MUTATIONS", "300"))


def journal(root: Path, acts: int, at: datetime = AT) -> Path:
    path = journal_file(root, MACHINE)
    append_lines(path, next_lines(journal_head(path), [DEED] * acts, at))
    return path


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """Return a journal of five lines that the computer with the user's data in `data` has seen."""
    path = journal(tmp_path, 5)
    remember_journal(tmp_path / "data", tmp_path, MACHINE)
    return path


def reason(root: Path) -> str | None:
    misfit = verify_journals(root, memory_of(root / "data", root).heads)
    return misfit.reason if misfit else None


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with a bit, a run of bytes or a line that is other, gone, twice or elsewhere."""
    lines = data.splitlines(keepends=True)
    at, other = chance.randrange(len(data)), chance.randrange(len(data))
    line = chance.randrange(len(lines))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :],
        lambda: data[: min(at, other)] + data[max(at, other) :],
        lambda: data[:at] + data[other : other + 9] + data[at:],
        lambda: b"".join([*lines[:line], *lines[line + 1 :]]),
        lambda: b"".join([*lines[:line], lines[line], *lines[line:]]),
        lambda: data[:at],
        lambda: b"".join([*lines[:line], lines[line].replace(b"aigerim", b"bolat"), *lines[line + 1 :]]),
    ]
    return chance.choice(ways)()


def test_no_change_of_a_seen_journal_is_accepted(tmp_path: Path, seen: Path) -> None:
    data, chance = seen.read_bytes(), random.Random(15)  # noqa: S311 - any bytes will do
    assert reason(tmp_path) is None
    for _ in range(MUTATIONS):
        if (other := mutated(data, chance)) != data:
            seen.write_bytes(other)
            assert reason(tmp_path), other


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda lines: lines[:4],
        lambda lines: [],
        lambda lines: [*lines[:4], next_lines(JournalHead(4, ""), [DEED], AT)[0].encode() + b"\n"],
    ],
)
def test_a_journal_that_was_cut_or_written_again_is_reported_until_it_is_accepted(
    tmp_path: Path, seen: Path, rewritten: Callable[[list[bytes]], list[bytes]]
) -> None:
    seen.write_bytes(b"".join(rewritten(seen.read_bytes().splitlines(keepends=True))))
    assert reason(tmp_path) in ("cut", "chain")
    journal(tmp_path, 9, AT.replace(hour=11))  # to go on writing hides nothing
    remember_journal(tmp_path / "data", tmp_path, MACHINE)
    assert reason(tmp_path) in ("cut", "chain")


def test_a_journal_that_is_gone_is_reported(tmp_path: Path, seen: Path) -> None:
    seen.unlink()
    assert reason(tmp_path) == "cut"
    remember_journals(tmp_path / "data", tmp_path)
    assert reason(tmp_path) is None


def test_a_journal_that_cannot_be_read_is_reported_and_takes_no_other_with_it(tmp_path: Path, seen: Path) -> None:
    own = journal_file(tmp_path, "0" * 8)
    append_lines(own, next_lines(journal_head(own), [DEED], AT))
    remember_journals(tmp_path / "data", tmp_path)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(own.parent, elsewhere / own.parent.name)
    journal_file(elsewhere, MACHINE).unlink()
    journal_file(elsewhere, MACHINE).mkdir()
    assert not known_of(tmp_path / "data", elsewhere).heads
    misfit = verify_journals(elsewhere, {})
    assert misfit
    assert misfit.reason == "unreadable"


def test_lines_that_were_added_elsewhere_are_no_damage(tmp_path: Path, seen: Path) -> None:
    journal(tmp_path, 3)
    assert reason(tmp_path) is None
    assert remember_journal(tmp_path / "data", tmp_path, MACHINE) == journal_head(seen)
    seen.write_bytes(b"".join(seen.read_bytes().splitlines(keepends=True)[:7]))
    assert reason(tmp_path) == "cut"


def test_projects_do_not_share_a_memory(tmp_path: Path, seen: Path) -> None:
    assert memory_of(tmp_path / "data", tmp_path / "other") == ProjectMemory(str(tmp_path / "other"))
    remember_project(tmp_path / "data", ProjectMemory(str(tmp_path / "other"), keepers=("RWQ",)))
    assert memory_of(tmp_path / "data", tmp_path).heads == {MACHINE: journal_head(seen)}


def test_the_end_that_a_card_shows_is_found_later(tmp_path: Path, seen: Path) -> None:
    digits = journal_head(seen).digest[:8]
    journal(tmp_path, 2)
    found = find_head(tmp_path, digits)
    assert found is not None
    assert (found.machine, found.n) == (MACHINE, 5)
    assert find_head(tmp_path, "00000000") is None
