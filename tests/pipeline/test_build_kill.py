"""A build may be killed at any moment: files are old and whole or new and whole, and the next command ends the job."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.support import kill_child
from tests.support.tiny import YARD, Tiny, tiny_project
from zt_audio.app.making.build import build
from zt_audio.cli.main import run
from zt_audio.events import Event, TrackWritten
from zt_audio.pipeline.request import BuildRequest
from zt_audio.published.verify import verify
from zt_audio.store import journal
from zt_audio.store.journal import NOT_READY

ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # no threads before the fork


def edit_everything(tiny: Tiny, profile: str = "usb") -> None:
    """Change a track, add one, remove one; remove a playlist, add one; for another player, lay out everything again."""
    tiny.edit("settings.yaml", "pauses:", f"profile: {profile}\npauses:")
    tiny.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    tiny.edit("playlists/city.yaml", 'place: park, arrive: "11:00"', 'place: school, arrive: "11:00"')
    (tiny.root / "appeals/playlists/yard.yaml").unlink()
    tiny.write("playlists/night.yaml", YARD)


def children(mode: str, template: Tiny, work: Path, *arguments: str) -> int:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        kill_child.__name__,
        mode,
        str(template.root),
        str(work),
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=ENVIRONMENT)
    return int(done.stdout)


def folders(tree: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for path, data in tree.items():
        folder, slash, name = path.partition("/")
        if slash and not folder.startswith("."):
            found.setdefault(folder, {})[name] = data
    return found


def require_old_or_new(tree: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Assert that each file is old or new, and that a folder which is neither says so."""
    there, before, after = folders(tree), folders(old), folders(new)
    for folder in {*there, *before, *after}:
        files = dict(there.get(folder, {}))
        marked = files.pop(NOT_READY, None) is not None
        for name, data in files.items():
            assert data in (before.get(folder, {}).get(name), after.get(folder, {}).get(name)), f"{folder}/{name}"
        assert marked or files in (before.get(folder, {}), after.get(folder, {})), folder


def left_behind(tiny: Tiny) -> dict[str, str]:
    """Return a digest of every file of a project; names of temporary files without what tells processes apart."""
    files = ((path.relative_to(tiny.root), path.read_bytes()) for path in tiny.root.rglob("*") if path.is_file())
    return {re.sub(r"\.\d+\.\d+\.tmp$", ".tmp", str(path)): sha256(data).hexdigest() for path, data in files}


def ends_the_job(
    tiny: Tiny, command: str, old: dict[str, bytes], new: dict[str, bytes], built: list[dict[str, str]]
) -> bool:
    """Run `command`, then a build where it was another; return whether the change had been decided.

    `built` holds what other commands left, byte for byte, and a build has ended since: it is not built once more.
    """
    decided = journal.pending(tiny.output) is not None
    before = folders(tiny.tree())
    if command != "build":
        assert run(["--project", str(tiny.root), command]) == 0
        after = folders(tiny.tree())
        assert after == (folders(new) if decided else before)
        assert after in (folders(old), folders(new))
        if (left := left_behind(tiny)) in built:
            return decided
        built.append(left)
    assert run(["--project", str(tiny.root), "build"]) == 0
    assert tiny.tree() == new
    assert sorted(path.name for path in tiny.output.iterdir()) == ["city", "manifest.json", "night"]
    return decided


@pytest.mark.slow  # a build for each of a few hundred touches of the disk
@pytest.mark.parametrize("profile", ["usb", "dfplayer", "continuous"])  # inner folders; one big file
def test_at_every_touch_of_the_disk(
    built: Tiny, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    monkeypatch.setenv("ZT_AUDIO_LANG", "en")
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # as in the children
    old = built.tree()
    done = built.copy(tmp_path / "done")
    edit_everything(done, profile)
    done.build()
    new = done.tree()
    for kind in ("speech", "segments"):  # nothing is left to do but to write
        shutil.copytree(done.workspace.cache / kind, built.workspace.cache / kind, dirs_exist_ok=True)
    edit_everything(built, profile)
    killed = children("calls", built, tmp_path / "work")
    assert killed > 30
    outcomes: list[bool] = []
    last: dict[str, str] = {}
    ended: list[dict[str, str]] = []
    for call in range(1, killed + 1):
        tiny = Tiny(tmp_path / "work" / str(call))
        require_old_or_new(tiny.tree(), old, new)
        left = left_behind(tiny)
        if left != last:  # a touch that changes nothing leaves what the one before it left
            outcomes.append(ends_the_job(tiny, ("check", "verify", "build")[len(outcomes) % 3], old, new, ended))
        last = left
    assert {False, True} == set(outcomes)
    assert len(outcomes) > killed // 2
    whole = Tiny(tmp_path / "work" / str(killed + 1))
    assert whole.tree() == new
    verify(whole.workspace)
    assert "Finished what an interrupted build had begun." in capsys.readouterr().err


def test_an_interrupted_build_leaves_nothing_lying(built: Tiny) -> None:
    before = built.tree()
    edit_everything(built)

    def interrupt(event: Event) -> None:
        if isinstance(event, TrackWritten):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(built.workspace, BuildRequest(), interrupt)
    assert built.tree() == before
    assert not (built.output / journal.STAGING).exists()
    assert built.build().spoken == []  # what was spoken by then is kept


@pytest.mark.slow  # nine builds from nothing
def test_at_some_moment_of_a_first_build(tmp_path: Path) -> None:
    template = tiny_project(tmp_path / "template")
    template.edit("settings.yaml", "pauses:", "chime: none\npauses:")
    builds = 8
    killed = children("delays", template, tmp_path / "work", str(builds))
    assert killed  # else no moment was tried
    whole = Tiny(tmp_path / "work/whole").tree()
    for number in range(1, builds + 1):
        tiny = Tiny(tmp_path / "work" / str(number))
        require_old_or_new(tiny.tree(), {}, whole)
        assert tiny.build().slugs == {}
        assert tiny.tree() == whole
