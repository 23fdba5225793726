"""The journal is a chain: what was done stays as it was written, or it shows."""

from __future__ import annotations

import hashlib
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zt_audio.trust.journal import (
    Deed,
    JournalHead,
    Misfit,
    append_lines,
    find_head,
    heal_journal,
    journal_births,
    journal_file,
    journal_head,
    journal_heads,
    journal_problems,
    machine_id,
    next_lines,
    read_acts,
    read_deeds,
    verify_journals,
)

AT = datetime(2026, 11, 25, 10, 12, 40, tzinfo=UTC)
DEED = Deed("aigerim", "text.saved", "appeals/texts/littering.yaml#text/ru", "a" * 64, "b" * 64)
MACHINE = "7f3a91c2"


def journal(root: Path, acts: int, machine: str = MACHINE) -> Path:
    path = journal_file(root, machine)
    append_lines(path, next_lines(journal_head(path), [DEED] * acts, AT))
    return path


def test_a_line_is_canonical_and_holds_the_digest_of_the_line_before(tmp_path: Path) -> None:
    path = journal(tmp_path, 1)
    journal(tmp_path, 1)
    first, second = path.read_text("utf-8").splitlines()
    assert first == (
        '{"at":"2026-11-25T10:12:40+00:00","by":"aigerim","did":"text.saved","from":"' + "a" * 64 + '","n":1,"prev":"",'
        '"to":"' + "b" * 64 + '","what":"appeals/texts/littering.yaml#text/ru"}'
    )
    assert json.loads(second)["prev"] == hashlib.sha256(first.encode()).hexdigest()
    assert (verify_journals(tmp_path), journal_head(path).n) == (None, 2)


def test_acts_of_all_machines_come_newest_first(tmp_path: Path) -> None:
    for minute, machine in enumerate(["aaaaaaaa", "bbbbbbbb", "aaaaaaaa"]):
        path = journal_file(tmp_path, machine)
        append_lines(path, next_lines(journal_head(path), [DEED], AT.replace(minute=minute)))
    assert [(act.machine, act.n) for act in read_acts(tmp_path)] == [("aaaaaaaa", 2), ("bbbbbbbb", 1), ("aaaaaaaa", 1)]
    assert read_acts(tmp_path)[0].file == "appeals/texts/littering.yaml"


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (lambda lines: [*lines[:1], lines[1].replace(b"aigerim", b"bolat"), *lines[2:]], 3, "chain"),
        (lambda lines: [lines[0], *lines[2:]], 2, "number"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2, "number"),
        (lambda lines: lines[1:], 1, "number"),
        (lambda lines: [lines[0], b"{}\n", *lines[1:]], 2, "unreadable"),
        (lambda lines: [lines[0], b"\xff\n", *lines[1:]], 2, "unreadable"),
        (lambda lines: [*lines[:4], lines[4][:-1]], 5, "torn"),
        (lambda lines: [*lines[:4], lines[4][:9]], 5, "torn"),
    ],
)
def test_the_first_line_that_does_not_fit_is_named(tmp_path: Path, change: object, line: int, reason: str) -> None:
    path = journal(tmp_path, 5)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(change(lines)))  # type: ignore[operator] # one of the functions above
    assert verify_journals(tmp_path) == Misfit(f"journal/{MACHINE}.jsonl", line, reason)  # type: ignore[arg-type]


def test_no_byte_can_change_unseen_except_in_the_last_line(tmp_path: Path) -> None:
    path = journal(tmp_path, 5)
    data = path.read_bytes()
    chance = random.Random(14)  # noqa: S311 - any bytes will do
    for _ in range(300):
        at = chance.randrange(data.rindex(b"\n", 0, -1))
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        assert verify_journals(tmp_path) is not None


@pytest.mark.parametrize("kept", [1, 50, -1])
def test_a_torn_last_line_is_cut_off_and_the_chain_goes_on(tmp_path: Path, kept: int) -> None:
    path = journal(tmp_path, 2)
    whole = path.read_bytes()
    path.write_bytes(whole + next_lines(journal_head(path), [DEED], AT)[0].encode()[:kept])
    assert journal_head(path).n == len(read_acts(tmp_path)) == 2
    assert heal_journal(path)
    assert path.read_bytes() == whole
    assert not heal_journal(path)
    journal(tmp_path, 1)
    assert verify_journals(tmp_path) is None


