"""What the last build left behind: kept, read again, and unknown where it is damaged or of an older version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.published.build_state import BuildState, load_build_state, nothing_to_do, save_build_state
from zt_audio.published.freshness import output_warnings

STATE = BuildState("all", 2, {"city/1": (3, 4)}, {"city": "digest"}, "2026-12-01")


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    save_build_state(tmp_path / "state.json", STATE)
    assert load_build_state(tmp_path / "state.json") == STATE


@pytest.mark.parametrize("key", ["inputs", "warnings", "files", "content_digest_by_playlist", "warnings_change_on"])
def test_a_file_without_one_of_its_parts_is_unknown(key: str, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    save_build_state(path, STATE)
    tree = json.loads(path.read_bytes())
    del tree[key]
    path.write_text(json.dumps(tree))
    assert load_build_state(path) == BuildState()


def test_the_file_of_an_older_version_costs_a_look_and_nothing_else(built: Tiny) -> None:
    """Its keys had other names. Nothing is spoken or written again, and the next build knows everything."""
    path = built.workspace.state
    tree = json.loads(path.read_bytes())
    tree["says"] = tree.pop("content_digest_by_playlist")
    tree["other_warnings_on"] = tree.pop("warnings_change_on")
    path.write_text(json.dumps(tree))
    assert load_build_state(path) == BuildState()
    assert {problem.slug for problem in output_warnings(built.workspace)} == {"age-unknown"}
    before = built.tree()
    ran = built.build()
    assert (ran.spoken, ran.encoded, ran.tracks, ran.slugs) == ([], [], [], {})
    assert built.tree() == before
    assert list(output_warnings(built.workspace)) == []


@pytest.mark.parametrize(("today", "idle"), [("2026-11-30", True), ("2026-12-01", False), ("2027-01-01", False)])
def test_a_day_on_which_other_warnings_are_due_is_not_idle(today: str, idle: bool, built: Tiny) -> None:  # noqa: FBT001
    last = load_build_state(built.workspace.state)
    save_build_state(
        built.workspace.state, BuildState(last.inputs, 0, last.files, last.content_digest_by_playlist, "2026-12-01")
    )
    assert (nothing_to_do(built.workspace, last.inputs, date.fromisoformat(today)) is not None) is idle
