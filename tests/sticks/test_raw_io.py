"""Writing through to a device and reading back from it, as each system needs it."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.support.fake_kernel32 import kernel
from tests.support.systems import not_on_windows
from zt_audio.sticks.platforms import windows
from zt_audio.sticks.raw_io import CacheControl, _fcntl, bypass_cache, chunks_of, flush, open_from_device, sha256_of


class Calls:
    """Notes the calls of the system in their order."""

    def __init__(self, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[object] = []
        self.control = CacheControl(platform, self.fcntl, lambda path: self.made.append(("purge", path.name)))
        monkeypatch.setattr(os, "fsync", lambda _handle: self.made.append("fsync"))
        monkeypatch.setattr(os, "posix_fadvise", self.advise, raising=False)

    def fcntl(self, _handle: int, command: int, value: int) -> None:
        self.made.append((command, value))

    def advise(self, _handle: int, _start: int, _size: int, _advice: int) -> None:
        self.made.append("advise")


F_NOCACHE, F_FULLFSYNC = 48, 51


@pytest.mark.parametrize(
    ("platform", "written", "opened"),
    [
        pytest.param("linux", ["fsync"], ["advise"], marks=not_on_windows("there is no posix_fadvise")),
        ("darwin", [(F_NOCACHE, 1), (F_FULLFSYNC, 0)], [(F_NOCACHE, 1)]),
        ("win32", ["fsync"], [("purge", "001.MP3")]),
        ("freebsd", ["fsync"], []),
    ],
)
def test_each_system_is_passed_by_in_its_own_way(
    platform: str, written: list[object], opened: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(platform, monkeypatch)
    path = tmp_path / "001.MP3"
    with path.open("wb") as file:
        bypass_cache(file.fileno(), calls.control)
        file.write(b"sound")
        flush(file.fileno(), calls.control)
    assert calls.made == written
    calls.made.clear()
    with open_from_device(path, calls.control) as file:
        assert file.read() == b"sound"
    assert calls.made == opened


def test_windows_opens_the_file_past_its_cache_before_it_is_read(tmp_path: Path) -> None:
    library = kernel()
    path = tmp_path / "001.MP3"
    path.write_bytes(b"sound")
    with open_from_device(path, CacheControl("win32", purge=partial(windows.purge_cache, library=library))) as file:
        assert file.read() == b"sound"
    opened = library.CreateFileW.calls[0]
    assert isinstance(opened, ctypes.c_wchar_p)
    assert opened.value == str(path)
    assert library.closed == [7]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fcntl")
def test_commands_for_a_handle_reach_the_system(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - Windows has no such module

    with (tmp_path / "x").open("wb") as file:
        _fcntl(file.fileno(), fcntl.F_SETFD, 0)
        assert fcntl.fcntl(file, fcntl.F_GETFD) == 0
        _fcntl(file.fileno(), fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        assert fcntl.fcntl(file, fcntl.F_GETFD) == fcntl.FD_CLOEXEC
    with pytest.raises(OSError, match="Bad file"):
        _fcntl(file_number(tmp_path / "x"), fcntl.F_GETFD, 0)


def file_number(path: Path) -> int:
    """Return the number of a file that is closed already."""
    with path.open("rb") as file:
        return file.fileno()


def test_chunks_are_counted_and_hashed(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"0123456789")
    counted: list[int] = []
    with open_from_device(tmp_path / "x") as file:
        digest = sha256_of(chunks_of(file, 4), counted.append)
    assert counted == [4, 4, 2]
    assert digest == hashlib.sha256(b"0123456789").hexdigest()
