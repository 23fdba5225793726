"""Whatever a journal or a record holds, each command answers: no crash, and nothing that was changed counts as whole.

By hand: ZT_RECORD_MUTANTS=2000, and ZT_MUTANT_SEED=2 for others.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.support.sealing import PIN, QUICK
from tests.support.tiny import SETTINGS, Tiny
from zt_audio.app.journal import verify_journal, write_down
from zt_audio.app.vouching.approvals import Approving, approve
from zt_audio.app.vouching.facts import said_at
from zt_audio.app.vouching.keys import new_key, seal_people, trusted_keys, unlock
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.published.evidence import open_doubts, words_in_doubt
from zt_audio.store.workspace import user_data
from zt_audio.trust.journal import Deed, journal_file, machine_id, verify_journals
from zt_audio.trust.vouching import read_approval, read_pairs

MUTANTS = int(os.environ.get("ZT_RECORD_MUTANTS", "20"))
FIRST_SEED = int(os.environ.get("ZT_MUTANT_SEED", "0")) * 100_000
TODAY = date(2026, 11, 24)
PEOPLE = """\
aigerim:
  name: {kk: Айгерім С., ru: Айгерим С.}
  roles: [approver, keeper]
dana:
  name: {kk: Дана, ru: Дана}
  roles: [editor]
