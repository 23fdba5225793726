"""An export that is killed at any moment never leaves a half target that claims to be whole; the next completes it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.test_build_kill import ENVIRONMENT
from tests.sticks.test_export import exported, files_of, source, stated
from tests.support import export_child
from tests.support.tiny import Tiny
from zt_audio.errors import DeviceError
from zt_audio.sticks.manifest import is_build_note
from zt_audio.sticks.verify import Proof, verify_stick
from zt_audio.store.manifest import PLAYER_FILE

pytestmark = pytest.mark.slow  # hundreds of exports, each killed at another moment


@pytest.fixture
def edited(built: Tiny) -> Tiny:
    """Give a project whose `city` has another first track, another name for the second and a third."""
    built.edit("places.yaml", "gen: рынка", "gen: базара")
    built.edit(
        "playlists/city.yaml",
        '{place: park, arrive: "11:00", appeals: [a]}',
        '{place: school, arrive: "11:00", appeals: [a]}\n  - {place: park, arrive: "12:00", appeals: [a]}',
    )
    built.build()
    return built


def children(mode: str, project: Tiny, template: Path, work: Path, exports: int) -> tuple[int, int]:
    arguments = (mode, str(project.root), str(template), str(work), str(exports))
    command = [sys.executable, "-W", "ignore", "-m", export_child.__name__, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=ENVIRONMENT)
    touches, killed = map(int, done.stdout.split())
    return touches, killed


def proof_of(target: Path) -> Proof:
    return verify_stick(target, lambda _event: None).proof


@pytest.mark.parametrize(("mode", "exports"), [("touches", 100), ("times", 20)])
def test_a_folder_says_that_it_is_half_written(
    built_once: Tiny, edited: Tiny, tmp_path: Path, mode: str, exports: int
) -> None:
    template = tmp_path / "template"
    template.mkdir()
    exported(built_once, template)
    old, new = files_of(template), source(edited)
    assert len(set(old) - set(new)) == 2  # a track and the note
    touches, killed = children(mode, edited, template, tmp_path / "work", exports)
    states = set()
    for number in range(exports):
        target = tmp_path / "work" / str(number)
        there, found = files_of(target), proof_of(target)
        there.pop("ZT_STICK.TMP", None)
        assert not found.is_whole or there in (old, new)
        for whole in (old, new):  # the name of a build is there only with all of its sound
            if any(is_build_note(name) for name in there if name in whole):
                silent = {PLAYER_FILE, *filter(is_build_note, whole)}
                assert all(there[name] == data for name, data in whole.items() if name not in silent)
        states.add((found.is_whole, there == old))
        (target / "LETTER.TXT").write_text("theirs", encoding="utf-8")
        exported(edited, target, accept=lambda _others: True)
        assert files_of(target) == {**new, "LETTER.TXT": b"theirs"}
        assert proof_of(target).is_whole
        assert stated(target).state == "complete"
    assert killed
    if mode == "touches":
        assert killed == exports
        assert touches > 60
        assert {(False, False), (False, True), (True, True)} <= states


def test_a_file_is_the_old_one_or_the_new_one(built_once: Tiny, edited: Tiny, tmp_path: Path) -> None:
    template = tmp_path / "template.zip"
    exported(built_once, template)
    old = template.read_bytes()
    new_file = tmp_path / "new.zip"
    shutil.copyfile(template, new_file)
    exported(edited, new_file)
    new = new_file.read_bytes()
    _touches, killed = children("times", edited, template, tmp_path / "work", 25)
    assert killed
    for number in range(25):
        target = tmp_path / "work" / f"{number}.zip"
        assert target.read_bytes() in (old, new)
        exported(edited, target)
        assert target.read_bytes() == new
        assert proof_of(target).is_whole
    assert [path.name for path in (tmp_path / "work").iterdir() if path.name.startswith(".")] == []


def test_a_first_file_is_whole_or_not_there(built_once: Tiny, tmp_path: Path) -> None:
    template = tmp_path / "none.zip"
    children("times", built_once, template, tmp_path / "work", 15)
    for number in range(15):
        target = tmp_path / "work" / f"{number}.zip"
        if target.exists():
            assert proof_of(target).is_whole
        else:
            with pytest.raises(DeviceError, match="target-missing"):
                proof_of(target)
        exported(built_once, target)
        assert proof_of(target).is_whole
