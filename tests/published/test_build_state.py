"""What the last build left behind: kept, read again, and unknown where it is damaged or of an older version."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.tiny import Tiny, flipped, touched
from zt_audio.app.making.build import build
from zt_audio.errors import ContentError
from zt_audio.pipeline.request import BuildRequest
from zt_audio.pipeline.staleness import output_warnings
from zt_audio.published.inputs import (
    BuildState,
    as_left,
    intact_files,
    load_build_state,
    nothing_to_do,
    save_build_state,
    untouched,
)
from zt_audio.published.manifest_reader import read_manifest, read_playlists
from zt_audio.published.verify import verify
from zt_audio.sticks.source import built_playlist, stick_source
from zt_audio.store import manifest
from zt_audio.store.journal import MANIFEST_FILE

MONDAY = date(2026, 12, 7)
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
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert load_build_state(path) == BuildState()


def test_the_file_of_an_older_version_costs_a_look_and_nothing_else(built: Tiny) -> None:
    """Its keys had other names. Nothing is spoken or written again, and the next build knows everything."""
    path = built.workspace.state
    tree = json.loads(path.read_bytes())
    tree["says"] = tree.pop("content_digest_by_playlist")
    tree["other_warnings_on"] = tree.pop("warnings_change_on")
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert load_build_state(path) == BuildState()
    assert list(output_warnings(built.workspace)) == []  # a plan tells
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


def test_whether_a_playlist_may_be_played_is_judged_once_a_day(built: Tiny) -> None:
    built.edit("playlists/city.yaml", "days: [mon]", "dates: [2026-12-04]")
    assert not build(built.workspace, BuildRequest()).playlists["city"].forbidden  # without a day
    report = build(built.workspace, BuildRequest(today=MONDAY))
    assert report.untouched
    assert {name: each.forbidden for name, each in report.playlists.items()} == {"city": True, "yard": False}
    state = load_build_state(built.workspace.state)
    for asks_people, told in ((False, {}), (True, report.playlists)):  # people may have changed the verdict since
        save_build_state(built.workspace.state, replace(state, playlists={}, asks_people=asks_people))
        assert build(built.workspace, BuildRequest(today=MONDAY)).playlists == told


MARKET, PARK, LIST = "city/001_MARKET.MP3", "city/002_PARK.MP3", "city/PLAY.M3U"


def test_a_playlist_is_read_alone_and_the_whole_where_others_changed_it(
    built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_manifest(built.output)
    with monkeypatch.context() as patched:
        patched.setattr(manifest, "from_bytes", None)  # who reads the whole fails
        part = read_playlists(built.workspace, ["city"])
        assert read_playlists(built.workspace, ()) == whole  # line by line, a third of the memory
        assert verify(built.workspace).build == whole.build
        assert stick_source(built.workspace, "city", date(2026, 11, 27)).stick.build == whole.playlists["city"].number
        assert built_playlist(built.output, "city").build == whole.playlists["city"].number
    copy = shutil.copytree(built.output, tmp_path / "copy")
    assert built_playlist(copy, "city").build == whole.playlists["city"].number
    assert part.playlists == {"city": whole.playlists["city"]}
    assert part.segments.items() <= whole.segments.items()
    path = built.output / MANIFEST_FILE
    path.write_bytes(path.read_bytes() + b" ")  # still good JSON
    assert read_playlists(built.workspace, ["city"]) == whole
    with pytest.raises(ContentError) as unknown:
        read_playlists(built.workspace, ["citi"])
    assert unknown.value.problems[0].facts["nearest"] == "city"


def test_files_are_intact_by_their_stamp_or_by_their_bytes(built: Tiny) -> None:
    state = load_build_state(built.workspace.state)
    all_files = set(built.manifest().owned())
    assert intact_files(built.output, built.manifest(), state) == all_files
    touched(built.output / MARKET)  # the same bytes, later: it is hashed
    touched(built.output / PARK, flipped((built.output / PARK).read_bytes()))
    (built.output / LIST).write_bytes(b"another length")
    (built.output / "yard" / "PLAY.M3U").unlink()
    left = all_files - {PARK, LIST, "yard/PLAY.M3U"}
    assert intact_files(built.output, built.manifest(), state) == left
    assert as_left(built.output, state) == left - {MARKET}
    assert not untouched(built.output, state)


def test_a_file_with_its_old_stamp_is_not_read_again(built: Tiny) -> None:
    """As in git's index: who sets the time back deceives a build, and `verify` and `export` hash every file."""
    path = built.output / MARKET
    facts = path.stat()
    path.write_bytes(flipped(path.read_bytes()))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert MARKET in intact_files(built.output, built.manifest(), load_build_state(built.workspace.state))
    assert MARKET not in intact_files(built.output, built.manifest(), BuildState())


def test_without_a_state_every_file_is_hashed(built: Tiny) -> None:
    assert intact_files(built.output, built.manifest(), BuildState()) == set(built.manifest().owned())
    assert not untouched(built.output, BuildState())