"""
VALUES = ["1e999", "-1e999", "NaN", "0", "-1", "1e3", "9" * 400, "null", "true", '""', "[]", "{}", '"\\ud800"', '"x"']
MOMENTS = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01", "2026-11-28T10:00:00", "1969-12-31"]
COMMANDS = [
    ("log",),
    ("log", "verify"),
    ("check",),
    ("status",),
    ("approve",),
    ("approve", "a", "--by", "aigerim", "--all-heard"),
    ("pairs",),
    ("card", "city"),
    ("build",),
    ("keys", "list"),
]


@pytest.fixture
def sealed(built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """Give a built project that asks for four eyes and whose list of people is sealed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    built.write("people.yaml", PEOPLE)
    new_key(built.root, "aigerim", PIN, TODAY, QUICK)
    seal_people(built.root, unlock("aigerim", PIN), TODAY)
    built.write("settings.yaml", SETTINGS + "approval: {needed: named, of: all}\n")
    built.build()
    approve(built.root, ["a", "b"], Approving("aigerim"), lambda _evidence: True)
    built.write("settings.yaml", SETTINGS + "approval: {needed: named, of: all, four_eyes: yes}\n")
    built.build()
    built.run("log", "verify", "--accept")
    return built


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Return `data` with a bit, a run, a line or a JSON value changed."""
    at, other = draw.randrange(len(data)), draw.randrange(len(data))
    lines = data.splitlines(keepends=True)
    line = draw.randrange(len(lines))
    colons = [place for place in range(len(data)) if data[place : place + 1] == b":"] or [at]
    colon = draw.choice(colons)
    end = min((place for mark in b",}\n" if (place := data.find(bytes([mark]), colon)) > 0), default=len(data))
    moment = json.dumps(draw.choice(MOMENTS))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :],
        lambda: data[: min(at, other)] + data[max(at, other) :],
        lambda: b"".join([*lines[:line], *lines[line + 1 :]]),
        lambda: b"".join([*lines[:line], lines[line], *lines[line:]]),
        lambda: data[: colon + 1] + draw.choice(VALUES).encode() + data[end:],
        lambda: data[: colon + 1] + moment.encode() + data[end:],
        lambda: data[:at] + b"[" * 5000 + data[at:],
    ]
    return draw.choice(ways)()


def means_nothing(tiny: Tiny, path: Path, kind: str) -> bool:
    """Tell whether what was changed at `path` is refused where it is relied on."""
    if kind == "journal":
        return verify_journal(tiny.root).misfit is not None
    if kind == "people":
        try:
            return not trusted_keys(Snapshot(tiny.root), TODAY).keys
        except ContentError:
            return True
    return read_approval(tiny.root, "appeal/a") is None if kind == "approval" else not read_pairs(tiny.root, "a")


def test_no_mutant_stops_a_command_or_counts(sealed: Tiny) -> None:
    journal = journal_file(sealed.root, machine_id(user_data()))
    appeals = sealed.root / "appeals"
    files = {
        "journal": journal,
        "people": appeals / "people.yaml",
        "approval": appeals / "approvals/appeal/a.json",
        "pairs": appeals / "pairs/a.json",
        "readings": sealed.workspace.readings,
    }
    heard = {name: data for name, data in sealed.tree().items() if name.endswith(".MP3")}
    for seed in range(MUTANTS):
        draw = random.Random(FIRST_SEED + seed)  # noqa: S311 - no secret
        kind = draw.choice([*files])
        path = files[kind]
        before = {each: each.read_bytes() for each in files.values()}
        changed = mutated(before[path], draw)
        path.write_bytes(changed)
        if kind != "readings" and changed != before[path]:
            assert means_nothing(sealed, path, kind), (seed, kind)
        for command in COMMANDS if seed < 5 else draw.sample(COMMANDS, 2):
            done = sealed.run(*command)
            assert done.returncode in (0, 1, 2, 3), (seed, kind, command, done)
            assert "program itself failed" not in done.stdout + done.stderr, (seed, kind, command)
        said_at(sealed.root, "market", date(2026, 11, 30))
        for each, data in before.items():
            each.write_bytes(data)
    sealed.build()
    assert {name: data for name, data in sealed.tree().items() if name.endswith(".MP3")} == heard


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("n", ["1", "1e999"])
def test_a_line_of_a_strangers_journal_is_named_and_stops_nothing(built: Tiny, at: str, n: str) -> None:
    line = (
        f'{{"at":"{at}","by":"x","did":"build.made","from":null,"n":{n},"prev":"","to":null,"what":"output/city#1"}}\n'
    )
    (built.root / "journal/0badc0de.jsonl").write_text(line, "utf-8")
    for command in COMMANDS:
        assert "program itself failed" not in built.run(*command).stderr, command
    said_at(built.root, "market", date(2026, 11, 30))
    verified = built.run("log", "verify")
    assert (verified.returncode, "journal/0badc0de.jsonl:1" in verified.stderr) == (1, True)


def test_a_damaged_record_is_named_with_its_line(sealed: Tiny) -> None:
    path = sealed.root / "appeals/approvals/appeal/a.json"
    path.write_bytes(path.read_bytes().replace(b'"aigerim"', b'"dana"'))
    lines = path.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if '"digest"' in text)  # it is of another name
    for command in (("check",), ("card", "city"), ("status",), ("approve",)):
        assert f"appeals/approvals/appeal/a.json:{line}" in sealed.run(*command).stderr, command


def test_a_first_sight_is_said_by_each_command_until_it_is_compared(
    sealed: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed.write("settings.yaml", SETTINGS + "approval: {needed: sealed, of: all}\n")
    sealed.build()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another laptop"))
    commands: list[tuple[str, ...]] = [
        ("keys", "list"),
        ("status",),
        ("approve",),
        ("card", "city"),
        ("build",),
        ("export", "city", str(tmp_path)),
    ]
    for command in commands[:-1]:
        assert "[people-first-seen]" in sealed.run(*command).stderr, command
    assert sealed.run("keys", "trust").returncode == 0
    for command in commands:
        assert "[people-first-seen]" not in sealed.run(*command).stderr, command


def slugs_of(tiny: Tiny) -> list[str]:
    return [each.slug for each in words_in_doubt(tiny.root)]


def test_who_vouched_for_a_take_is_asked_of_whole_journals_alone(sealed: Tiny) -> None:
    write_down(sealed.workspace, Deed("-", "take.doubted", "appeal/a/ru/1", None, "a" * 64))
    line = {"at": "2030-01-01T00:00:00+05:00", "by": "dana", "did": "take.heard", "from": None, "n": 1, "prev": ""}
    data = json.dumps({**line, "to": "a" * 64, "what": "appeal/a/ru/1"}, separators=(",", ":"), sort_keys=True) + "\n"
    (sealed.root / "journal/0badc0de.jsonl").write_text(data, "utf-8")
    assert (sorted(open_doubts(sealed.root)), slugs_of(sealed)) == ([], ["journal-unseen"])
    (sealed.root / "journal/0badc0de.jsonl").rename(sealed.root / "journal/evil.jsonl")
    assert (sorted(open_doubts(sealed.root)), slugs_of(sealed)) == (["a" * 64], ["journal-name"])


def test_only_journals_of_computers_say_who_edited(sealed: Tiny) -> None:
    """An editor cannot pass for another person with a file that was made by hand."""
    line = {"at": "2030-01-01T00:00:00+05:00", "by": "dana", "did": "text.saved", "from": None, "n": 1, "prev": ""}
    line |= {"to": None, "what": "appeals/texts/b.yaml#text/ru"}
    data = json.dumps(line, separators=(",", ":"), sort_keys=True) + "\n"
    (sealed.root / "journal/evil.jsonl").write_text(data, "utf-8")
    verified = sealed.run("log", "verify")
    assert (verified.returncode, "[journal-name]" in verified.stderr) == (1, True)
    assert "[journal-name]" in sealed.run("approve", "b", "--by", "aigerim", "--all-heard").stderr
    assert "[journal-name]" in sealed.run("card", "city").stderr
    (sealed.root / "journal/evil.jsonl").rename(sealed.root / "journal/0badc0de.jsonl")
    assert verify_journals(sealed.root) is None
    for command in (("log", "verify"), ("log",), ("card", "city"), ("status",)):
        assert "0badc0de.jsonl" in sealed.run(*command).stderr, command
    sealed.run("log", "verify", "--accept")
    assert "0badc0de.jsonl" not in sealed.run("log", "verify").stderr