def test_a_journal_that_is_not_there_is_empty(tmp_path: Path) -> None:
    path = journal_file(tmp_path, MACHINE)
    assert not heal_journal(path)
    assert (journal_head(path), read_acts(tmp_path), verify_journals(tmp_path)) == (JournalHead(), (), None)


def test_lines_that_are_no_acts_are_skipped(tmp_path: Path) -> None:
    path = journal(tmp_path, 1)
    path.write_bytes(b'[]\n{"at": "soon"}\n' + path.read_bytes())
    assert len(read_acts(tmp_path)) == 1


def test_a_computer_keeps_its_name(tmp_path: Path) -> None:
    name = machine_id(tmp_path / "data")
    assert machine_id(tmp_path / "data") == name != machine_id(tmp_path / "other")
    assert len(bytes.fromhex(name)) == 4
    (tmp_path / "data" / "machine").write_bytes(b"../../etc\n\xff")
    assert len(bytes.fromhex(machine_id(tmp_path / "data"))) == 4


@pytest.mark.parametrize("name", ["evil", "7F3A91C2", "7f3a91c2 (1)", "7f3a91c", "7f3a91c2a", ""])
def test_a_file_that_no_computer_is_called_after_does_not_count(tmp_path: Path, name: str) -> None:
    path = journal(tmp_path, 2).rename(tmp_path / f"journal/{name}.jsonl")
    assert (read_acts(tmp_path), journal_heads(tmp_path), list(read_deeds(tmp_path, ["text.saved"]))) == ((), {}, [])
    assert find_head(tmp_path, "") is None
    assert verify_journals(tmp_path) == Misfit(f"journal/{path.name}", 1, "name")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", "0001-01-01T00:00:00+14:00"),
        ("at", "9999-12-31T23:59:59-14:00"),
        ("at", "3000-01-01T00:00:00+00:00"),
        ("at", "1969-12-31T23:59:59+00:00"),
        ("at", "2026-11-28T10:00:00"),
        ("at", "2026-11-28"),
        ("at", "soon"),
        ("at", 5),
        ("n", 1.0),
        ("n", True),
        ("n", 2**63),
        ("n", "1"),
        ("by", None),
        ("prev", None),
        ("to", 5),
        ("what", []),
    ],
)
def test_a_line_of_other_types_is_named_and_is_no_act(tmp_path: Path, name: str, value: object) -> None:
    path = journal(tmp_path, 1)
    tree = {**json.loads(path.read_bytes()), name: value}
    path.write_text(json.dumps(tree, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    assert verify_journals(tmp_path) == Misfit(f"journal/{MACHINE}.jsonl", 1, "unreadable")
    assert read_acts(tmp_path) == ()


def test_what_is_no_file_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / f"journal/{MACHINE}.jsonl").mkdir(parents=True)
    assert (read_acts(tmp_path), journal_births(tmp_path)) == ((), frozenset())
    assert [problem.slug for problem in journal_problems(tmp_path, {})] == ["journal-changed"]
    assert verify_journals(tmp_path) == Misfit(f"journal/{MACHINE}.jsonl", 1, "unreadable")


def test_a_chain_that_was_not_seen_is_named(tmp_path: Path) -> None:
    head = journal_head(journal(tmp_path, 3))
    (found,) = journal_problems(tmp_path, {})
    assert (found.slug, found.severity, found.facts) == ("journal-unseen", "warning", {"machine": MACHINE, "n": 3})
    assert list(journal_problems(tmp_path, {MACHINE: head})) == []


def test_a_project_has_the_first_lines_of_its_journals(tmp_path: Path) -> None:
    first = journal(tmp_path, 1).read_bytes().rstrip(b"\n")
    assert journal_births(tmp_path) == {hashlib.sha256(first).hexdigest()}
    journal(tmp_path, 2)
    assert journal_births(tmp_path) == {hashlib.sha256(first).hexdigest()}
