"""A new project is there as a whole or not at all, however `init` ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.deadly import die_before, forked, was_killed
from zt_audio.app.today.check import CheckRequest, check_project
from zt_audio.app.today.init import start_project, starter_files
from zt_audio.errors import BuildError, DeviceError


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process is forked")
def test_a_kill_at_any_moment_leaves_a_project_or_none(tmp_path: Path) -> None:
    starter_files()  # what is read once serves every fork
    outcomes = []
    for call in range(1, 1000):
        root = tmp_path / str(call)
        root.mkdir()

        def dying(root: Path = root, call: int = call) -> None:
            die_before(call, ("replace", "rename", "unlink", "mkdir", "rmdir", "fsync"))
            start_project(root)

        killed = was_killed(forked(dying))
        if not (root / "appeals").exists():
            start_project(root)
        assert {path.name for path in root.iterdir()} == {"appeals"}
        names = {path.relative_to(root / "appeals").as_posix() for path in root.rglob("*") if path.is_file()}
        assert names == starter_files().keys()
        if not killed:
            break
        outcomes.append(call)
    assert len(outcomes) > 20
    assert not check_project(root, CheckRequest()).errors


def test_a_link_in_the_place_of_the_appeals_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "appeals").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildError):
        start_project(tmp_path / "new")
    (tmp_path / "new" / "appeals").unlink()
    (tmp_path / "else").mkdir()
    (tmp_path / "new" / ".appeals.new").symlink_to(tmp_path / "else")
    with pytest.raises(DeviceError):
        start_project(tmp_path / "new")
    assert list((tmp_path / "else").iterdir()) == []
