"""An approval may be killed at any moment: every record is old or new and whole, and the journal tells the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import record_kill_child
from tests.support.content_project import write_project
from tests.support.deadly import finish_edits
from tests.support.record_kill_child import FILES, give, prepare
from zt_audio.app.journal import acts, verify_journal

KILLS = int(os.environ.get("ZT_RECORD_KILLS", "0"))  # at random moments: 500 by hand
State = tuple[bytes | None, ...]


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def state(root: Path) -> State:
    return tuple((root / name).read_bytes() if (root / name).exists() else None for name in FILES)


def test_a_kill_leaves_all_old_or_all_new(tmp_path: Path) -> None:
    template = write_project(tmp_path / "template")
    prepare(template)
    old, before = state(template), len(acts(template))
    (tmp_path / "work").mkdir()
    how = ("delays", str(KILLS)) if KILLS else ("calls",)
    command = [
        sys.executable,
        "-m",
        record_kill_child.__name__,
        how[0],
        str(template),
        str(tmp_path / "work"),
        *how[1:],
    ]
    killed = int(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    give(template)
    new = state(template)
    results = set()
    for root in sorted((tmp_path / "work").iterdir()):
        assert all(there in both for there, *both in zip(state(root), old, new, strict=True))
        finish_edits(root)
        assert state(root) in (old, new)
        results.add(state(root) == new)
        assert len(acts(root)) - before == (len(FILES) if state(root) == new else 0)
        assert verify_journal(root).misfit is None
    assert killed > 20
    assert results == {True, False}
