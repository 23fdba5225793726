"""A disk that is full or write-protected leaves the old output whole, and the build says why it failed."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support.tiny import Done, Tiny
from zt_audio.errors import DeviceError
from zt_audio.published.verify import verify
from zt_audio.store import journal
from zt_audio.store.disk import device_errors, require_space

LIMITED = """
import resource, signal, sys
from zt_audio.cli.main import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[2:]))
"""


def edit(tiny: Tiny) -> None:
    tiny.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")


def refusing(code: int) -> Callable[..., object]:
    def refuse(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return refuse


def refusing_file(part: str, code: int) -> Callable[..., object]:
    """Return a `Path.open` that refuses to write files with `part` in their names."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *more: Any, **options: Any) -> object:  # noqa: ANN401 - those of `open`
        if part in path.name and "x" in mode:
            raise OSError(code, os.strerror(code))
        return real(path, mode, *more, **options)

    return opened


REFUSALS: dict[str, tuple[object, str, Callable[[int], Callable[..., object]]]] = {
    "tracks": (os, "write", refusing),
    "sync": (os, "fsync", refusing),
    "journal": (Path, "open", partial(refusing_file, journal.JOURNAL)),
    "cache": (Path, "open", partial(refusing_file, ".tmp")),
}


@pytest.mark.parametrize(
    ("code", "slug"),
    [(errno.ENOSPC, "disk-full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.EIO, "disk-failed")],
)
@pytest.mark.parametrize("where", REFUSALS)
def test_a_disk_that_refuses_changes_nothing(
    where: str, code: int, slug: str, built: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built.tree()
    edit(built)
    with monkeypatch.context() as patch:
        owner, name, refusal = REFUSALS[where]
        patch.setattr(owner, name, refusal(code))
        with pytest.raises(DeviceError) as error:
            built.build()
    assert [problem.slug for problem in error.value.problems] == [slug]
    assert error.value.exit_code == 5
    assert built.tree() == before  # and nothing staged
    assert sorted(path.name for path in built.output.iterdir()) == ["city", "manifest.json", "yard"]
    verify(built.workspace)
    assert built.build().slugs == {}
    verify(built.workspace)


def test_a_state_that_cannot_be_kept_costs_time_only(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(built)
    built.build(dry_run=True)  # readings are remembered
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refusing_file("state.json", errno.ENOSPC))
        with pytest.raises(DeviceError):
            built.build()
    verify(built.workspace)
    assert built.build().written == 0


def test_what_moves_are_refused_half_way_is_finished_later(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.tree()
    edit(built)
    real = Path.replace
    moved: list[str] = []

    def refuse(source: Path, target: Path) -> Path:
        if target.suffix == ".MP3":
            if moved:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS))
            moved.append(target.name)
        return real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(DeviceError):
            built.build()
    assert journal.not_ready(built.output, ("city", "yard")) == ("city", "yard")
    assert built.run("verify").returncode == 0  # which finishes first
    assert built.tree() != before
    assert built.build().written == 0


def test_room_is_asked_for_before_it_is_used(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.tree()
    edit(built)
    real = shutil.disk_usage
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda path: real(path)._replace(free=100_000))
        ran = built.build()
    assert ran.slugs == {"city": ["disk-full"], "yard": ["disk-full"]}
    assert ran.tracks == []
    assert built.tree() == before
    assert built.build().slugs == {}


@pytest.mark.parametrize(("free", "needed"), [(10, 10), (10, 0)])
def test_room_that_is_enough(free: int, needed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: real._replace(free=free))
    require_space(tmp_path, needed)
    with pytest.raises(DeviceError):
        require_space(tmp_path, free + 1)


def test_what_the_system_says_is_reported(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as error, device_errors(tmp_path):
        (tmp_path / "no such folder" / "file").write_bytes(b"")
    [problem] = error.value.problems
    assert (problem.slug, problem.facts["reason"]) == ("disk-failed", "No such file or directory")
    assert str(problem.facts["path"]).endswith("file")


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """Mount a small disk of memory on `folder`; yield False where the system does not let us."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def limited(tiny: Tiny, most_bytes: int) -> Done:
    """Build where no file may grow beyond `most_bytes`: a real refusal by the system, without mounting anything."""
    command = [sys.executable, "-c", LIMITED, str(most_bytes), "--project", str(tiny.root), "build"]
    environment = {**os.environ, "ZT_AUDIO_LANG": "en"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    return Done(done.returncode, done.stdout, done.stderr)


def test_a_system_that_really_refuses(built: Tiny) -> None:
    before = built.tree()
    edit(built)
    done = limited(built, 200_000)  # segments fit, the market's track does not
    assert done.returncode == 5
    assert "[disk-failed]" in done.stderr
    assert "Traceback" not in done.stderr
    assert built.tree() == before
    verify(built.workspace)
    assert built.build().slugs == {}
    verify(built.workspace)


def test_a_disk_that_is_really_full(built: Tiny, tmp_path: Path) -> None:
    """A disk of 6 MB holds the project; a stay of seven minutes does not fit on it."""
    with small_disk(tmp_path / "disk", "6m") as mounted:
        tiny = built.copy(tmp_path / "disk" / "project") if mounted else built
        before = tiny.tree()
        tiny.edit("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 7')
        done = tiny.process("build") if mounted else limited(tiny, 1_000_000)
        assert done.returncode == 5
        assert f"[{'disk-full' if mounted else 'disk-failed'}]" in done.stderr
        assert tiny.tree() == before
        verify(tiny.workspace)
        tiny.edit("playlists/yard.yaml", "stay_min: 7", "stay_min: 1")
        assert tiny.build().slugs == {}
        verify(tiny.workspace)


def test_a_disk_that_fills_up_while_it_is_written(built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, but the room is taken after we asked for it."""
    real = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda path: real(path)._replace(free=10**12))
    with small_disk(tmp_path / "disk", "5m") as mounted:
        tiny = built.copy(tmp_path / "disk" / "project") if mounted else built
        before = tiny.tree()
        tiny.edit("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 5')
        if not mounted:
            monkeypatch.setattr(os, "write", refusing(errno.ENOSPC))
        with pytest.raises(DeviceError) as error:
            tiny.build()
        assert [problem.slug for problem in error.value.problems] == ["disk-full"]
        assert tiny.tree() == before
        verify(tiny.workspace)


@pytest.mark.parametrize("part", ["output", ".zt-cache"])
def test_a_file_where_a_folder_must_be(part: str, fresh: Tiny) -> None:
    (fresh.root / part).write_bytes(b"theirs")
    done = fresh.run("build")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert (fresh.root / part).read_bytes() == b"theirs"
