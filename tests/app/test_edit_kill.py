"""A save may be killed at any moment: each file is old or new and whole, and the next command leaves one of both."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import edit_kill_child
from tests.support.content_project import write_project
from tests.support.deadly import finish_edits
from tests.support.edit_kill_child import NEW, PLACES, SMOKING, TEXT, save
from zt_audio.app.journal import acts, verify_journal

KILLS = int(os.environ.get("ZT_EDIT_KILLS", "100"))  # at random moments; by hand: 500
FILES = (TEXT, PLACES, SMOKING, NEW)
State = tuple[bytes | None, ...]


def state(root: Path) -> State:
    return tuple((root / name).read_bytes() if (root / name).exists() else None for name in FILES)


def killed(mode: str, tmp_path: Path, *arguments: str) -> tuple[int, State, State]:
    """Kill saves; return how many were killed, and the files before and after a whole save."""
    template = write_project(tmp_path / "template")
    old = state(template)
    command = [sys.executable, "-m", edit_kill_child.__name__, mode, str(template), str(tmp_path / "work"), *arguments]
    (tmp_path / "work").mkdir()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    save(template)
    return int(done.stdout), old, state(template)


def require_old_or_new(root: Path, old: State, new: State) -> bool:
    """Return whether the save was carried out."""
    assert all(there in both for there, *both in zip(state(root), old, new, strict=True))
    finish_edits(root)
    assert state(root) in (old, new)
    is_new = state(root) == new
    report = verify_journal(root)
    assert (report.misfit, report.without_text) == (None, 0)
    assert {act.file for act in acts(root)} == (set(FILES) if is_new else set())
    assert [path.name for path in (root / "appeals").rglob("*.tmp")] == []
    return is_new


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_a_kill_at_any_touch_of_the_disk(tmp_path: Path) -> None:
    count, old, new = killed("calls", tmp_path)
    outcomes = [require_old_or_new(tmp_path / "work" / str(number), old, new) for number in range(1, count + 1)]
    assert count > 40
    assert outcomes == sorted(outcomes)  # decided at one moment
    assert set(outcomes) == {False, True}


@pytest.mark.slow  # a copy of the project for each kill
def test_a_kill_at_any_time(tmp_path: Path) -> None:
    count, old, new = killed("delays", tmp_path, str(KILLS))
    outcomes = {require_old_or_new(tmp_path / "work" / str(number), old, new) for number in range(1, KILLS + 1)}
    assert count > KILLS / 5
    assert outcomes == {False, True}
